// The frame of a conversation: its bar, the notice, the turns, next questions, the form, and two live regions.
import { Composer } from "./composer.js";
import { h, outward, webAddress } from "./dom.js";
import { icon } from "./icons.js";

export class Frame {
  /** `look` holds heading, greeting, starters, privacy, contact and, for a launcher, close. */
  constructor(words, look, actions) {
    this.words = words;
    this.look = look;
    this.actions = actions;
    this.composer = new Composer(words, actions);
    this.turns = h("ol", { class: "turns" });
    this.next = h("div", { class: "next" });
    this.welcome = this.#welcome();
    this.polite = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.assertive = h("div", { class: "unseen", role: "alert", "aria-live": "assertive" });
    this.scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.say("conversation") },
      this.welcome, this.turns, this.next);
    this.element = h("div", { class: "frame" }, this.#bar(), this.scroll, this.#foot(), this.polite, this.assertive);
  }

  /** A turn is added, the last one in view; the focus stays here when the question that was chosen goes. */
  add(turn) {
    if (this.element.getRootNode().activeElement?.matches(".offer")) this.focus();
    this.turns.append(turn.element);
    this.welcome.classList.add("begun");
    this.fresh.hidden = false;
    this.next.replaceChildren();
    this.show(turn);
  }

  /** The focus on the conversation itself: no field, so that no keyboard comes up on a phone. */
  focus() {
    this.scroll.focus({ preventScroll: true });
  }

  /** The turn in view; where the conversation has no bounds of its own, the page scrolls. */
  show(turn) {
    if (!this.#scrolled(turn) && this.scroll.scrollHeight > innerHeight) turn.element.scrollIntoView({ block: "start" });
  }

  /** What was shown while nobody could see it, in view: turns of before a reload, an answer behind a closed launcher. */
  reveal() {
    if (this.unseen) this.#scrolled(this.unseen);
  }

  #scrolled(turn) {
    const { scroll } = this;
    this.unseen = scroll.clientHeight ? null : turn;
    const within = scroll.scrollHeight > scroll.clientHeight;
    if (within) scroll.scrollTop = turn.element.offsetTop - 12;
    return within;
  }

  /** The questions that an answer suggests, in its language. */
  offer({ suggestions, language }) {
    this.next.replaceChildren(...(suggestions.length ? [this.#questions("suggestions", suggestions, language)] : []));
  }

  reset() {
    this.unseen = null;
    this.polite.textContent = this.assertive.textContent = "";
    this.turns.replaceChildren();
    this.welcome.classList.remove("begun");
    this.fresh.hidden = true;
    this.next.replaceChildren();
  }

  /** Read out by screen readers when they have finished what they say. */
  announce(text, language = this.words.language) {
    this.polite.lang = language;
    this.polite.textContent = text;
  }

  /** Read out at once. */
  alarm(text) {
    this.assertive.textContent = "";
    this.assertive.textContent = text;
  }

  #bar() {
    const { say } = this.words;
    const button = (sign, name, action) =>
      h("button", { type: "button", class: `bar-button ${sign}`, title: name, click: action }, icon(sign), h("span", {}, name));
    this.fresh = button("fresh", say("fresh"), this.actions.fresh);
    this.fresh.hidden = true;
    return h("header", { class: "bar" }, h("h2", { id: "heading" }, this.look.heading), this.fresh,
      this.look.close && button("close", say("close"), this.look.close));
  }

  #welcome() {
    const { say } = this.words;
    return h("div", { class: "welcome" },
      h("p", { class: "notice" }, icon("info"), h("span", {}, say("notice"))), this.#links(),
      h("p", { class: "greeting" }, this.look.greeting),
      this.#questions("starters", this.look.starters));
  }

  #questions(key, questions, language) {
    const { say } = this.words;
    const ask = (question) => () => this.actions.ask(question);
    return h("div", { class: "offers" }, h("p", { class: "quiet", id: key }, say(key)),
      h("ul", { "aria-labelledby": key, lang: language }, questions.map((question) =>
        h("li", {}, h("button", { type: "button", class: "offer", click: ask(question) }, question)))));
  }

  #links() {
    const { say } = this.words;
    const link = (address, key) => webAddress(address, document.baseURI) && outward(webAddress(address, document.baseURI), say, {}, say(key));
    const links = [link(this.look.privacy, "privacy"), link(this.look.contact, "contact")].filter(Boolean);
    return links.length > 0 && h("p", { class: "links" }, links);
  }

  #foot() {
    return h("div", { class: "foot" }, this.composer.element, h("p", { class: "quiet small" }, this.words.say("notice_short")));
  }
}
