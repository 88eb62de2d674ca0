// What the page knows of the chosen session; whoever draws is told of every change.
export const SETTLED = ["approved", "live", "dismissed", "follow_up"];
const listeners = new Set();

export const state = { session: null, questions: new Map(), selected: null, filter: "open", maxChars: 500, claimSeconds: 120, sequence: -1, ahead: 0 };

export const onChange = (listener) => listeners.add(listener);

export function changed(ids = null) {
  for (const listener of listeners) listener(ids);
}

export function load(queue) {
  state.session = queue.session;
  state.questions = new Map(queue.questions.map((question) => [question.question_id, question]));
  state.maxChars = queue.max_chars;
  state.claimSeconds = queue.claim_seconds;
  state.sequence = queue.sequence;
  state.ahead = Date.parse(queue.now) - Date.now();
  if (!state.questions.has(state.selected)) state.selected = null;
  changed();
}

// An older state than the one known is no news: answers to requests and events overtake each other.
export function take(question) {
  const known = state.questions.get(question.question_id);
  if (question.session_id !== state.session?.session_id || (known && known.sequence > question.sequence)) return;
  state.questions.set(question.question_id, question);
  changed([question.question_id]);
}

export const selected = () => state.questions.get(state.selected) ?? null;
// Of a question, or one that it repeats, the one that is answered for it; null for those of other sessions.
export const headOf = (id) => state.questions.get(state.questions.get(id)?.merged_into ?? id) ?? null;
export const repeats = (id) => [...state.questions.values()].filter((question) => question.merged_into === id);
export const seconds = (question) => Math.max(0, Math.floor((Date.now() + state.ahead - Date.parse(question.arrived_at)) / 1000));
export const isOpen = (question) => question.kind === "question" && !SETTLED.includes(question.status);
export const isAside = (question) => question.kind !== "question" && !SETTLED.includes(question.status);

const FILTERS = {
  open: isOpen,
  settled: (question) => SETTLED.includes(question.status),
  aside: isAside,
  all: () => true,
};

export const heads = () => [...state.questions.values()].filter((question) => !question.merged_into).sort((a, b) => a.number - b.number);
export const shown = (filter = state.filter) => heads().filter(FILTERS[filter]);
