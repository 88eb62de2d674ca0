// The answer that the same question got before, in this session or an earlier one.
import { get } from "./api.js";
import { button, byId, dayText, el, show } from "./dom.js";
import { SETTLED, headOf, isOpen, state } from "./store.js";

const STATUS = { approved: "approved", live: "answered live", follow_up: "promised by mail" };

export async function drawEarlier(question, use) {
  const box = byId("earlier");
  if (!question.earlier || !isOpen(question)) return show(box, false);
  const here = headOf(question.earlier);
  if (here) return drawHere(box, here);
  if (box.dataset.id === question.question_id) return show(box, true);
  return drawElsewhere(box, question, use);
}

function drawHere(box, head) {
  const told = SETTLED.includes(head.status);
  show(box, told);
  box.dataset.id = "";
  box.replaceChildren(el("p", {}, el("strong", {}, `Answered already: question ${head.number}, ${STATUS[head.status] ?? head.status} by ${head.answered_by ?? "the panel"}.`), " Same answer counts it and copies the text."),
    ...(head.text ? [el("p", {}, el("q", {}, head.text))] : []));
}

async function drawElsewhere(box, question, use) {
  try {
    const before = await get(`/questions/${question.question_id}/earlier`);
    if (state.selected !== question.question_id) return;
    box.dataset.id = question.question_id;
    box.replaceChildren(el("p", {}, el("strong", {}, `Answered before, in ${before.session} on ${dayText(before.day)}.`), " Dates may have changed."),
      el("p", {}, el("q", {}, before.answer)), button("Use this answer", () => use(before.answer)));
    show(box, true);
  } catch {
    show(box, false);
  }
}
