// Numbered links to the source viewer, and the list of sources under an answer.
import { h, outward, webAddress } from "./dom.js";

/** The citations of one answer as links; `context` holds words and apiBase. */
export class Citations {
  constructor(citations, context) {
    this.context = context;
    this.all = citations;
    this.byNumber = new Map(citations.map((citation) => [citation.number, citation]));
  }

  /** A link with an accessible name; nothing where there is no such citation. */
  link(number) {
    const found = this.byNumber.get(number);
    if (!found) return null;
    const { words } = this.context;
    const place = words.place(found.locator);
    const name = words.say("source_n", { number, title: found.title, place });
    return outward(this.address(found), words.say, { class: "cite", "aria-label": name, title: name }, String(number));
  }

  /** The viewer of this server in the language of the widget; null for any other address. */
  address(citation) {
    const { apiBase, words } = this.context;
    const address = webAddress(citation.url, `${apiBase}/`);
    if (!address) return null;
    const url = new URL(address);
    url.searchParams.set("lang", words.language);
    url.hash = "quote";
    return url.href;
  }

  /** Text with its [n] markers as links that stay on the line of their last word; a marker that cites nothing stays text. */
  linked(text) {
    const parts = text.replace(/ (?=\[\d+\])/g, "\u00a0").split(/\[(\d+)\]/);
    return parts.map((part, index) => (index % 2 ? this.link(Number(part)) ?? `[${part}]` : part));
  }

  /** All sources, folded, one entry for a document with each of its quotes. */
  list() {
    if (!this.all.length) return null;
    const { say } = this.context.words;
    return h("details", { class: "sources fold" },
      h("summary", {}, say("sources", { count: this.all.length })),
      h("ul", {}, [...this.#documents()].map((quotes) => this.#document(quotes))));
  }

  #documents() {
    const documents = new Map();
    for (const citation of this.all) {
      documents.set(citation.document_id, [...(documents.get(citation.document_id) ?? []), citation]);
    }
    return documents.values();
  }

  #document(quotes) {
    const [{ title, published, language }] = quotes;
    const { words } = this.context;
    return h("li", {},
      h("p", { class: "title" }, h("span", { lang: language }, title), published && h("span", { class: "quiet" }, ` · ${words.day(published)}`)),
      h("ul", {}, quotes.map((citation) => this.#quote(citation))));
  }

  #quote(citation) {
    const { words } = this.context;
    return h("li", {}, this.link(citation.number), " ",
      h("span", { class: "quiet" }, words.place(citation.locator), ": "), h("q", { lang: citation.language }, citation.quote));
  }
}
