// Thumbs, and after a thumb down a reason and a comment.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const REASONS = ["inaccurate", "incomplete", "outdated", "wrong_source"];
let groups = 0;

/** A group of two buttons; the last word counts, so a rating can be changed. */
export function feedback(answer, context) {
  const { say } = context.words;
  const name = h("span", { class: "asked quiet", id: `feedback-${++groups}` }, say("feedback"));
  const box = h("div", { class: "feedback", role: "group", "aria-labelledby": name.id });
  const details = h("div", { class: "details" });
  const rate = (rating, more = {}) => send({ answer_id: answer.answer_id, rating, reason: null, comment: null, ...more }, details, context);
  const thumb = (rating, then) => h("button", { type: "button", class: "tool thumb", "aria-pressed": "false", "aria-label": say(rating), title: say(rating), click: (event) => {
    for (const other of box.querySelectorAll(".thumb")) other.setAttribute("aria-pressed", String(other === event.currentTarget));
    then();
  } }, icon(rating));
  box.append(name, thumb("up", () => rate("up")), thumb("down", () => ask(details, context, (more) => rate("down", more))), details);
  return box;
}

function ask(details, { words: { say } }, then) {
  const form = h("form", { class: "reasons", submit: (event) => {
    event.preventDefault();
    const given = new FormData(form);
    then({ reason: given.get("reason"), comment: given.get("comment").trim() || null });
  } },
  h("fieldset", {}, h("legend", {}, say("reason")), REASONS.map((reason) =>
    h("label", {}, h("input", { type: "radio", name: "reason", value: reason }), say(`reason_${reason}`)))),
  h("label", { class: "comment" }, say("comment"), h("textarea", { name: "comment", rows: 2, maxlength: 2000 }),
    h("span", { class: "quiet" }, say("comment_hint"))),
  h("button", { type: "submit", class: "button" }, say("send_feedback")));
  details.replaceChildren(form);
  form.querySelector("input").focus();
}

async function send(given, details, { words: { say }, client, announce, fail, emit }) {
  try {
    await client.feedback(given);
    const focused = details.contains(details.getRootNode().activeElement);
    const thanks = h("p", { class: "thanks", tabindex: "-1" }, say("thanks"));
    details.replaceChildren(thanks);
    if (focused) thanks.focus();
    announce(say("thanks"));
    emit("feedback", given);
  } catch {
    fail(say("feedback_failed"));
  }
}
