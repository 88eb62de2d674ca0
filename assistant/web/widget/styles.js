// All styles as one constructed sheet: no style element, no style attribute, nothing for a strict policy to refuse.
import { answers } from "./styles-answer.js";
import { base, print } from "./styles-base.js";
import { frame } from "./styles-frame.js";

let made;

/** One sheet, shared by all widgets of a page. */
export function sheet() {
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(base + frame + answers + print);
  }
  return made;
}
