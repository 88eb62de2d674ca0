// What stands below the answer: what is pasted, sources, calls, repetitions, how it is sorted.
import { post } from "./api.js";
import { DEEDS, copyPart, deed, merge, possible } from "./deeds.js";
import { button, complain, dayText, el, link } from "./dom.js";
import { unsaved } from "./saving.js";
import { heads, isOpen, take } from "./store.js";

const STATUS = { open: "open", forthcoming: "forthcoming", closed: "closed", unknown: "deadline unknown" };
const KINDS = { question: "It is a question", technical: "Technical complaint", greeting: "Greeting", spam: "Spam" };
const MOST_WORDS = 60;

export function deeds(question) {
  return possible(question).map((name, i) => {
    const { label, key, act } = DEEDS[name];
    const made = button(label, act, { "data-deed": name, "aria-keyshortcuts": key, class: i === 0 && isOpen(question) ? "primary" : null });
    made.append(" ", el("kbd", { "aria-hidden": "true" }, key));
    return made;
  });
}

export function repeated(others) {
  if (!others.length) return [];
  const items = others.map((other) => el("li", {}, `#${other.number} `, other.question, " ",
    button("Split off", () => post(`/questions/${other.question_id}/split`, { version: other.version }).then(take, (error) => complain(error.message)))));
  return [el("details", {}, el("summary", {}, `Asked ${others.length + 1} times`), el("ul", { class: "plainlist" }, ...items))];
}

export function parts(question) {
  if (unsaved(question.question_id) || !question.parts.length) return [];
  const many = question.parts.length > 1;
  return [el("h3", {}, "What is pasted"), ...question.parts.map((part, i) => el("div", { class: "part" }, el("pre", {}, part),
    button(many ? `Copy part ${i + 1} of ${question.parts.length}` : "Copy text", () => copyPart(question, i))))];
}

export function sources(found) {
  if (!found.length) return [];
  return [el("h3", {}, "Sources"), el("ul", { class: "plainlist" }, ...found.map((source) => el("li", {}, link(source.link, `${source.title}, ${source.locator}`),
    source.public ? null : el("strong", {}, " Staff only: do not quote it in public."), source.quote ? el("span", {}, ": ", el("q", {}, source.quote)) : null)))];
}

export function calls(found) {
  if (!found.length) return [];
  const deadline = (call) => (call.next_deadline ? `, until ${dayText(call.next_deadline)}, ${call.days_left} days left` : "");
  return [el("h3", {}, "Calls"), el("ul", { class: "plainlist" }, ...found.map((call) => el("li", {}, link(call.url, call.name), " ",
    el("span", { class: `badge ${call.status}` }, STATUS[call.status]), deadline(call))))];
}

export function sorting(question) {
  const kinds = Object.entries(KINDS).filter(([kind]) => kind !== question.kind).map(([kind, label]) => button(label, () => deed("kind", { kind })));
  return question.kind === "question" ? [...kinds, ...repeating(question)] : kinds;
}

function repeating(question) {
  const others = heads().filter((other) => other.kind === "question" && other.question_id !== question.question_id);
  if (!others.length || question.merged_into) return [];
  const short = (text) => (text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text);
  const choice = el("select", { id: "repeats-other" }, ...others.map((other) => el("option", { value: other.question_id }, `#${other.number} ${short(other.question)}`)));
  return [el("label", { for: "repeats-other" }, "It repeats"), choice, button("Merge", () => merge(choice.value))];
}
