// Texts being written: kept in this browser at once, on the server soon after, and nowhere overwritten.
import { Offline, Problem, put, post } from "./api.js";
import { say } from "./dom.js";
import { state, take } from "./store.js";

const WAIT = 600;
const RETRY = 2000;
const KEY = "euclusters:desk:text:";
const work = new Map();
let told = () => {};

export const onSaving = (listener) => { told = listener; };
export const unsaved = (id) => work.get(id) ?? null;
export const anyUnsaved = () => [...work.values()].some((one) => one.text !== null);

function remembered(id) {
  try {
    return JSON.parse(localStorage.getItem(KEY + id));
  } catch {
    return null;
  }
}

// A text that a lost connection or a closed window left behind.
export function restore(question) {
  const left = work.has(question.question_id) ? null : remembered(question.question_id);
  if (!left || left.text === question.text) return;
  work.set(question.question_id, { text: left.text, followUp: left.followUp, version: left.version, problem: null, timer: null, busy: false });
  say("A text that had not been saved was restored.");
  schedule(question.question_id, WAIT);
}

export function write(id, text, followUp) {
  const question = state.questions.get(id);
  const one = work.get(id) ?? { version: question.version, problem: null, timer: null, busy: false };
  Object.assign(one, { text, followUp, leaving: false });
  work.set(id, one);
  localStorage.setItem(KEY + id, JSON.stringify({ text, followUp, version: one.version }));
  if (one.problem?.body?.reason !== "out_of_date") schedule(id, WAIT);
  told(id);
}

function schedule(id, wait) {
  const one = work.get(id);
  clearTimeout(one.timer);
  one.timer = setTimeout(() => save(id), wait);
}

export async function save(id) {
  const one = work.get(id);
  if (!one || one.busy) return;
  clearTimeout(one.timer);
  one.busy = true;
  const sent = one.text;
  try {
    const question = await put(`/questions/${id}/answer`, { version: one.version, answer: sent, follow_up: one.followUp ?? null });
    one.version = question.version;
    one.problem = null;
    take(question);
    if (one.text === sent) finish(id, one);
    else schedule(id, WAIT);
  } catch (error) {
    one.problem = error;
    if (error instanceof Offline) schedule(id, RETRY);
    else if (error instanceof Problem && error.body.current) take(error.body.current);
  } finally {
    one.busy = false;
    told(id);
  }
}

function finish(id, one) {
  drop(id);
  if (one.leaving) release(id);
}

export function drop(id) {
  clearTimeout(work.get(id)?.timer);
  work.delete(id);
  localStorage.removeItem(KEY + id);
}

// After a conflict: mine goes on top of the version that the other one made.
export async function insist(id) {
  const one = await settled(id);
  one.version = state.questions.get(id).version;
  one.problem = null;
  return save(id);
}

// A deed waits for a save that is under way, so that it names the right version.
export async function settled(id) {
  const one = work.get(id);
  while (one?.busy) await new Promise((resume) => setTimeout(resume, 30));
  return work.get(id) ?? null;
}

export async function claim(id) {
  try {
    take(await post(`/questions/${id}/claim`));
  } catch (error) {
    if (error.body?.current) take(error.body.current);
    else if (!(error instanceof Offline)) throw error;
  }
}

// Given back as soon as nothing is left to be saved.
export async function release(id) {
  if (work.has(id)) {
    work.get(id).leaving = true;
    return;
  }
  await post(`/questions/${id}/release`).then(take, () => {});
}

window.addEventListener("online", () => [...work.keys()].forEach(save));
window.addEventListener("beforeunload", (event) => {
  if (anyUnsaved()) event.preventDefault();
});
