// The webinar desk: signing in, choosing a session, and the parts put together.
import { Problem, get, myName, post, remove, setName } from "./api.js";
import * as adding from "./adding.js";
import * as detail from "./detail.js";
import { byId, complain, dayText, el, say, show } from "./dom.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import * as queue from "./queue.js";
import { load, onChange, shown, state } from "./store.js";

function signedOut() {
  live.stop();
  show(byId("desk"), false);
  show(byId("login"), true);
  byId("login-name").value = localStorage.getItem("euclusters:desk:name") ?? "";
}

function failed(error) {
  if (error instanceof Problem && error.status === 401) {
    signedOut();
    say("Please sign in again.");
  } else {
    complain(error.message);
  }
}

async function enter() {
  show(byId("login"), false);
  show(byId("desk"), true);
  byId("me").textContent = `Signed in as ${myName()}`;
  await sessions().catch(failed);
}

async function sessions(wanted = location.hash.slice(1)) {
  const { items } = await get("/sessions");
  const ids = items.map((item) => item.session.session_id);
  const chosen = ids.includes(wanted) ? wanted : ids[0];
  byId("session").replaceChildren(...items.map(({ session, waiting }) => el("option", { value: session.session_id }, titled(session, waiting))));
  for (const id of ["open-add", "exports", "session"]) show(byId(id), chosen);
  if (!chosen) return say("Create a session to begin.");
  byId("session").value = chosen;
  return choose(chosen);
}

const titled = (session, waiting) => `${waiting} open: ${session.title}, ${dayText(session.day)}`;

function recount() {
  const chosen = byId("session").selectedOptions[0];
  if (chosen && chosen.value === state.session?.session_id) chosen.textContent = titled(state.session, shown("open").length);
}

async function choose(id) {
  location.hash = id;
  load(await get(`/sessions/${encodeURIComponent(id)}`));
  for (const kind of ["csv", "md", "yaml"]) byId(`export-${kind}`).href = `/api/staff/sessions/${encodeURIComponent(id)}/export.${kind}`;
  live.follow(refresh);
}

async function refresh() {
  if (!state.session) return;
  await choose(state.session.session_id).then(() => complain("")).catch((error) => {
    failed(error);
    if (!(error instanceof Problem)) setTimeout(refresh, 3000);
  });
}

byId("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  complain("");
  setName(byId("login-name").value.trim());
  try {
    await post("/session", { token: byId("login-token").value });
    byId("login-token").value = "";
    await enter();
  } catch (error) {
    complain(error.message);
  }
});
byId("sign-out").addEventListener("click", async () => {
  await remove("/session").catch(() => {});
  signedOut();
  say("Signed out.");
});
byId("session").addEventListener("change", () => choose(byId("session").value).catch(failed));

onChange(recount);
queue.start();
detail.start();
keys.start();
adding.start({ created: sessions, refresh, complain });
if (byId("desk").dataset.signedIn === "yes") enter();
else signedOut();
