// An answer, whole or as it comes in: statements with links to their sources, calls, sources, and what to do with it.
import { Citations } from "./citations.js";
import { calls } from "./cards.js";
import { h } from "./dom.js";
import { Feedback } from "./feedback.js";
import { icon } from "./icons.js";

/** The whole answer; an abstention looks different from an answer, and says so in words too. */
export function answer(found, context) {
  const { words } = context;
  const citations = new Citations(found.citations, context);
  const abstained = found.status !== "answered";
  return h("div", { class: abstained ? `reply abstained ${found.status}` : "reply" },
    h("div", { class: "said" },
      abstained && h("p", { class: "status" }, icon("info"), words.say(`status_${found.status}`)),
      statements(found.statements, citations, found.language, phrases(found))),
    calls(found, citations, { ...context, language: found.language, asOf: context.asOf && found.as_of }),
    citations.list(),
    h("p", { class: "quiet made" }, made(found, words)),
    tools(found, citations, context));
}

/** What has come in so far. */
export class Draft {
  constructor(context) {
    this.context = context;
    this.citations = new Citations([], context);
    this.statements = [];
    this.element = h("div", { class: "reply draft" });
  }

  cite(citations) {
    this.citations = new Citations(citations, this.context);
  }

  add(statement) {
    this.statements.push(statement);
    this.element.replaceChildren(h("div", { class: "said" }, statements(this.statements, this.citations)));
  }
}

/** Paragraphs; what follows a statement that ends in a colon is a list. */
function statements(all, citations, language, foreign = []) {
  const [lead, ...items] = all;
  const text = ({ text: said }) => citations.linked(said.replace(/^[-•–]\s+/, "")).flatMap((part) => spoken(part, foreign));
  const shown = (tag) => (statement) => h(tag, { lang: statement.language }, text(statement));
  if (items.length > 1 && /:\s*(\[\d+\])*\s*$/.test(lead.text)) {
    return h("div", { lang: language }, shown("p")(lead), h("ul", {}, items.map(shown("li"))));
  }
  return h("div", { lang: language }, all.map(shown("p")));
}

/** What a statement may say in another language than its own: titles and summaries of calls, the longest first; a name
 *  of one word is the same in every language. */
function phrases({ language, calls: current, closed_calls: closed }) {
  const foreign = [...current, ...closed].filter((call) => call.language && call.language !== language);
  const found = foreign.flatMap((call) => [call.summary, call.title].map((text) => ({ text: text.replace(/[ .;]+$/, ""), lang: call.language })));
  return found.filter(({ text }) => text.includes(" ")).sort((a, b) => b.text.length - a.text.length);
}

/** Text with such phrases marked as what they are, so that they are pronounced so; links stay as they are. */
function spoken(part, foreign) {
  const found = typeof part === "string" && foreign.find(({ text }) => part.includes(text));
  if (!found) return [part];
  const [before, ...after] = part.split(found.text);
  return [...spoken(before, foreign), h("span", { lang: found.lang }, found.text), ...spoken(after.join(found.text), foreign)];
}

function made({ as_of: asOf, generator }, words) {
  const date = words.say("as_of", { date: words.day(asOf) });
  return generator === "extractive" ? date : `${date} · ${words.say("generated", { name: generator })}`;
}

/** What can be done with an answer; what fails is told to everyone, those who see and those who hear. */
function tools(found, citations, context) {
  const problem = h("p", { class: "problem" });
  const tell = (how) => (text) => {
    problem.textContent = how === "fail" ? text : "";
    context[how](text);
  };
  const telling = { ...context, announce: tell("announce"), fail: tell("fail") };
  const copy = h("button", { type: "button", class: "tool copy", click: () => copied(copy, found, citations, telling) },
    icon("copy"), h("span", {}, context.words.say("copy")));
  return h("div", { class: "tools" }, copy, found.status !== "clarification" && new Feedback(found, telling).element, problem);
}

async function copied(button, found, citations, { words, announce, fail }) {
  try {
    await navigator.clipboard.writeText(plain(found, citations, words));
    button.lastChild.textContent = words.say("copied");
    announce(words.say("copied"));
  } catch {
    fail(words.say("error_copy"));
  }
}

/** The answer and its sources as plain text, for an e-mail or a note. */
export function plain(found, citations, words) {
  const sources = found.citations.map((citation) =>
    `[${citation.number}] ${citation.title}, ${words.place(citation.locator)}: “${citation.quote}” ${citations.address(citation) ?? ""}`);
  return [found.text, ...sources].join("\n");
}

/** The answer as it is read out: without its markers, with the number of calls under it. */
export function spokenForm(found, { say }) {
  const text = say("finished", { text: found.text.replace(/\s*\[\d+\]/g, "") });
  return found.calls.length ? `${text} ${say("finished_calls", { count: found.calls.length })}` : text;
}
