"""False sentences made from faithful ones: one thing changed, so that no cited source says it any more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from assistant.wording import short_name
from assistant.words import content_words, fold
from eval.paraphrases import Case, sources_of
from ingest.calls.dates import find_dates
from vectorstore.catalogue import Catalogue
from vectorstore.records import Call, Passage

__all__ = ["corrupted"]

_NAME = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)*(?![\w’'-])")
_IDENTIFIER = re.compile(r"\b[A-Z][A-Z0-9]+(?:-[A-Z0-9]+){2,}\b")
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:[ ,.]\d{3})*(?![\w-])")
_PLACES = [
    "Berlin",
    "Brussels",
    "Frankfurt",
    "Graz",
    "Montreal",
    "Taiwan",
    "Canada",
    "Germany",
    "Austria",
    "France",
    "Denmark",
    "Lithuania",
    "Italy",
    "Sweden",
    "Spain",
    "Ukraine",
    "Morocco",
    "Egypt",
    "Japan",
    "Mexico",
    "Poland",
    "Portugal",
    "London",
    "Vienna",
    "Europe",
    "Africa",
]
# A sentence is false of another passage when so many of its words are news there.
NEWS = 2
_AUXILIARY = re.compile(r"\b(is|are|can|will|may|must|should|could|has|have|was|were)\b(?! not)")
_VERB = re.compile(
    r"\b(?P<subject>companies|clusters|SMEs|applicants|they|we|projects|organisations|regions|cities)"
    r" (?P<verb>[a-z]{3,}e?)\b"
)
_NEGATED = re.compile(
    r"\b(is|are|can|will|may|must|should|do|does|was|were|has|have) ?not\b ?|\bno longer ?|\bno (?=[a-z])"
)


def corrupted(catalogue: Catalogue, cases: Iterable[Case]) -> Iterator[Case]:
    """Every corrupted case that the rules can make of these faithful ones and of the calls of the index."""
    extracted = [case for case in cases if case.kind in ("extracted", "rendered", "row")]
    names = sorted({name for case in extracted for name in _NAME.findall(case.sentence)} - _ordinary(extracted))
    for number, case in enumerate(extracted):
        yield from _dates(case)
        yield from _numbers(case)
        yield from _names(case, names, number)
        yield from _identifiers(case)
        yield from _places(case, number)
        yield from _negations(case)
    yield from _elsewhere(extracted)
    yield from _of_another_call(catalogue)


def _ordinary(cases: list[Case]) -> set[str]:
    """Capitalised words that stand in small letters too: no names."""
    small = {word for case in cases for word in re.findall(r"\b[a-z]\w+", _everything(case))}
    capitalised = {name for case in cases for name in _NAME.findall(case.sentence)}
    return {name for name in capitalised if any(word.lower() in small for word in name.split())}


def _dates(case: Case) -> Iterator[Case]:
    for found in find_dates(case.sentence):
        if not found.is_day:
            continue
        for other in (found.start + timedelta(days=1), found.start + timedelta(days=31), _next_year(found.start)):
            if not _stated(case, other):
                written = f"{other.day} {other:%B} {other.year}"
                yield case.saying("date", case.sentence[: found.span[0]] + written + case.sentence[found.span[1] :])


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _stated(case: Case, day: date) -> bool:
    texts = [source.whole.text for source in case.sources.values()]
    return any(d.start <= day <= d.end for text in texts for d in find_dates(text, year_hint=day.year))


def _numbers(case: Case) -> Iterator[Case]:
    dates = [found.span for found in find_dates(case.sentence, year_hint=2024)]
    for match in _NUMBER.finditer(case.sentence):
        if any(start <= match.start() < end for start, end in dates):
            continue
        value = int(re.sub(r"\D", "", match[0]))
        for other in (value * 10, value + 7):
            if other and not re.search(rf"(?<!\d){other}(?!\d)", _everything(case)):
                yield case.saying("amount", case.sentence[: match.start()] + str(other) + case.sentence[match.end() :])


def _names(case: Case, names: list[str], number: int) -> Iterator[Case]:
    for match in _NAME.finditer(case.sentence):
        other = next((n for n in names[number % len(names) :] + names if not _shares_word(n, _everything(case))), None)
        if other:
            yield case.saying("name", case.sentence[: match.start()] + other + case.sentence[match.end() :])


def _shares_word(name: str, text: str) -> bool:
    return any(fold(word) in fold(text) for word in name.split())


def _identifiers(case: Case) -> Iterator[Case]:
    for match in _IDENTIFIER.finditer(case.sentence):
        last = match[0][-1]
        other = match[0][:-1] + (str((int(last) + 1) % 10) if last.isdigit() else "Q")
        if other not in _everything(case):
            yield case.saying("identifier", case.sentence.replace(match[0], other))
            wrong_year = re.sub(r"20(\d\d)", lambda m: f"20{(int(m[1]) + 1) % 100:02}", match[0], count=1)
            if wrong_year != match[0] and wrong_year not in _everything(case):
                yield case.saying("identifier", case.sentence.replace(match[0], wrong_year))


def _places(case: Case, number: int) -> Iterator[Case]:
    for place in _PLACES:
        if re.search(rf"\b{place}\b", case.sentence):
            others = [other for other in _PLACES if other not in _everything(case)]
            yield case.saying("place", re.sub(rf"\b{place}\b", others[number % len(others)], case.sentence))


def _negations(case: Case) -> Iterator[Case]:
    said = case.sentence
    denied = _NEGATED.search(said)
    if denied:
        kept = f"{denied[1]} " if denied[1] else ""
        yield case.saying("negation", said[: denied.start()] + kept + said[denied.end() :])
        return
    auxiliary, verb = _AUXILIARY.search(said), _VERB.search(said)
    if auxiliary:
        yield case.saying("negation", f"{said[: auxiliary.end()]} not{said[auxiliary.end() :]}")
    elif verb:
        yield case.saying("negation", f"{said[: verb.start('verb')]}do not {said[verb.start('verb') :]}")


def _elsewhere(cases: list[Case]) -> Iterator[Case]:
    """A sentence of one passage that cites another one."""
    extracted = [case for case in cases if case.kind == "extracted"]
    far = len(extracted) // 2
    for number, case in enumerate(extracted):
        other = extracted[(number + far) % len(extracted)]
        if len(set(content_words(case.sentence)) - set(content_words(_everything(other)))) >= NEWS:
            yield Case("another passage", case.sentence, other.citations, other.sources)


def _of_another_call(catalogue: Catalogue) -> Iterator[Case]:
    """The deadline or the amount of one call told of another, citing the one, the other and both."""
    calls = [call for call in catalogue.calls() if call.deadlines]
    for call, other in pairwise(calls):
        passages = [p for c in (call, other) if (p := catalogue.passage(c.passage_id))]
        if len(passages) == 2 and short_name(call) != short_name(other):
            yield from _swapped(catalogue, call, other, passages)


def _swapped(catalogue: Catalogue, call: Call, other: Call, passages: list[Passage]) -> Iterator[Case]:
    wrong = other.deadlines[0].date
    if any(deadline.date == wrong for deadline in call.deadlines):
        return
    said = f"{short_name(call)} closes on {wrong.day} {wrong:%B} {wrong.year}."
    for chosen in ([passages[0]], [passages[1]], passages):
        sources = sources_of(catalogue, *chosen)
        yield Case("another call", said, tuple(sources), sources)
    most = other.budget.max_eur
    if most and most != call.budget.max_eur:
        sources = sources_of(catalogue, *passages)
        yield Case("another call", f"{short_name(call)} gives up to EUR {most:,}.", tuple(sources), sources)


def _everything(case: Case) -> str:
    return "\n".join(source.whole.text for source in case.sources.values())
