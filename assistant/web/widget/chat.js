// A conversation: asks, shows what comes, keeps the turns of this page session.
import { spokenForm } from "./answer.js";
import { Frame } from "./frame.js";
import { Turn } from "./turn.js";

export class Chat {
  /** `options` holds words, client, history, look, asOf() and emit(name, detail). */
  constructor(options) {
    Object.assign(this, options);
    this.frame = new Frame(this.words, this.look, {
      ask: (question) => this.ask(question), stop: () => this.stop(), fresh: () => this.fresh() });
    this.restored();
  }

  /** Asks, unless an answer is being made. */
  async ask(question) {
    if (this.pending) return;
    const turn = new Turn(question, this.#context());
    this.frame.composer.typed = "";
    this.frame.add(turn);
    await this.#run(turn);
  }

  /** Leaves the answer that is being made as it is. */
  stop() {
    this.pending?.abort();
  }

  /** Forgets the turns and begins anew. */
  fresh() {
    this.stop();
    this.history.clear();
    this.frame.reset();
    this.frame.composer.focus();
  }

  restored() {
    for (const { question, answer } of this.history.turns) {
      const turn = new Turn(question, this.#context());
      turn.finish(answer);
      this.frame.add(turn);
      this.frame.offer(answer);
    }
  }

  async #run(turn) {
    const pending = (this.pending = new AbortController());
    this.#busy(true);
    turn.prepare();
    this.frame.announce(this.words.say("preparing"));
    try {
      const done = await this.#answered(turn, pending.signal);
      this.#finish(turn, done);
    } catch (error) {
      this.#failed(turn, error, pending.signal);
    } finally {
      if (this.pending === pending) this.pending = null;
      this.#busy(false);
    }
  }

  /** The answer; a conversation that the server has forgotten is begun anew, once. */
  async #answered(turn, signal) {
    try {
      return { answer: await this.#asked(turn, signal), restarted: false };
    } catch (error) {
      if (error.kind !== "unknown" || !this.history.conversationId) throw error;
      this.history.forgetConversation();
      return { answer: await this.#asked(turn, signal), restarted: true };
    }
  }

  async #asked(turn, signal) {
    const question = { question: turn.question, conversation_id: this.history.conversationId, as_of: this.asOf() || null };
    let answer = null;
    await this.client.ask(question, (event, data) => {
      if (event === "done") answer = data;
      else turn.hear(event, data);
      if (event === "lost") this.frame.announce(this.words.say("reconnecting"));
    }, signal);
    return answer;
  }

  #finish(turn, { answer, restarted }) {
    turn.finish(answer, restarted);
    this.history.add(turn.question, answer);
    this.frame.offer(answer);
    this.frame.show(turn);
    this.frame.announce(spokenForm(answer, this.words), answer.language);
    this.emit("answer", answer);
  }

  #failed(turn, error, signal) {
    const again = () => this.pending || this.#again(turn);
    if (signal.aborted) {
      turn.stop(again);
      this.frame.show(turn);
      this.frame.announce(this.words.say("stopped"));
      return;
    }
    const text = this.#told(error);
    turn.fail(text, again, error.kind === "busy" ? error.wait : 0);
    this.frame.show(turn);
    this.frame.announce("");
    this.frame.alarm(text);
    this.emit("error", { kind: error.kind ?? "server", status: error.status ?? 0, detail: error.message });
  }

  #again(turn) {
    this.frame.focus();
    return this.#run(turn);
  }

  #told(error) {
    const known = ["offline", "busy", "question"].includes(error.kind) ? error.kind : "server";
    return this.words.say(`error_${known}`, { seconds: error.wait ?? 0, detail: error.message });
  }

  #busy(now) {
    this.frame.composer.busy(now);
    this.frame.scroll.setAttribute("aria-busy", String(now));
  }

  #context() {
    return {
      words: this.words, client: this.client, apiBase: this.client.apiBase, asOf: this.asOf(), emit: this.emit,
      announce: (text) => this.frame.announce(text), fail: (text) => this.frame.alarm(text),
    };
  }
}
