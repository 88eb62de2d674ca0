"""The BM25 index in tantivy; the only file that imports tantivy.

Three fields: the headings above a passage, its text (both stemmed as English, accents folded), and the identifiers in
both. A question is cut into terms by the same analysis and never parsed, so no character in it can be an operator.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from vectorstore import identifiers
from vectorstore.errors import StoreCorrupt
from vectorstore.records import Passage

FOLDER = "lexical"
HEADING_WEIGHT = 0.6
IDENTIFIER_WEIGHT = 1.5
_MOST_TERMS = 256  # of one question
_LONGEST_TERM = 40
_HEAP = 64_000_000
_ANALYSER = "english"


class LexicalIndex:
    """Read side; safe for many threads."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        try:
            self._index = tantivy.Index.open(str(folder))
        except ValueError as error:
            raise StoreCorrupt(folder.parent.name, f"tantivy cannot open it ({error})") from error
        self._index.register_tokenizer(_ANALYSER, _analyser())
        self._index.config_reader(reload_policy="manual")  # no thread that watches files which never change
        self._index.reload()
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    @staticmethod
    def create(folder: Path, passages: Iterable[tuple[Passage, str]]) -> None:
        """Write a new index of passages, each with the digest of its text."""
        import tantivy

        folder.mkdir()
        index = tantivy.Index(_schema(), path=str(folder))
        index.register_tokenizer(_ANALYSER, _analyser())
        writer = index.writer(heap_size=_HEAP, num_threads=1)  # one thread: the order of equal scores is then fixed
        for passage, digest in passages:
            writer.add_document(tantivy.Document(**_fields(passage), text_digest=digest))
        writer.commit()
        writer.wait_merging_threads()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, text: str, limit: int) -> dict[str, float]:
        """The passages that hold most of the question's rarest words: passage ids with BM25 scores, best first."""
        query = self._query(text)
        if query is None or not len(self):
            return {}
        found = self._searcher.search(query, limit, count=False).hits
        return {self._stored(address, "passage_id"): float(score) for score, address in found}

    def document_frequency(self, word: str) -> int:
        """How many passages hold a word, in any of its forms, in their text or headings."""
        terms = self._terms(word)
        if not terms:
            return 0
        query = self._tantivy.Query.boolean_query([(self._must, self._anywhere(term)) for term in terms])
        return int(self._searcher.search(query, 1, count=True).count)  # type: ignore[attr-defined]  # not in the stubs

    def stored(self) -> dict[str, str]:
        """The text digest of every passage in the index, by passage id."""
        everything = self._searcher.search(self._tantivy.Query.all_query(), max(1, len(self)), count=False).hits
        return {self._stored(at, "passage_id"): self._stored(at, "text_digest") for _, at in everything}

    def _stored(self, address: Any, field: str) -> str:
        return str(self._searcher.doc(address).get_first(field))

    def _query(self, text: str) -> Any | None:
        parts = [self._anywhere(term) for term in self._terms(text)]
        parts += [self._boosted("identifiers", name, IDENTIFIER_WEIGHT) for name in _names(text)]
        if not parts:
            return None
        return self._tantivy.Query.boolean_query([(self._tantivy.Occur.Should, part) for part in parts])

    def _terms(self, text: str) -> list[str]:
        return list(dict.fromkeys(self._analysis.analyze(text)))[:_MOST_TERMS]

    def _anywhere(self, term: str) -> Any:
        should = self._tantivy.Occur.Should
        text = self._tantivy.Query.term_query(self._schema, "text", term)
        heading = self._boosted("heading", term, HEADING_WEIGHT)
        return self._tantivy.Query.boolean_query([(should, text), (should, heading)])

    def _boosted(self, field: str, term: str, weight: float) -> Any:
        return self._tantivy.Query.boost_query(self._tantivy.Query.term_query(self._schema, field, term), weight)

    @cached_property
    def _analysis(self) -> Any:
        return _analyser()

    @property
    def _must(self) -> Any:
        return self._tantivy.Occur.Must


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(identifiers.asked(text)))[:_MOST_TERMS]


def _fields(passage: Passage) -> dict[str, str]:
    heading = "\n".join(passage.heading_path)
    names = dict.fromkeys(identifiers.stated(f"{heading}\n{passage.text}"))
    return {
        "passage_id": passage.passage_id,
        "heading": heading,
        "text": passage.text,
        "identifiers": " ".join(names),
    }


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text_digest", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("heading", tokenizer_name=_ANALYSER, index_option="freq")
    builder.add_text_field("text", tokenizer_name=_ANALYSER, index_option="freq")
    builder.add_text_field("identifiers", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def _analyser() -> Any:
    """tantivy's ``en_stem`` with accents folded."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_TERM))
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()
