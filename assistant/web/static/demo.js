// The demo page: its settings of the widgets, the table of calls and the list of documents, from the public API.
import { h, outward, webAddress } from "/widget/dom.js";
import { words } from "/widget/words.js";

const PAGE = 12;
const FIRST_DOCUMENTS = 12;
const byId = (id) => document.getElementById(id);
const spoken = await words("", "en");
let shown = 0;
let asked = 0;

function settings() {
  const { elements } = byId("try");
  for (const widget of document.querySelectorAll("euclusters-assistant")) {
    widget.setAttribute("lang", elements.lang.value);
    widget.setAttribute("theme", elements.theme.value);
    widget.setAttribute("as-of", elements["as-of"].value);
  }
  document.documentElement.dataset.theme = elements.theme.value;
}

function conditions() {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(byId("filter"))) if (value) given.set(name, value);
  const asOf = byId("try").elements["as-of"].value;
  if (asOf) given.set("as_of", asOf);
  return given;
}

function row(call) {
  const name = call.acronym && !call.title.includes(call.acronym) ? `${call.acronym}: ${call.title}` : call.title;
  const address = webAddress(call.url);
  const title = h("span", { lang: call.language }, name);
  return h("tr", {},
    h("th", { scope: "row" }, address ? outward(address, spoken.say, {}, title) : title,
      h("small", {}, [call.programme, call.topic_id].filter(Boolean).join(" · "))),
    h("td", {}, h("span", { class: `badge ${call.status}` }, spoken.say(`call_${call.status}`))),
    h("td", { "data-label": "Deadline", class: "nowrap" }, deadline(call)),
    h("td", { "data-label": "Who may apply" }, stated(spoken.listed("applicant", call.applicants))),
    h("td", { "data-label": "What it supports" }, stated(spoken.listed("support", call.support))));
}

const stated = (text) => text || h("span", { class: "quiet" }, "Not stated");

function deadline(call) {
  const date = call.next_deadline ?? call.deadlines.at(-1)?.date;
  const hour = date && spoken.hour(call.deadlines.find((one) => one.date === date));
  const left = call.days_left === 0 ? spoken.say("days_left_0") : call.days_left != null && spoken.count("days_left", call.days_left);
  return date ? [h("time", { datetime: date }, spoken.day(date)), hour && h("small", {}, hour), left && h("small", {}, left)] : stated("");
}

/** What the API gives; throws with a sentence for the reader. */
async function loaded(address, things) {
  const response = await fetch(address).catch(() => null);
  const found = await response?.json().catch(() => null);
  if (!response?.ok) throw new Error(found?.detail ?? `The ${things} cannot be loaded at the moment.`);
  return found;
}

async function calls(page = 1) {
  const mine = ++asked;
  const given = conditions();
  byId("feed").href = `/api/calls.ics?${given}`;
  try {
    const found = await loaded(`/api/calls?${given}&page=${page}&size=${PAGE}`, "calls");
    if (mine === asked) showCalls(found);
  } catch (error) {
    if (mine === asked) byId("calls-status").textContent = error.message;
  }
}

function showCalls({ items, total, page }) {
  const body = byId("calls-table").tBodies[0];
  if (page === 1) body.replaceChildren();
  body.append(...items.map(row));
  shown = body.rows.length;
  byId("calls-table").hidden = total === 0;
  byId("more").hidden = shown >= total;
  byId("calls-status").textContent = total === 0 ? "No call meets this filter. Try another status or fewer words." : counted(shown, total, "call");
  if (page > 1) body.rows[shown - items.length].querySelector("a")?.focus();
}

function counted(some, all, thing) {
  const things = `${all} ${thing}${all === 1 ? "" : "s"}`;
  return some < all ? `${some} of ${things}` : things;
}

async function documents() {
  try {
    listDocuments(await loaded("/api/documents", "documents"));
  } catch (error) {
    byId("documents-status").textContent = error.message;
  }
}

function listDocuments(found) {
  const list = (most) => showDocuments(found, byId("find").elements.title.value.trim().toLowerCase(), most);
  byId("find").hidden = found.total <= FIRST_DOCUMENTS;
  byId("find").addEventListener("input", () => list(FIRST_DOCUMENTS));
  byId("all").addEventListener("click", () => list(Infinity));
  list(FIRST_DOCUMENTS);
}

function showDocuments(found, part, most) {
  const fitting = found.items.filter(({ title }) => title.toLowerCase().includes(part));
  byId("documents-list").replaceChildren(...fitting.slice(0, most).map(documentItem));
  byId("all").hidden = fitting.length <= most;
  byId("all").textContent = `Show all ${fitting.length} documents`;
  byId("documents-status").textContent = part ? counted(fitting.length, found.total, "document")
    : [counted(found.total, found.total, "document"), counted(found.passages, found.passages, "passage"), counted(found.calls, found.calls, "call")].join(", ");
}

const documentItem = (item) => h("li", {}, h("a", { href: `/documents/${encodeURIComponent(item.document_id)}`, lang: item.language }, item.title),
  h("small", {}, [item.publisher, item.published && spoken.day(item.published), item.file_name].filter(Boolean).join(" · ")));

/** One assistant at a time: the launcher comes when the one on the page has been scrolled away. */
function alternate([{ isIntersecting }]) {
  const launcher = byId("launcher");
  launcher.hidden = isIntersecting && !launcher.hasAttribute("open");
}

/** A button beside each example that copies it, where the browser lets a page copy. */
function copyable(snippet) {
  const button = h("button", { type: "button", "aria-live": "polite", click: async () => {
    await navigator.clipboard.writeText(snippet.textContent.trim());
    button.textContent = "Copied";
  } }, "Copy");
  snippet.parentElement.append(button);
}

let typing;
byId("filter").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(calls, 200);
});
byId("filter").addEventListener("reset", () => setTimeout(calls)); // the fields are empty only after this event
byId("filter").addEventListener("submit", (event) => event.preventDefault());
byId("find").addEventListener("submit", (event) => event.preventDefault());
byId("more").addEventListener("click", () => calls(Math.floor(shown / PAGE) + 1));
byId("try").addEventListener("change", () => {
  settings();
  calls();
});
settings();
calls();
documents();
if (navigator.clipboard) document.querySelectorAll(".snippet pre").forEach(copyable);
new IntersectionObserver(alternate).observe(byId("inline"));
