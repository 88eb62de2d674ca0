"""The passages that may hold the answer: prose and calls in one ranking, with the words of the question each holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.duplicates import once
from assistant.lexicon import answering
from assistant.understanding.asking import ONE_VALUE
from assistant.understanding.understood import Understood
from assistant.words import COMPOUND, content_words, fold, stem, stems, stop_words_of
from ingest.taxonomy import load
from vectorstore.generation import DEPTH, Generation
from vectorstore.hybrid import few_of_each
from vectorstore.records import Authority, Hit, Passage

LIMIT = 60
ENOUGH_WORDS = 2
FIRST = 5  # passages that say what a question is about
_TYPE = re.compile(
    r"\b(?:which|what) (?:order of )?(?:cit(?:y|ies)|towns?|countr(?:y|ies)|continents?|regions?|places?|locations?|"
    r"dates?|days?|months?|years?|organisations?|compan(?:y|ies)|persons?|people)\b|\bnumber of\b"
    r"|\b(?:which|what) (?:two |three |four |five |six |\d+ )?(?:kinds?|types?|sorts?|categories|ways) of\b"
    r"|\b(?:(?:which|what) (?:good )?|good )examples? of\b|\b(?:at )?what (?:time|hour)\b"
    r"|\b(?:e-?mail(?: address)?|(?:mobile |tele)?phone|mobile)(?: numbers?)?\b"
    r"|\bhow (?:big|large|high|long|old|far|strong|tall|small)\b",
    re.IGNORECASE,
)
# A source means itself by these: no words that another holds and it does not. What is done with slides is a subject.
_SOURCE = (
    r"(?:the|this|that|these|those|today['’]s) "
    r"(?:talk|webinar|presentation|documents?|slides|deck|materials?|text|pages?)\b"
)
_ITSELF = re.compile(
    rf"\b(?:in|of|on|at|by|from|during|within|throughout|after|according to) {_SOURCE}(?! (?:of|on|about|by|for)\b)"
    rf"|\b{_SOURCE}(?= (?:say|tell|mention|state|give|name|list|contain|describe|show|cover|explain)s?\b)",
    re.IGNORECASE,
)
_PUNCTUATION = ",;:.?!¿¡()\"'"
_REMEMBERED = 8192  # texts
DOERS = ("er", "or", "r")
SHORTEST_DEED = 4  # letters of a stem
KIND = 0.5
_ANY_VALUE = frozenset({"amount", "figure", "number", "count", "total", "date", "day", "month", "year", "time", "hour"})
TITLE = 0.5  # of its weight counts a word that only the title of the document holds: all its passages share it
HEADING = 0.15  # what a heading that holds all words of the question adds to a score


@dataclass(frozen=True, slots=True)
class Found:
    """One passage found, with its hit and the share (0..1) of the question's informative words that it holds."""

    passage: Passage
    hit: Hit
    coverage: float

    heading_coverage: float = 0.0

    @property
    def score(self) -> float:
        """The fused rank score and the coverage alike; a heading that names the topic counts a little more."""
        return 0.5 * self.hit.score + 0.5 * self.coverage + HEADING * self.heading_coverage


@dataclass(frozen=True)
class Retrieved:
    """What retrieval found, best first."""

    found: tuple[Found, ...]
    weights: dict[str, float]
    prose: float = 0.0
    """The best coverage of the first passages that are prose: no call's, no row of a table, none from the portal."""

    @cached_property
    def relevance(self) -> dict[str, float]:
        """For each call found, the best score of its passages."""
        best: dict[str, float] = {}
        for item in self.found:
            if item.passage.call_id:
                best[item.passage.call_id] = max(best.get(item.passage.call_id, 0.0), item.score)
        return best


def retrieve(understood: Understood, generation: Generation) -> Retrieved:
    """Dense and BM25 search in one ranking; the words of the question are weighed by how rare they are in the index."""
    text = _in_english(understood, generation)
    searched = _searched(text, generation)
    words = _without_dates(content_words(_without_type(text)), understood)
    weights = _lighter(weigh(_read(words, understood), generation), understood)
    asked = frozenset(map(stem, weights))
    found = [_found(passage, hit, weights, _naming(title_of(passage, generation), asked)) for passage, hit in searched]
    ranked = once(sorted(found, key=lambda item: -item.score), generation.catalogue)
    prose = max((f.coverage for f in ranked[:FIRST] if _is_prose(f, generation)), default=0.0)
    return Retrieved(tuple(ranked), weights, prose)


def _searched(text: str, generation: Generation) -> list[tuple[Passage, Hit]]:
    """The best passages, those further down in the place of copies under other headings."""
    hits = generation.search(text, DEPTH)
    kept: list[tuple[Passage, Hit]] = []
    for most in (LIMIT, DEPTH):  # the rest is read where it is needed
        if len(kept) < LIMIT:
            passages = generation.catalogue.passages_by_id(hit.passage_id for hit in hits[:most])
            pairs = [(passages[hit.passage_id], hit) for hit in hits[:most]]
            kept = few_of_each(pairs, lambda pair: (pair[0].text, pair[0].call_id))
    return kept[:LIMIT]


def _is_prose(item: Found, generation: Generation) -> bool:
    """Is it no call, nor beside calls on the portal or as a row of their table?"""
    if item.passage.call_id or item.passage.locator.kind == "row":
        return False
    document = generation.catalogue.document(item.passage.document_id)
    return document is not None and document.authority is not Authority.PORTAL


def _without_type(text: str) -> str:
    """A question without the noun that says what kind of thing is asked for, "in which city", or the source itself."""
    bare = _ITSELF.sub(" ", _TYPE.sub(" ", text))
    return bare if content_words(bare) else text


def _without_dates(words: list[str], understood: Understood) -> list[str]:
    """The words that are no part of a date, where there are enough others; dates are compared as such."""
    dated = {word for found in understood.dates for word in content_words(understood.question[slice(*found.span)])}
    others = [word for word in words if word not in dated]
    return others if len(others) >= ENOUGH_WORDS else words


def _read(words: list[str], understood: Understood) -> list[str]:
    """The words to weigh: without the few in another language that neither glossary nor index know."""
    read = [word for word in words if word not in understood.unread]
    return read if len(read) >= 2 * (len(words) - len(read)) else words


def title_of(passage: Passage, generation: Generation) -> str:
    """The title of a passage's document, empty where its headings begin with it."""
    document = generation.catalogue.document(passage.document_id)
    return document.title if document and document.title != next(iter(passage.heading_path), "") else ""


def _naming(title: str, asked: frozenset[str]) -> str:
    """A title that the question names, at least by half: one of many words is what a whole talk is about."""
    named = _title_stems(title)
    return title if named and 2 * len(named & asked) >= len(named) else ""


@lru_cache(_REMEMBERED)
def _title_stems(title: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(title) if not word.isdigit())


def _lighter(weights: dict[str, float], understood: Understood) -> dict[str, float]:
    """Words for any value of a kind weigh half where its kind is looked for: "at 09:00" is a time without the word."""
    if not understood.attributes & ONE_VALUE:
        return weights
    return {word: weight * (KIND if word in _ANY_VALUE else 1) for word, weight in weights.items()}


def _found(passage: Passage, hit: Hit, weights: dict[str, float], title: str) -> Found:
    heading = max((coverage(weights, name) for name in _names(passage)), default=0.0)
    own = coverage(weights, *passage.heading_path, passage.text)
    titled = coverage(weights, *passage.heading_path, passage.text, title) if title and own < 1 else own
    return Found(passage, hit, own + TITLE * (titled - own), heading)


def _names(passage: Passage) -> list[str]:
    """What a passage is called: the heading next above it, and a first line that leads into the rest."""
    first = passage.text.partition("\n")[0].rstrip()
    heading = passage.heading_path[-1:]
    return [*heading, *([first, " ".join((*heading, first))] if first.endswith(":") else [])]


def weigh(words: Iterable[str], generation: Generation) -> dict[str, float]:
    """Inverse document frequency of each word's stem, as in BM25; a word that the index lacks weighs most."""
    total = generation.manifest.counts.passages
    weights = {}
    for word in words:
        holding = generation.document_frequency(word)
        weights[word] = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
    return weights


def coverage(weights: Mapping[str, float], *texts: str) -> float:
    """The weight of the words that some texts hold together, as a share of the weight of all."""
    total = sum(weights.values())
    if not total:
        return 0.0
    present, run = frozenset().union(*map(stems, texts)), " ".join(map(run_of_stems, texts))
    return sum(weight for word, weight in weights.items() if holds(present, word, run)) / total


def holds(present: Set[str], word: str, run: str | None = None) -> bool:
    """Is a word among these stems: by its own stem, one that says the same, or for long words as part of a compound?

    ``run`` is all stems in one text, which is quicker to look through; it is made where it is not given.
    """
    root, same = _forms(word)
    if not present.isdisjoint(same):
        return True
    return len(root) >= COMPOUND and root in (" ".join(present) if run is None else run)


@lru_cache(_REMEMBERED)
def _forms(word: str) -> tuple[str, frozenset[str]]:
    """The stem of a word, and all stems that answer it, or name who does what it says: "teaches", "teachers"."""
    root = stem(word)
    doers = {root + end for end in DOERS} if len(root) >= SHORTEST_DEED else set()
    return root, answering(root) | doers | {root}


@lru_cache(_REMEMBERED)
def run_of_stems(text: str) -> str:
    return " ".join(stems(text))


def _in_english(understood: Understood, generation: Generation) -> str:
    """The question with what the taxonomy read in another language, or misspelt, put into its English words."""
    text = understood.question
    for mention in sorted(understood.mentions, key=lambda m: -m.start):
        written = text[mention.start : mention.end]
        if mention.kind == "country" and not any(map(generation.document_frequency, content_words(written))):
            text = f"{text[: mention.start]}{load().label('country', mention.key, 'en')}{text[mention.end :]}"
        elif mention.kind in ("sector", "support", "country") and _is_foreign(written, understood, generation):
            label = load().label(mention.kind, mention.key, "en")
            known = [word for word in content_words(label) if generation.document_frequency(word)]
            text = f"{text[: mention.start]}{' '.join(known) or written} {text[mention.end :]}"
    return " ".join((_without_function_words(text, understood.language), *_unsaid(understood)))


def _without_function_words(text: str, language: str) -> str:
    """Without those of another language: the embedder may know none of them."""
    own = stop_words_of(language[:2]) - stop_words_of("en")
    words = [word for word in text.split() if fold(word.strip(_PUNCTUATION)) not in own]
    return " ".join(words) if language[:2] != "en" and words else text


def _unsaid(understood: Understood) -> Iterator[str]:
    """What a profile given with the question says of the asker and the question itself does not."""
    given, said = understood.profile, {(mention.kind, mention.key) for mention in understood.mentions}
    pairs = [("applicant", given.applicant), *(("sector", key) for key in given.sectors)]
    pairs += [*(("support", key) for key in given.needs), ("country", given.country)]
    return (load().label(kind, key) for kind, key in pairs if key and (kind, key) not in said)


def _is_foreign(words: str, understood: Understood, generation: Generation) -> bool:
    """Does the index lack words of this form, and, in English, the taxonomy too?"""
    if all(generation.document_frequency(word) for word in content_words(words)):
        return False
    return understood.language != "en" or not (load().knows(words) or load().knows(fold(words)))
