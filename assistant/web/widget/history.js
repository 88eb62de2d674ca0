// The turns of this page session: they outlive a click on a link of the page, and end with its tab.

const MOST_TURNS = 20;
const LISTS = ["statements", "citations", "calls", "closed_calls", "suggestions"];

/** A turn that can be shown: another version, or anyone else on the page, may have written it. */
const whole = (turn) => typeof turn?.question === "string" && LISTS.every((name) => Array.isArray(turn.answer?.[name]));

export class History {
  /** `name` keeps the widgets of one page apart. */
  constructor(name) {
    this.key = `euclusters-assistant:${name}`;
    this.conversationId = null;
    this.turns = [];
    Object.assign(this, this.#read());
  }

  add(question, answer) {
    this.conversationId = answer.conversation_id;
    this.turns = [...this.turns, { question, answer }].slice(-MOST_TURNS);
    this.#write();
  }

  forgetConversation() {
    this.conversationId = null;
    this.#write();
  }

  clear() {
    this.conversationId = null;
    this.turns = [];
    this.#write();
  }

  #read() {
    try {
      const { conversationId, turns } = JSON.parse(sessionStorage.getItem(this.key)) ?? {};
      return Array.isArray(turns) ? { conversationId, turns: turns.filter(whole) } : {};
    } catch {
      return {}; // a sandboxed frame has no storage, and a page may have written anything there
    }
  }

  #write() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ conversationId: this.conversationId, turns: this.turns }));
    } catch {
      // no storage, or none left: the turns live as long as the page
    }
  }
}
