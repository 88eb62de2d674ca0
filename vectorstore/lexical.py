"""The BM25 index in tantivy; the only file that imports tantivy.

A passage's headings and its text, stemmed in its language, accents folded; the identifiers in both; and its words as
they are written, for spelling. A question is cut into terms by the same analysis and never parsed, so no character in
it can be an operator. All its terms stand side by side in one query: only then does tantivy skip what cannot win.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from vectorstore import identifiers
from vectorstore.errors import StoreCorrupt
from vectorstore.records import Passage
from vectorstore.shadow import Shadow
from vectorstore.spelling import Speller

FOLDER = "lexical"
HEADING_WEIGHT = 0.6
IDENTIFIER_WEIGHT = 1.5
ENGLISH = "en"  # and what no stemmer is for
STEMMERS = {
    "da": "danish",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
}
_MOST_TERMS = 256  # of one question
_LONGEST_TERM = 40
_HEAP = 128_000_000
_WRITTEN = "written"
_COMMON = 20_000  # passages: a term of more is counted by estimate
_REMEMBERED = 16_384  # words whose frequency was asked for


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage to be indexed, with the digest of its text and the language of its document (BCP 47)."""

    passage: Passage
    text_digest: str
    language: str


class LexicalIndex:
    """Read side; safe for many threads."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._shadow = Shadow(folder)
        try:
            self._index = tantivy.Index.open(str(self._shadow.folder))
        except ValueError as error:
            raise StoreCorrupt(folder.parent.name, f"tantivy cannot open it ({error})") from error
        _register(self._index, (ENGLISH, *STEMMERS))
        self._index.config_reader(reload_policy="manual")  # no thread that watches files which never change
        self._index.reload()
        self._searcher = self._index.searcher()
        self._schema = self._index.schema
        self._languages = tuple(filter(self._holds, (ENGLISH, *STEMMERS)))
        self._analysers = {language: _analyser(language) for language in self._languages}
        self.document_frequency = lru_cache(_REMEMBERED)(self._document_frequency)

    @staticmethod
    def create(folder: Path, entries: Iterable[Entry], languages: Iterable[str]) -> None:
        """Write a new index; ``languages`` are those of the entries."""
        import tantivy

        kept = {ENGLISH, *map(_stemmed, languages)}
        folder.mkdir()
        index = tantivy.Index(_schema(kept), path=str(folder))
        _register(index, kept)
        writer = index.writer(heap_size=_HEAP, num_threads=1)  # one thread: the order of equal scores is then fixed
        for entry in entries:
            writer.add_document(tantivy.Document(**_fields(entry)))
        writer.commit()
        writer.wait_merging_threads()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, text: str, limit: int) -> dict[str, float]:
        """The passages that hold most of the question's rarest words: passage ids with BM25 scores, best first."""
        parts = list(self._parts(text))
        if not parts or not len(self):
            return {}
        query = self._tantivy.Query.boolean_query([(self._tantivy.Occur.Should, part) for part in parts])
        found = self._searcher.search(query, limit, count=False).hits
        return {str(self._searcher.doc(address).get_first("passage_id")): float(score) for score, address in found}

    def _document_frequency(self, word: str) -> int:
        """How many passages hold a word, in any of its forms, in their text or headings; about, where it is common."""
        return sum(self._holding(language, word) for language in self._languages)

    @cached_property
    def speller(self) -> Speller:
        """Puts right what no passage holds, by the words that passages do hold."""
        return Speller(self._known, lambda start: self._searcher.terms_with_prefix(_WRITTEN, start))

    def stored(self) -> dict[str, str]:
        """The text digest of every passage in the index, by passage id."""
        everything = self._searcher.search(self._tantivy.Query.all_query(), max(1, len(self)), count=False).hits
        documents = (self._searcher.doc(address) for _, address in everything)
        return {str(each.get_first("passage_id")): str(each.get_first("text_digest")) for each in documents}

    def _known(self, word: str) -> bool:
        return bool(self.document_frequency(word) or self._searcher.doc_freq("identifiers", word))

    def _holds(self, language: str) -> bool:
        try:
            self._searcher.doc_freq(_named("text", language), "")
        except ValueError:  # there is no such field
            return False
        return True

    def _parts(self, text: str) -> Iterator[Any]:
        names = list(dict.fromkeys(identifiers.asked(text)))[:_MOST_TERMS]
        for language in self._languages:
            for term in self._terms(language, f"{text} {' '.join(names)}"):  # "bio-based" for biobased
                yield self._term(_named("text", language), term)
                yield self._boosted(_named("heading", language), term, HEADING_WEIGHT)
        for name in names:
            yield self._boosted("identifiers", name, IDENTIFIER_WEIGHT)

    def _holding(self, language: str, word: str) -> int:
        terms = self._terms(language, word)
        return self._holding_one(language, terms[0]) if len(terms) == 1 else self._holding_all(language, terms)

    def _holding_one(self, language: str, term: str) -> int:
        """Exact for rare terms; for common ones, which take long to count, as if text and headings were independent."""
        fields = (_named("text", language), _named("heading", language))
        one, other = (int(self._searcher.doc_freq(field, term)) for field in fields)
        if not one or not other:
            return one + other
        if one + other > _COMMON:
            return one + other - one * other // len(self)
        return self._holding_all(language, [term])

    def _holding_all(self, language: str, terms: Sequence[str]) -> int:
        if not terms:
            return 0
        must, should = self._tantivy.Occur.Must, self._tantivy.Occur.Should
        fields = (_named("text", language), _named("heading", language))
        anywhere = (self._tantivy.Query.boolean_query([(should, self._term(f, t)) for f in fields]) for t in terms)
        query = self._tantivy.Query.boolean_query([(must, each) for each in anywhere])
        return int(self._searcher.search(query, 1, count=True).count)  # type: ignore[attr-defined]  # not in the stubs

    def _terms(self, language: str, text: str) -> list[str]:
        return list(dict.fromkeys(self._analysers[language].analyze(text)))[:_MOST_TERMS]

    def _term(self, field: str, term: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, field, term)

    def _boosted(self, field: str, term: str, weight: float) -> Any:
        return self._tantivy.Query.boost_query(self._term(field, term), weight)


def _stemmed(language: str) -> str:
    """The language whose stemmer is used for another, or for itself (``de`` for de-AT)."""
    base = language.partition("-")[0].lower()
    return base if base in STEMMERS else ENGLISH


def _named(field: str, language: str) -> str:
    return field if language == ENGLISH else f"{field}_{language}"


def _fields(entry: Entry) -> dict[str, str]:
    passage, language = entry.passage, _stemmed(entry.language)
    heading = "\n".join(passage.heading_path)
    whole = f"{heading}\n{passage.text}"
    return {
        "passage_id": passage.passage_id,
        "text_digest": entry.text_digest,
        _named("heading", language): heading,
        _named("text", language): passage.text,
        _WRITTEN: whole,
        "identifiers": " ".join(dict.fromkeys(identifiers.stated(whole))),
    }


def _schema(languages: Iterable[str]) -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text_digest", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("identifiers", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field(_WRITTEN, tokenizer_name=_WRITTEN, index_option="basic")
    for language in sorted(languages):
        for field in ("heading", "text"):
            builder.add_text_field(_named(field, language), tokenizer_name=language, index_option="freq")
    return builder.build()


def _register(index: Any, languages: Iterable[str]) -> None:
    index.register_tokenizer(_WRITTEN, _analyser(None))
    for language in languages:
        index.register_tokenizer(language, _analyser(language))


def _analyser(language: str | None) -> Any:
    """Words in small letters, stemmed in the language if one is given, accents folded (a stemmer needs them)."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_TERM))
    builder = builder.filter(Filter.lowercase())
    if language == ENGLISH:
        builder = builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("english"))
    elif language:
        builder = builder.filter(Filter.stemmer(STEMMERS[language])).filter(Filter.ascii_fold())
    else:
        builder = builder.filter(Filter.ascii_fold())
    return builder.build()
