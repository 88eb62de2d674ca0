// Single-key shortcuts, off while one writes, and off altogether where somebody wants them off.
import { DEEDS } from "./deeds.js";
import { byId, el } from "./dom.js";
import { step } from "./queue.js";
import { selected } from "./store.js";

const KEY = "euclusters:desk:keys";
const MOVES = { j: ["Next question", () => step(1)], k: ["Previous question", () => step(-1)], e: ["Edit the answer", () => byId("answer").focus()] };

const inField = (target) => target.closest("input, textarea, select, dialog[open]") !== null;
const run = (deed) => selected() && deed.when(selected()) && document.querySelector(`[data-deed="${deed.name}"]`) && deed.act();

function pressed(event) {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.id === "answer") {
    event.preventDefault();
    run({ name: "approve", ...DEEDS.approve });
  } else if (event.key === "Escape" && event.target.id === "answer") {
    byId("asked").focus();
  } else if (byId("keys-on").checked && !inField(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    single(event);
  }
}

function single(event) {
  const name = Object.keys(DEEDS).find((one) => DEEDS[one].key === event.key);
  const act = MOVES[event.key]?.[1] ?? (name ? () => run({ name, ...DEEDS[name] }) : null);
  if (!act) return;
  event.preventDefault();
  act();
}

export function start() {
  const rows = [...Object.entries(MOVES).map(([key, [label]]) => [key, label]), ...Object.values(DEEDS).map(({ key, label }) => [key, label]),
    ["Ctrl+Enter", "Approve and copy, while writing"], ["Esc", "Leave the text"]];
  byId("keys").replaceChildren(...rows.flatMap(([key, label]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, label)]));
  const on = byId("keys-on");
  on.checked = localStorage.getItem(KEY) !== "off";
  on.addEventListener("change", () => localStorage.setItem(KEY, on.checked ? "on" : "off"));
  document.addEventListener("keydown", pressed);
}
