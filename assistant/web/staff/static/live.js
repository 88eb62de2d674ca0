// Changes made by colleagues, as they happen; a cut connection comes back where it was.
import { complain, say } from "./dom.js";
import { state, take } from "./store.js";

const PATIENCE = 4000;
const AGAIN = 2000;
let source = null;
let lost = null;

export function follow(refresh) {
  stop();
  source = new EventSource(`/api/staff/sessions/${encodeURIComponent(state.session.session_id)}/events?after=${state.sequence}`);
  source.addEventListener("question", (event) => take(JSON.parse(event.data)));
  source.addEventListener("open", () => {
    clearTimeout(lost);
    if (source.wasLost) {
      complain("");
      say("The connection is back.");
    }
    source.wasLost = false;
  });
  source.addEventListener("error", () => {
    clearTimeout(lost);
    lost = setTimeout(gone, PATIENCE);
    if (source.readyState === EventSource.CLOSED) setTimeout(refresh, AGAIN);
  });
}

function gone() {
  if (source) source.wasLost = true;
  complain("The connection is lost. What you write is kept in this browser and saved when it is back.");
}

export function stop() {
  clearTimeout(lost);
  source?.close();
  source = null;
}
