// The queue, oldest first, each with its clock.
import { button, byId, el, show } from "./dom.js";
import { changed, headOf, isOpen, onChange, repeats, seconds, shown, state } from "./store.js";

const NAMES = { open: "Open", settled: "Answered", aside: "Set apart", all: "All" };
const STATUS = { waiting: "drafting", drafted: "draft ready", approved: "approved", live: "answered live", dismissed: "dismissed", follow_up: "follow up" };
const rows = new Map();

const clock = (total) => `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
const tag = (text, kind = "") => el("span", { class: `tag ${kind}` }, text);

export const confidence = (draft, more = "") => (draft.answer_status === "answered" ? `${draft.level} confidence${more}` : "no sourced answer");

function meta(question) {
  const count = repeats(question.question_id).length + 1;
  const set = question.kind !== "question" && question.status === "waiting";
  return el("span", { class: "meta" },
    isOpen(question) ? el("span", { class: "age", "data-id": question.question_id }) : null,
    el("span", {}, `#${question.number}`),
    el("span", {}, set ? question.kind : question.draft_problem ? "no draft" : STATUS[question.status]),
    question.draft && isOpen(question) ? tag(confidence(question.draft), question.draft.level) : null,
    count > 1 ? tag(`asked ${count}×`) : null,
    tag(question.language),
    question.speaker ? tag(`for ${question.speaker}`) : null,
    question.follow_up ? tag("mail") : null,
    question.earlier && isOpen(question) ? tag(headOf(question.earlier) ? "answered already" : "answered before") : null,
    question.claimed_by && isOpen(question) ? tag(`${question.claimed_by} is on it`) : null);
}

function row(question) {
  let item = rows.get(question.question_id);
  if (!item) {
    const opener = el("button", { type: "button" });
    opener.addEventListener("click", () => select(question.question_id));
    item = el("li", {}, opener);
    rows.set(question.question_id, item);
  }
  const opener = item.firstChild;
  opener.setAttribute("aria-current", String(state.selected === question.question_id));
  opener.replaceChildren(meta(question), el("span", { class: "words" }, question.question));
  return item;
}

export function select(id, focus = false) {
  state.selected = id;
  changed();
  if (focus) rows.get(id)?.firstChild.focus();
  rows.get(id)?.scrollIntoView({ block: "nearest" });
}

export function step(by) {
  const list = shown();
  if (!list.length) return;
  const at = list.findIndex((question) => question.question_id === state.selected);
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by));
  select(list[next].question_id, true);
}

function draw() {
  const list = shown();
  const items = list.map(row);
  const box = byId("queue");
  if (items.length !== box.children.length || items.some((item, i) => box.children[i] !== item)) {
    const focused = document.activeElement;
    box.replaceChildren(...items);
    if (focused?.isConnected && box.contains(focused)) focused.focus();
  }
  show(byId("empty"), !items.length);
  for (const node of byId("filters").children) label(node);
  tick();
}

function filter(name) {
  return button("", () => {
    state.filter = name;
    changed();
  }, { "data-filter": name });
}

function label(node) {
  const name = node.dataset.filter;
  node.setAttribute("aria-pressed", String(state.filter === name));
  node.textContent = `${NAMES[name]} (${shown(name).length})`;
}

function tick() {
  for (const node of document.querySelectorAll(".age[data-id]")) {
    const question = state.questions.get(node.dataset.id);
    if (!question) continue;
    const age = seconds(question);
    node.textContent = clock(age);
    node.classList.toggle("late", age >= 60);
  }
}

export function start() {
  byId("filters").replaceChildren(...Object.keys(NAMES).map(filter));
  onChange(draw);
  setInterval(tick, 1000);
}
