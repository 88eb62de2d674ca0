// Thumbs, and after a thumb down a reason and a comment. The last word counts, so a rating can be changed.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const REASONS = ["inaccurate", "incomplete", "outdated", "wrong_source"];
let groups = 0;

export class Feedback {
  /** `context` holds words, client, announce, fail and emit. */
  constructor(answer, context) {
    this.answerId = answer.answer_id;
    this.context = context;
    this.say = context.words.say;
    this.up = this.#thumb("up", () => this.#send({ rating: "up" }));
    this.down = this.#thumb("down", () => this.#ask());
    this.below = h("div", { class: "below" });
    const name = h("span", { class: "asked quiet", id: `feedback-${++groups}` }, this.say("feedback"));
    this.element = h("div", { class: "feedback", role: "group", "aria-labelledby": name.id }, name, this.up, this.down, this.below);
  }

  #thumb(rating, then) {
    const name = this.say(rating);
    const button = h("button", { type: "button", class: "tool thumb", "aria-pressed": "false", "aria-label": name, title: name, click: () => {
      this.#press(button);
      then();
    } }, icon(rating));
    return button;
  }

  #press(button) {
    for (const thumb of [this.up, this.down]) thumb.setAttribute("aria-pressed", String(thumb === button));
  }

  #ask() {
    const { say } = this;
    const form = h("form", { class: "reasons", submit: (event) => {
      event.preventDefault();
      const given = new FormData(form);
      this.#send({ rating: "down", reason: given.get("reason"), comment: given.get("comment").trim() || null });
    } },
    h("fieldset", {}, h("legend", {}, say("reason")), REASONS.map((reason) =>
      h("label", {}, h("input", { type: "radio", name: "reason", value: reason }), say(`reason_${reason}`)))),
    h("label", { class: "comment" }, say("comment"), h("textarea", { name: "comment", rows: 2, maxlength: 2000 }),
      h("span", { class: "quiet" }, say("comment_hint"))),
    h("button", { type: "submit", class: "button" }, say("send_feedback")));
    this.below.replaceChildren(form);
    form.querySelector("input").focus();
  }

  async #send(given) {
    const { client, fail, emit } = this.context;
    const feedback = { answer_id: this.answerId, reason: null, comment: null, ...given };
    try {
      await client.feedback(feedback);
    } catch {
      this.#press(null);
      fail(this.say("feedback_failed"));
      return;
    }
    this.#press(given.rating === "up" ? this.up : this.down);
    this.#thank();
    emit("feedback", feedback);
  }

  #thank() {
    const focused = this.below.contains(this.below.getRootNode().activeElement);
    const thanks = h("p", { class: "thanks", tabindex: "-1" }, this.say("thanks"));
    this.below.replaceChildren(thanks);
    if (focused) thanks.focus();
    this.context.announce(this.say("thanks"));
  }
}
