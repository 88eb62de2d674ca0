// New sessions, and questions or a transcript into one: pasted, or from a file.
import { Problem, post, upload } from "./api.js";
import { byId, el, say, show } from "./dom.js";
import { state } from "./store.js";

const fail = (text) => {
  byId("add-problem").textContent = text;
  show(byId("add-problem"), Boolean(text));
};

function arrived(report) {
  const said = [[report.created, "new"], [report.updated, "updated"], [report.unchanged, "known already"]].filter(([count]) => count).map(([count, what]) => `${count} ${what}`);
  return `Questions: ${said.join(", ") || "none"}.`;
}

async function add() {
  const file = byId("add-file").files[0];
  const base = `/sessions/${encodeURIComponent(state.session.session_id)}`;
  if (!file) return arrived(await post(`${base}/questions`, { text: byId("add-text").value }));
  const name = encodeURIComponent(file.name.slice(0, 200));
  if (/\.(vtt|srt)$/i.test(file.name)) return (await upload(`${base}/transcript?name=${name}`, file)).said;
  const column = byId("add-columns").hidden ? "" : `&question=${encodeURIComponent(byId("add-column").value)}`;
  return arrived(await upload(`${base}/import?name=${name}${column}`, file));
}

function askForColumn(columns) {
  byId("add-column").replaceChildren(...columns.map((column) => el("option", { value: column }, column)));
  show(byId("add-columns"), true);
}

function reset() {
  byId("add-form").reset();
  show(byId("add-columns"), false);
  fail("");
}

async function submitted(event, refresh) {
  event.preventDefault();
  fail("");
  try {
    const said = await add();
    byId("add").close();
    reset();
    await refresh();
    say(said);
  } catch (error) {
    fail(error.message);
    if (error instanceof Problem && error.body.columns) askForColumn(error.body.columns);
  }
}

function newSession() {
  const day = byId("new-day").value || null;
  const start = byId("new-start").value;
  return {
    title: byId("new-name").value,
    day,
    scope: byId("new-scope").value,
    speakers: byId("new-speakers").value.split(",").map((name) => name.trim()).filter(Boolean),
    starts_at: start && day ? `${day}T${start}` : null,
  };
}

export function start({ created, refresh, complain }) {
  for (const [opener, dialog] of [["open-new", "new-session"], ["open-add", "add"]]) byId(opener).addEventListener("click", () => byId(dialog).showModal());
  for (const closer of document.querySelectorAll("[data-close]")) closer.addEventListener("click", () => closer.closest("dialog").close());
  byId("add-file").addEventListener("change", () => show(byId("add-columns"), false));
  byId("add-form").addEventListener("submit", (event) => submitted(event, refresh));
  byId("new-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    byId("new-session").close();
    try {
      const made = await post("/sessions", newSession());
      byId("new-form").reset();
      await created(made.session.session_id);
    } catch (error) {
      complain(error.message);
    }
  });
}
