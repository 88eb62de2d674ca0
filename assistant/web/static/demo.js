// The demo page: everything is drawn from structured data with textContent; there is no HTML sink.
const STARTERS = [
  "Which calls fit a water-tech SME?",
  "What are the barriers to resilience?",
  "Which calls close in 2027?",
  "What is cascade funding?",
];
const STATUS = { open: "Open", forthcoming: "Forthcoming", closed: "Closed", unknown: "Deadline unknown" };
const byId = (id) => document.getElementById(id);
const form = byId("form");
let conversationId = null;
let pending = false;

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) node.setAttribute(name, value);
  node.append(...children.filter((child) => child != null));
  return node;
}

const day = (iso) => new Date(`${iso}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const safeUrl = (url) => (/^https?:\/\//.test(url ?? "") || (url ?? "").startsWith("/sources/") ? url : null);
const link = (url, ...children) => (safeUrl(url) ? el("a", { href: url }, ...children) : el("span", {}, ...children));

function cite(number, citations) {
  const citation = citations.find((c) => c.number === number);
  if (!citation) return document.createTextNode("");
  const name = `Source ${number}: ${citation.title}, ${citation.locator.kind} ${citation.locator.value}`;
  return el("a", { class: "cite", href: safeUrl(citation.url), title: name, "aria-label": name }, `[${number}]`);
}

function withLinks(text, citations) {
  return text.split(/(\[\d+\])/).map((part) => {
    const marker = part.match(/^\[(\d+)\]$/);
    return marker ? cite(Number(marker[1]), citations) : document.createTextNode(part);
  });
}

function deadline(call) {
  if (!call.deadlines.length) return el("p", {}, "Deadline: not given");
  if (!call.next_deadline) return el("p", {}, `Closed on ${day(call.deadlines.at(-1).date)}`);
  const left = call.days_left === 0 ? "today is the last day" : `${call.days_left} days left`;
  return el("p", {}, `Deadline: ${day(call.next_deadline)} (${left})`);
}

function card(call, citations) {
  const reasons = call.reasons.map((reason) => el("li", {}, reason.text, " ", reason.citation ? cite(reason.citation, citations) : null));
  const heading = call.acronym && !call.title.includes(call.acronym) ? `${call.acronym}: ${call.title}` : call.title;
  return el("li", { class: "card" },
    el("h3", {}, heading),
    el("p", {}, el("span", { class: `badge ${call.status}` }, STATUS[call.status]), call.programme ? ` ${call.programme}` : "", call.topic_id ? ` · ${call.topic_id}` : ""),
    deadline(call),
    call.summary ? el("p", { class: "quiet" }, call.summary) : null,
    call.verdict ? el("p", {}, call.verdict === "fits" ? "Fits, because:" : "May fit.") : null,
    reasons.length ? el("ul", { class: "reasons" }, ...reasons) : null,
    safeUrl(call.url) ? el("p", {}, link(call.url, "Official page")) : null);
}

function turn(question, answer) {
  const { citations } = answer;
  const box = el("article", { class: "turn" }, el("h2", {}, question));
  const said = answer.statements.map((statement) => el("p", {}, ...withLinks(statement.text, citations)));
  box.append(el("div", { class: answer.status === "answered" ? "answer" : "answer abstained" }, ...said));
  if (answer.calls.length) box.append(el("ul", { class: "cards", "aria-label": "Calls" }, ...answer.calls.map((call) => card(call, citations))));
  if (answer.closed_calls.length) {
    box.append(el("details", {}, el("summary", {}, `Closed calls that match (${answer.closed_calls.length})`),
      el("ul", { class: "cards" }, ...answer.closed_calls.map((call) => card(call, citations)))));
  }
  if (citations.length) {
    box.append(el("details", {}, el("summary", {}, `Sources (${citations.length})`),
      el("ol", { class: "sources" }, ...citations.map((c) => el("li", {}, `[${c.number}] `, link(c.url, c.title), `, ${c.locator.kind} ${c.locator.value}${c.published ? `, ${day(c.published)}` : ""}: `, el("q", {}, c.quote))))));
  }
  return box;
}

function buttons(list, questions) {
  list.replaceChildren(...questions.map((question) => {
    const button = el("button", { type: "button" }, question);
    button.addEventListener("click", () => ask(question));
    return el("li", {}, button);
  }));
}

function fail(message) {
  byId("error").textContent = message;
  byId("error").hidden = !message;
}

async function ask(question) {
  if (pending || !question.trim()) return;
  busy(true);
  fail("");
  try {
    const response = await fetch("/api/chat", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question, conversation_id: conversationId, as_of: byId("as-of").value || null }),
    });
    const body = await response.json();
    if (!response.ok) throw new Error(body.detail);
    show(question, body);
  } catch (error) {
    fail(error instanceof TypeError ? "The server cannot be reached. Please try again." : error.message);
  } finally {
    busy(false);
  }
}

function show(question, answer) {
  conversationId = answer.conversation_id;
  byId("conversation").prepend(turn(question, answer));
  byId("status").textContent = "The answer is shown below.";
  byId("question").value = "";
  byId("fresh").hidden = false;
  buttons(byId("starters"), answer.suggestions.length ? answer.suggestions : STARTERS);
}

function busy(now) {
  pending = now;
  byId("send").setAttribute("aria-disabled", String(now));
  if (now) byId("status").textContent = "The answer is being prepared.";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(byId("question").value);
});
byId("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  }
});
byId("fresh").addEventListener("click", () => {
  conversationId = null;
  byId("conversation").replaceChildren();
  byId("status").textContent = "New conversation.";
  byId("fresh").hidden = true;
  buttons(byId("starters"), STARTERS);
  byId("question").focus();
});
buttons(byId("starters"), STARTERS);
