// An answer, whole or as it comes in: statements with links to their sources, calls, sources, and what to do with it.
import { Citations } from "./citations.js";
import { calls } from "./cards.js";
import { h } from "./dom.js";
import { feedback } from "./feedback.js";
import { icon } from "./icons.js";

/** The whole answer; an abstention looks different from an answer, and says so in words too. */
export function answer(found, context) {
  const { words } = context;
  const citations = new Citations(found.citations, context);
  const abstained = found.status !== "answered";
  return h("div", { class: abstained ? `reply abstained ${found.status}` : "reply" },
    h("div", { class: "said" },
      abstained && h("p", { class: "status" }, icon("info"), words.say(`status_${found.status}`)),
      statements(found.statements, citations, found.language)),
    calls(found, citations, { ...context, asOf: context.asOf && found.as_of }),
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
function statements(all, citations, language) {
  const [lead, ...items] = all;
  const text = (statement) => citations.linked(statement.text.replace(/^[-•–]\s+/, ""));
  if (items.length > 1 && /:\s*(\[\d+\])*\s*$/.test(lead.text)) {
    return h("div", { lang: language }, h("p", {}, text(lead)), h("ul", {}, items.map((item) => h("li", {}, text(item)))));
  }
  return h("div", { lang: language }, all.map((statement) => h("p", {}, text(statement))));
}

function made({ as_of: asOf, generator }, words) {
  const date = words.say("as_of", { date: words.day(asOf) });
  return generator === "extractive" ? date : `${date} · ${words.say("generated", { name: generator })}`;
}

function tools(found, citations, context) {
  const copy = h("button", { type: "button", class: "tool copy", click: () => copied(copy, found, citations, context) },
    icon("copy"), h("span", {}, context.words.say("copy")));
  return h("div", { class: "tools" }, copy, found.status !== "clarification" && feedback(found, context));
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
