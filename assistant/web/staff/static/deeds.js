// What can be done with the chosen question, by button or key.
import { Offline, myName, post } from "./api.js";
import { byId, complain, copy, say } from "./dom.js";
import { select, step } from "./queue.js";
import { drop, save, settled, unsaved } from "./saving.js";
import { SETTLED, headOf, isOpen, selected, shown, state, take } from "./store.js";

let next = { id: null, part: 0 };

export const mine = (question) => !question.claimed_by || question.claimed_by === myName() || Date.parse(question.claimed_until) < Date.now() + state.ahead;
const answeredHere = (question) => isOpen(question) && SETTLED.includes(headOf(question.earlier)?.status);

// The first that is possible is what one most likely wants.
export const DEEDS = {
  same: { label: "Same answer", key: "s", when: answeredHere, act: sameAnswer },
  approve: { label: "Approve and copy", key: "a", when: isOpen, act: approve },
  copy: { label: "Copy", key: "c", when: (q) => q.text, act: copyNext },
  live: { label: "Answered live", key: "l", when: isOpen, act: () => settle("live") },
  follow_up: { label: "Follow up by mail", key: "f", when: isOpen, act: () => settle("follow_up") },
  dismiss: { label: "Dismiss", key: "d", when: (q) => !SETTLED.includes(q.status), act: () => settle("dismissed") },
  redraft: { label: "Draft again", key: "r", when: isOpen, act: () => deed("redraft") },
  reopen: { label: "Reopen", key: "o", when: (q) => SETTLED.includes(q.status), act: () => deed("reopen") },
};

export const possible = (question) => Object.keys(DEEDS).filter((name) => DEEDS[name].when(question) && (mine(question) || name === "copy"));

export async function deed(path, more = {}) {
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
  await copyPart(done, 0, "Approved and copied to the clipboard.");
  if (done.parts.length === 1) onward(done);
}

async function settle(status) {
  const question = selected();
  const done = await deed("status", { status });
  if (done) {
    say(`Question ${question.number}: ${status === "dismissed" ? "dismissed" : DEEDS[status].label.toLowerCase()}.`);
    onward(done);
  }
}

// What was answered in this session once is told again, and counted.
async function sameAnswer() {
  const head = headOf(selected().earlier);
  const done = await merge(head.question_id);
  if (done && head.text) await copyPart(head, 0, `The answer to question ${head.number} is on the clipboard.`);
}

export async function merge(into) {
  const done = await deed("merge", { into });
  if (done) {
    say(`Question ${done.number} repeats question ${state.questions.get(into)?.number}.`);
    onward(done);
  }
  return done;
}

// The next open question, so that one can go on without looking for it.
function onward(done) {
  const following = shown("open").find((question) => question.number > done.number) ?? shown("open")[0];
  if (following) select(following.question_id, true);
  else step(1);
}

export async function copied(text, said) {
  try {
    await copy(text);
    say(said);
  } catch (error) {
    complain(error.message);
  }
}

export async function copyPart(question, part, whole = "Copied.") {
  const many = question.parts.length;
  next = { id: question.question_id, part: (part + 1) % many };
  await copied(question.parts[part], many > 1 ? `Part ${part + 1} of ${many} is on the clipboard.${part + 1 < many ? " Copy again for the next." : ""}` : whole);
}

// One part after the other, each time it is asked for.
async function copyNext() {
  const id = state.selected;
  if (unsaved(id)) await save(id);
  const question = selected();
  if (question.parts.length) await copyPart(question, next.id === id ? Math.min(next.part, question.parts.length - 1) : 0);
}
