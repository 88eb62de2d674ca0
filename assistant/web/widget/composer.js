// The form: a question of up to 2000 characters, sent with Enter; while an answer is made it can be stopped.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const MOST_CHARACTERS = 2000;
const LAST_CHARACTERS = 200; // from here on, what is left is said
const MOST_ROWS = 6;

export class Composer {
  constructor({ say }, { ask, stop }) {
    this.say = say;
    this.ask = ask;
    this.box = h("textarea", { id: "question", rows: 1, maxlength: MOST_CHARACTERS, placeholder: say("placeholder"), enterkeyhint: "send",
      "aria-describedby": "room", input: () => this.#grow(), keydown: (event) => this.#key(event) });
    this.room = h("span", { id: "room", class: "room quiet" });
    this.send = h("button", { type: "submit", class: "send", "aria-label": say("send"), title: say("send") }, icon("send"));
    this.stop = h("button", { type: "button", class: "send stop", hidden: true, "aria-label": say("stop"), title: say("stop"), click: stop }, icon("stop"));
    this.element = h("form", { class: "composer", novalidate: true, submit: (event) => this.#submit(event) },
      h("label", { for: "question", class: "unseen" }, say("question")), this.box, this.stop, this.send, this.room);
  }

  busy(now) {
    const focused = this.stop.getRootNode().activeElement === this.stop;
    this.send.setAttribute("aria-disabled", String(now));
    this.stop.hidden = !now;
    if (focused && !now) this.focus();
  }

  get typed() {
    return this.box.value;
  }

  set typed(text) {
    this.box.value = text;
    this.#grow();
  }

  focus() {
    this.box.focus();
  }

  #submit(event) {
    event.preventDefault();
    const question = this.box.value.trim();
    if (question && this.send.getAttribute("aria-disabled") !== "true") this.ask(question);
    else this.focus();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  #grow() {
    this.box.rows = 1;
    while (this.box.rows < MOST_ROWS && this.box.scrollHeight > this.box.clientHeight) this.box.rows += 1;
    const left = MOST_CHARACTERS - this.box.value.length;
    this.room.textContent = left <= LAST_CHARACTERS ? this.say("characters_left", { count: left }) : "";
  }
}
