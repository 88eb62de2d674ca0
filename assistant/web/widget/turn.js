// One question and what came of it: being prepared, coming in, answered, stopped or failed.
import { answer, Draft } from "./answer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

export class Turn {
  constructor(question, context) {
    this.question = question;
    this.context = context;
    this.body = h("div", { class: "body" });
    this.heading = h("span", {}, question);
    this.element = h("li", { class: "turn" },
      h("h3", { class: "question" }, h("span", { class: "unseen" }, `${context.words.say("you_asked")}: `), this.heading), this.body);
  }

  prepare() {
    this.draft = new Draft(this.context);
    this.body.replaceChildren(this.#waiting("preparing"), this.draft.element);
  }

  /** Takes an event of the stream other than the last one. */
  hear(event, data) {
    if (event === "citations") this.draft.cite(data);
    if (event === "statement") this.draft.add(data);
    if (event === "lost") this.body.replaceChildren(this.#waiting("reconnecting"), this.draft.element);
  }

  finish(found, restarted = false) {
    this.heading.lang = found.language;
    const note = restarted && h("p", { class: "quiet" }, this.context.words.say("restarted"));
    this.body.replaceChildren(...[note, answer(found, this.context)].filter(Boolean));
  }

  stop(again) {
    this.body.replaceChildren(this.draft.element, this.#note("stopped-note", "info", this.context.words.say("stopped"), again));
  }

  /** Says what went wrong; `wait` seconds must pass before trying again. */
  fail(text, again, wait) {
    this.body.replaceChildren(this.#note("error-note", "alert", text, again, wait));
  }

  #waiting(key) {
    return h("p", { class: "waiting" }, h("span", { class: "dots", "aria-hidden": "true" }), this.context.words.say(key));
  }

  #note(kind, sign, text, again, wait = 0) {
    return h("div", { class: kind }, h("p", {}, icon(sign), h("span", {}, text)), this.#retry(again, wait));
  }

  #retry(again, wait) {
    const { say } = this.context.words;
    const ready = () => button.getAttribute("aria-disabled") !== "true";
    const button = h("button", { type: "button", class: "button", click: () => ready() && again() }, say("retry"));
    if (wait > 0) {
      button.setAttribute("aria-disabled", "true");
      setTimeout(() => button.removeAttribute("aria-disabled"), wait * 1000);
    }
    return button;
  }
}
