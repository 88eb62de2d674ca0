// The server's API: a question is streamed; where streams do not come through, the whole answer is asked for.
import { events } from "./sse.js";

/** What went wrong: kind is offline, busy, question, unknown (conversation) or server. */
export class Trouble extends Error {
  constructor(kind, detail = "", wait = 0, status = 0) {
    super(detail || kind);
    Object.assign(this, { kind, detail, wait, status });
  }
}

const LONGEST_WAIT = 600;
const NO_STREAM = [404, 405, 406, 415, 501];

export class Client {
  constructor(apiBase) {
    this.apiBase = apiBase;
  }

  /**
   * Asks a question. `on(event, data)` hears meta, citations, statement, calls and, once, done.
   * Rejects with a Trouble, or with the AbortError of the signal.
   */
  async ask(question, on, signal) {
    const heard = {};
    try {
      await this.#streamed(question, (event, data) => {
        heard[event] = data;
        on(event, data);
      }, signal);
    } catch (error) {
      if (signal.aborted || error instanceof Trouble) throw error;
      on("lost");
      on("done", await this.#recovered(question, heard.meta, signal));
    }
  }

  feedback(given) {
    return this.#send("/api/feedback", given);
  }

  async #streamed(question, on, signal) {
    const response = await this.#post("/api/chat/stream", question, signal, "text/event-stream");
    if (NO_STREAM.includes(response.status) && !isProblem(response)) throw new Error("no stream here");
    if (!response.ok) throw await trouble(response);
    if (!response.headers.get("content-type")?.startsWith("text/event-stream")) throw new Error("no event stream");
    for await (const { event, data } of events(response.body)) {
      if (event === "error") throw troubleOf(data.status, data.detail, data.retry_after);
      on(event, data);
      if (event === "done") return;
    }
    throw new Error("the stream ended early");
  }

  /** The answer of a broken stream: from its conversation if it was finished there, else asked for once more. */
  async #recovered(question, meta, signal) {
    try {
      return (meta && (await this.#kept(meta, signal))) ?? (await this.#whole(question, signal));
    } catch (error) {
      if (signal.aborted || error instanceof Trouble) throw error;
      throw new Trouble("offline");
    }
  }

  async #kept(meta, signal) {
    const address = `${this.apiBase}/api/conversations/${encodeURIComponent(meta.conversation_id)}`;
    const response = await fetch(address, { signal });
    const { turns = [] } = response.ok ? await response.json() : {};
    return turns.map((turn) => turn.answer).find((answer) => answer?.answer_id === meta.answer_id) ?? null;
  }

  async #whole(question, signal) {
    const response = await this.#post("/api/chat", question, signal, "application/json");
    if (!response.ok) throw await trouble(response);
    return response.json();
  }

  async #send(path, body) {
    const response = await this.#post(path, body, undefined, "application/json");
    if (!response.ok) throw await trouble(response);
  }

  #post(path, body, signal, accept) {
    const headers = { "content-type": "application/json", accept };
    return fetch(this.apiBase + path, { method: "POST", headers, body: JSON.stringify(body), signal });
  }
}

const isProblem = (response) => response.headers.get("content-type")?.startsWith("application/problem+json");

async function trouble(response) {
  const detail = isProblem(response) ? (await response.json()).detail : "";
  return troubleOf(response.status, detail, response.headers.get("retry-after"));
}

function troubleOf(status, detail = "", retryAfter = 0) {
  const wait = Math.min(Math.max(Number(retryAfter) || 0, 0), LONGEST_WAIT);
  if (status === 404) return new Trouble("unknown", detail, 0, status);
  if (status === 429 || status === 503) return new Trouble("busy", detail, wait || 5, status);
  return new Trouble(status >= 400 && status < 500 ? "question" : "server", detail, 0, status);
}
