// One question: its draft to edit, how long it is, who works on it, and the panels below.
import { Offline, myName } from "./api.js";
import { mine, possible } from "./deeds.js";
import { button, byId, complain, el, fill, show } from "./dom.js";
import { drawEarlier } from "./earlier.js";
import * as panels from "./panels.js";
import { confidence } from "./queue.js";
import { claim, drop, insist, onSaving, release, restore, save, unsaved, write } from "./saving.js";
import { heads, isOpen, onChange, repeats, selected, state } from "./store.js";

let drawn = null;
let renewing = null;

export function start() {
  const answer = byId("answer");
  onChange(draw);
  onSaving((id) => id === state.selected && draw());
  answer.addEventListener("input", typed);
  byId("follow-up").addEventListener("change", typed);
  answer.addEventListener("focus", () => begin(state.selected));
  answer.addEventListener("blur", () => end(state.selected));
}

function typed() {
  write(state.selected, byId("answer").value, byId("follow-up").checked);
}

function begin(id) {
  const question = selected();
  if (!question || !isOpen(question)) return;
  claim(id).catch((error) => complain(error.message));
  clearInterval(renewing);
  renewing = setInterval(() => claim(id).catch(() => {}), (state.claimSeconds * 1000) / 3);
}

function end(id) {
  clearInterval(renewing);
  if (!id) return;
  if (unsaved(id) && !unsaved(id).problem) save(id);
  if (unsaved(id) || state.questions.get(id)?.claimed_by === myName()) release(id);
}

function draw() {
  const question = selected();
  show(byId("nothing"), !question);
  show(byId("detail"), question);
  if (!question) {
    drawn = null;
    return;
  }
  if (drawn !== question.question_id) restore(question);
  drawText(question, drawn !== question.question_id);
  drawFacts(question);
  drawEarlier(question, use);
  drawPanels(question);
  drawn = question.question_id;
}

function use(text) {
  byId("answer").value = text;
  byId("answer").focus();
  typed();
}

function drawPanels(question) {
  const { question_id: id, draft, kind } = question;
  const others = repeats(id);
  const asks = kind === "question";
  show(byId("editor"), asks);
  if (!asks || drawn !== id) byId("differently").open = !asks;
  fill(byId("repeats"), others.map((other) => [other.question_id, other.version]), () => panels.repeated(others));
  fill(byId("deeds"), [id, ...possible(question)], () => panels.deeds(question));
  fill(byId("parts"), [id, question.parts, Boolean(unsaved(id))], () => panels.parts(question));
  fill(byId("sources"), draft?.sources ?? [], () => panels.sources(draft?.sources ?? []));
  fill(byId("calls"), draft?.calls ?? [], () => panels.calls(draft?.calls ?? []));
  fill(byId("sorting"), [id, kind, heads().length], () => panels.sorting(question));
}

function drawText(question, fresh) {
  const left = unsaved(question.question_id);
  const answer = byId("answer");
  const text = left ? left.text : question.text;
  if (answer.value !== text && (fresh || !left)) answer.value = text;
  if (!left || fresh) byId("follow-up").checked = left?.followUp ?? question.follow_up;
  const free = isOpen(question) && mine(question);
  answer.readOnly = !free;
  byId("follow-up").disabled = !free;
  drawCount(question, answer.value, left);
  drawConflict(question, left);
}

function drawCount(question, text, left) {
  const all = text.length + question.tail;
  const over = all > state.maxChars;
  const parts = left ? "several parts" : `${question.parts.length} parts`;
  byId("counter").textContent = `${all} of ${state.maxChars} characters, sources included${over ? `: goes out in ${parts}` : ""}`;
  byId("counter").classList.toggle("over", over);
  const said = { none: "", busy: "Saving…", lost: "Not saved: the connection is lost. The text is kept in this browser.", held: "Not saved." };
  byId("saved").textContent = said[!left ? "none" : left.problem instanceof Offline ? "lost" : left.problem ? "held" : "busy"];
}

function drawConflict(question, left) {
  const box = byId("conflict");
  const problem = left?.problem;
  show(box, problem?.body);
  if (!problem?.body) return;
  fill(box, [question.question_id, question.version, problem.message], () => conflict(question, problem));
}

function conflict(question, problem) {
  const both = problem.body.reason === "out_of_date";
  return [el("p", {}, problem.message),
    ...(both ? [el("p", {}, "The other text: ", el("q", {}, question.text))] : []),
    el("div", { class: "row" },
      button(both ? "Save mine over it" : "Try again", () => insist(question.question_id)),
      button(both ? "Take the other" : "Drop mine", () => { drop(question.question_id); draw(); }))];
}

function drawFacts(question) {
  byId("asked").textContent = question.question;
  byId("asked").setAttribute("lang", question.language);
  const facts = [`Question ${question.number}`, question.language, question.asked_at ? `asked ${new Date(question.asked_at).toLocaleTimeString("en-GB")}` : null,
    question.asker, question.speaker ? `for ${question.speaker}` : null,
    question.answered_by ? `${question.status.replace("_", " ")} by ${question.answered_by}` : null, question.draft_problem];
  byId("facts").textContent = facts.filter(Boolean).join(" · ");
  const { draft } = question;
  byId("confidence").replaceChildren(...(draft ? [el("span", { class: `tag ${draft.level}` }, confidence(draft, ` (${Math.round(draft.confidence * 100)} %)`))] : []));
  const other = question.claimed_by && !mine(question) && isOpen(question);
  show(byId("claim"), other);
  byId("claim").textContent = other ? `${question.claimed_by} is working on this question.` : "";
}
