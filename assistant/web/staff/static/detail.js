// One question: its draft to edit, what would be pasted, its sources and calls, and what can be done with it.
import { Offline, get, myName, post } from "./api.js";
import { button, byId, complain, copy, dayText, el, fill, link, say, show } from "./dom.js";
import { claim, drop, insist, onSaving, release, restore, save, settled, unsaved, write } from "./saving.js";
import { SETTLED, isOpen, onChange, repeats, selected, shown, state, take } from "./store.js";
import { confidence, select, step } from "./queue.js";

let drawn = null;
let renewing = null;

const STATUS = { open: "open", forthcoming: "forthcoming", closed: "closed", unknown: "deadline unknown" };
const mine = (question) => !question.claimed_by || question.claimed_by === myName() || Date.parse(question.claimed_until) < Date.now() + state.ahead;

export const DEEDS = {
  approve: { label: "Approve and copy", key: "a", when: isOpen, act: approve, primary: true },
  copy: { label: "Copy", key: "c", when: (q) => q.text, act: copyFirst },
  live: { label: "Answered live", key: "l", when: isOpen, act: () => settle("live") },
  follow_up: { label: "Follow up by mail", key: "f", when: isOpen, act: () => settle("follow_up") },
  dismiss: { label: "Dismiss", key: "d", when: (q) => !SETTLED.includes(q.status), act: () => settle("dismissed") },
  redraft: { label: "Draft again", key: "r", when: isOpen, act: () => deed("redraft") },
  reopen: { label: "Reopen", key: "o", when: (q) => SETTLED.includes(q.status), act: () => deed("reopen") },
};

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

async function deed(path, more = {}) {
  const { question_id: id } = selected();
  complain("");
  try {
    const left = await settled(id);
    const question = await post(`/questions/${id}/${path}`, { version: left?.version ?? state.questions.get(id).version, ...more });
    drop(id);
    take(question);
    return question;
  } catch (error) {
    if (error.body?.current) take(error.body.current);
    const lost = error instanceof Offline ? " Your text is kept in this browser; try again when the connection is back." : "";
    complain(error.message + lost);
    return null;
  }
}

async function approve() {
  const done = await deed("approve", { answer: byId("answer").value, follow_up: byId("follow-up").checked });
  if (!done) return;
  await copied(done.parts[0], done.parts.length > 1 ? `Approved. Part 1 of ${done.parts.length} is on the clipboard.` : "Approved and copied to the clipboard.");
  if (done.parts.length === 1) onward(done);
}

async function settle(status) {
  const question = selected();
  const done = await deed("status", { status });
  if (done) {
    say(`Question ${question.number}: ${DEEDS[status]?.label.toLowerCase() ?? status}.`);
    onward(done);
  }
}

// The next open question, so that one can go on without looking for it.
function onward(done) {
  const next = shown("open").find((question) => question.number > done.number) ?? shown("open")[0];
  if (next) select(next.question_id, true);
  else step(1);
}

async function copied(text, said) {
  try {
    await copy(text);
    say(said);
  } catch (error) {
    complain(error.message);
  }
}

async function copyFirst() {
  const id = state.selected;
  if (unsaved(id)) await save(id);
  const { parts } = selected();
  if (parts.length) await copied(parts[0], parts.length > 1 ? `Part 1 of ${parts.length} copied.` : "Copied.");
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
  drawn = question.question_id;
  drawFacts(question);
  drawEarlier(question);
  const { question_id: id, draft } = question;
  const others = repeats(id);
  fill(byId("repeats"), others.map((other) => [other.question_id, other.version]), () => repeated(others));
  fill(byId("deeds"), [id, ...possible(question)], () => deeds(question));
  fill(byId("parts"), [question.parts, Boolean(unsaved(id))], () => parts(question));
  fill(byId("sources"), draft?.sources ?? [], () => sources(draft?.sources ?? []));
  fill(byId("calls"), draft?.calls ?? [], () => calls(draft?.calls ?? []));
  fill(byId("sorting"), [id, question.kind], () => sorting(question));
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

async function drawEarlier(question) {
  const box = byId("earlier");
  if (!question.earlier || !isOpen(question)) return show(box, false);
  if (box.dataset.id === question.question_id) return show(box, true);
  try {
    const before = await get(`/questions/${question.question_id}/earlier`);
    if (state.selected !== question.question_id) return null;
    box.dataset.id = question.question_id;
    box.replaceChildren(el("p", {}, `Answered before, in ${before.session} on ${dayText(before.day)}. Dates may have changed.`), el("p", {}, el("q", {}, before.answer)),
      button("Use this answer", () => { byId("answer").value = before.answer; byId("answer").focus(); typed(); }));
    return show(box, true);
  } catch {
    return show(box, false);
  }
}

function repeated(others) {
  if (!others.length) return [];
  const items = others.map((other) => el("li", {}, `#${other.number} `, other.question, " ",
    button("Split off", () => post(`/questions/${other.question_id}/split`, { version: other.version }).then(take, (error) => complain(error.message)))));
  return [el("details", {}, el("summary", {}, `Asked ${others.length + 1} times`), el("ul", { class: "plainlist" }, ...items))];
}

const possible = (question) => Object.keys(DEEDS).filter((name) => DEEDS[name].when(question) && (mine(question) || name === "copy"));

function deeds(question) {
  return possible(question).map((name) => {
    const { label, key, act, primary } = DEEDS[name];
    return button(label, act, { "data-deed": name, "aria-keyshortcuts": key, class: primary ? "primary" : null });
  });
}

function parts(question) {
  if (unsaved(question.question_id) || !question.parts.length) return [];
  const many = question.parts.length > 1;
  return [el("h3", {}, "What is pasted"), ...question.parts.map((part, i) => el("div", { class: "part" }, el("pre", {}, part),
    button(many ? `Copy part ${i + 1} of ${question.parts.length}` : "Copy text", () => copied(part, many ? `Part ${i + 1} copied.` : "Copied."))))];
}

function sources(found) {
  if (!found.length) return [];
  return [el("h3", {}, "Sources"), el("ul", { class: "plainlist" }, ...found.map((source) => el("li", {}, link(source.link, `${source.title}, ${source.locator}`),
    source.public ? null : el("strong", {}, " Staff only: do not quote it in public."), source.quote ? el("span", {}, ": ", el("q", {}, source.quote)) : null)))];
}

function calls(found) {
  if (!found.length) return [];
  const deadline = (call) => (call.next_deadline ? `, until ${dayText(call.next_deadline)}, ${call.days_left} days left` : "");
  return [el("h3", {}, "Calls"), el("ul", { class: "plainlist" }, ...found.map((call) => el("li", {}, link(call.url, call.name), " ",
    el("span", { class: `badge ${call.status}` }, STATUS[call.status]), deadline(call))))];
}

function sorting(question) {
  const kinds = { question: "It is a question", technical: "Technical complaint", greeting: "Greeting", spam: "Spam" };
  return Object.entries(kinds).filter(([kind]) => kind !== question.kind).map(([kind, label]) => button(label, () => deed("kind", { kind })));
}
