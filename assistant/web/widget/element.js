// <euclusters-assistant>: reads its attributes, builds itself in a shadow tree, speaks in events.
import { Chat } from "./chat.js";
import { Client } from "./client.js";
import { History } from "./history.js";
import { Launcher } from "./launcher.js";
import { sheet } from "./styles.js";
import { spoken, words } from "./words.js";

const HOME = new URL("..", import.meta.url).href;
const REBUILD = ["api-base", "lang", "mode", "heading", "greeting", "suggestions", "privacy-url", "contact-url"];
const MOST_STARTERS = 6;
const TYPED = ["keydown", "keypress", "keyup"];

export class Assistant extends HTMLElement {
  static observedAttributes = [...REBUILD, "open", "theme", "position"];

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet()];
    this.shadowRoot.append(document.createElement("slot")); // what stands within the tag, until the widget does
    this.pressed = (event) => this.launcher?.key(event);
    this.focused = (event) => this.launcher?.focused(event);
  }

  connectedCallback() {
    document.addEventListener("keydown", this.pressed);
    document.addEventListener("focusin", this.focused);
    this.#later();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
    document.removeEventListener("focusin", this.focused);
    this.chat?.stop();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) return;
    if (name === "open") this.launcher?.toggle(after !== null);
    else if (REBUILD.includes(name)) this.#later();
    else this.#dress();
  }

  get apiBase() {
    return new URL(this.getAttribute("api-base") || HOME, document.baseURI).href.replace(/\/+$/, "");
  }

  get #mode() {
    return this.getAttribute("mode") === "inline" ? "inline" : "launcher";
  }

  /** Several attributes set in a row build once; a build that is overtaken by another is dropped. */
  #later() {
    const mine = (this.building = Symbol("build"));
    const current = () => this.building === mine && this.isConnected;
    queueMicrotask(() => current() && this.#build(current));
  }

  async #build(current) {
    try {
      const spokenWords = await words(this.apiBase, this.#language());
      if (current()) this.#fill(spokenWords);
    } catch (error) {
      this.#emit("error", { kind: "offline", status: 0, detail: error.message });
      if (current()) addEventListener("online", () => current() && this.#later(), { once: true });
    }
  }

  #fill(spokenWords) {
    const typed = this.chat?.frame.composer.typed ?? "";
    this.chat?.stop();
    this.chat = new Chat({
      words: spokenWords, client: new Client(this.apiBase), history: new History(`${this.apiBase} ${this.id || this.#mode}`),
      look: this.#look(spokenWords), asOf: () => this.getAttribute("as-of"), emit: (name, detail) => this.#emit(name, detail) });
    const root = document.createElement("div");
    root.className = "root";
    root.lang = spokenWords.language;
    for (const type of TYPED) root.addEventListener(type, kept);
    root.append(this.#mode === "inline" ? this.#inline() : this.#corner(spokenWords));
    this.shadowRoot.replaceChildren(root);
    this.#dress();
    this.chat.frame.composer.typed = typed;
    this.launcher?.raise();
    this.chat.frame.reveal();
    if (this.hasAttribute("open")) this.launcher?.toggle(true, false);
  }

  #inline() {
    this.launcher = null;
    const { element } = this.chat.frame;
    element.setAttribute("role", "region");
    element.setAttribute("aria-labelledby", "heading");
    return element;
  }

  #corner(spokenWords) {
    this.launcher = new Launcher(spokenWords, this.chat.frame, (open) => {
      this.toggleAttribute("open", open);
      this.#emit(open ? "open" : "close", {});
    });
    return this.launcher.element;
  }

  #look(spokenWords) {
    const { say } = spokenWords;
    return {
      heading: this.getAttribute("heading") || say("heading"), greeting: this.getAttribute("greeting") || say("greeting"),
      starters: this.#starters() ?? [say("starter_1"), say("starter_2"), say("starter_3")],
      privacy: this.getAttribute("privacy-url"), contact: this.getAttribute("contact-url"),
      close: this.#mode === "launcher" && (() => this.launcher.toggle(false)) };
  }

  #starters() {
    try {
      const given = JSON.parse(this.getAttribute("suggestions"));
      return Array.isArray(given) ? given.map(String).slice(0, MOST_STARTERS) : null;
    } catch {
      return null;
    }
  }

  #language() {
    const wanted = this.getAttribute("lang");
    const page = this.parentElement?.closest("[lang]")?.lang;
    return wanted && wanted !== "auto" ? spoken(wanted, page) : spoken(page, ...navigator.languages);
  }

  #dress() {
    const root = this.shadowRoot.querySelector(".root");
    if (!root) return;
    root.dataset.mode = this.#mode;
    root.dataset.theme = this.getAttribute("theme") ?? "auto";
    root.dataset.position = this.getAttribute("position") ?? "bottom-right";
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`euclusters:${name}`, { detail, bubbles: true, composed: true }));
  }
}

/** What is typed here is no shortcut of the page, which sees only that some element was typed into. */
function kept(event) {
  if (event.key !== "Escape") event.stopPropagation();
}
