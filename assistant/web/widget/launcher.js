// A button in a corner that opens the conversation as a dialog: not modal, closed with Esc, focus returned.
import { h } from "./dom.js";
import { icon } from "./icons.js";

export class Launcher {
  /** `changed(open)` hears of every opening and closing. */
  constructor({ say }, frame, changed) {
    this.frame = frame;
    this.changed = changed;
    this.button = h("button", { type: "button", class: "launcher", "aria-expanded": "false", "aria-controls": "panel", "aria-haspopup": "dialog",
      click: () => this.toggle() }, icon("chat"), h("span", {}, say("launcher")));
    this.panel = h("div", { class: "panel", id: "panel", role: "dialog", "aria-labelledby": "heading", hidden: true }, frame.element);
    this.element = h("div", { class: "corner", popover: "manual" }, this.panel, this.button);
  }

  /** Hidden while the dialog is open: its own button closes it. */
  get open() {
    return !this.panel.hidden;
  }

  /** Above whatever the page stacks: the top layer knows no z-index. */
  raise() {
    if (this.element.isConnected) this.element.showPopover?.();
  }

  toggle(open = !this.open, focus = true) {
    if (open === this.open) return;
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    this.element.classList.toggle("opened", open);
    if (open) this.frame.reveal();
    if (focus) (open ? this.frame.composer.box : this.button).focus();
    this.changed(open);
  }

  /** Esc closes from within, and from the page where nothing else took it. */
  key(event) {
    if (event.key !== "Escape" || !this.open || event.defaultPrevented) return;
    const within = this.element.getRootNode().activeElement !== null;
    this.toggle(false, within);
  }

  /** Where the panel covers the page, what has the focus behind it would not be seen. */
  focused(event) {
    const covers = this.open && this.panel.clientWidth >= document.documentElement.clientWidth;
    if (covers && !event.composedPath().includes(this.element)) this.toggle(false, false);
  }
}
