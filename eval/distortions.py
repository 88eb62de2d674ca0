"""False sentences that keep nearly all words and figures of their source, put together otherwise or saying more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from assistant.verifying import Source
from assistant.words import content_words
from eval.paraphrases import Case
from ingest.calls.dates import find_dates

__all__ = ["distorted"]

_NUMBER = re.compile(r"(?<![\w.,%€$/-])(?<!No )(?<!Nr )\d+(?:[ ,.]\d+)*(?![\w%/-])")
_BOUNDED = re.compile(
    r"\b(?:at least|up to|more than|less than|fewer|over|under|min\w*|max\w*|between|from|exceed\w*)\b", re.I
)
_PERSON = re.compile(r"^([A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)+), ([^,;:]{3,60}), ([^,;:]{3,60})$")
_OPPOSITES = {
    "increase": "decrease",
    "increased": "decreased",
    "reduce": "raise",
    "reduction": "increase",
    "minimum": "maximum",
    "maximum": "minimum",
    "before": "after",
    "after": "before",
    "national": "international",
    "public": "private",
    "strong": "weak",
    "easy": "difficult",
    "mostly": "least",
    "includes": "excludes",
    "including": "excluding",
    "with": "without",
    "more": "less",
}
MOST_ALIKE = 3  # words in which two lines differ, their figures counted
_FATES = ("was cancelled", "has been postponed", "was moderated by the Commission", "has been extended")


def distorted(cases: Iterable[Case]) -> Iterator[Case]:
    """Every distortion that the rules can make of sentences taken as they stand."""
    for number, case in enumerate(case for case in cases if case.kind in ("extracted", "row")):
        yield from _bounds(case)
        yield from _opposites(case)
        yield from _fates(case, number)
        for source in case.sources.values():
            yield from _other_figures(case, source)
            yield from _other_roles(case, source)


def _bounds(case: Case) -> Iterator[Case]:
    """``at least`` before a figure that no source bounds."""
    dated = [found.span for found in find_dates(case.sentence, year_hint=2024)]
    for match in _NUMBER.finditer(case.sentence) if "://" not in case.sentence else ():
        free = not any(start <= match.start() < end for start, end in dated)
        if free and not _BOUNDED.search(_everything(case)) and int(re.sub(r"\D", "", match[0])) > 1:
            yield case.saying("bound", f"{case.sentence[: match.start()]}at least {case.sentence[match.start() :]}")


def _opposites(case: Case) -> Iterator[Case]:
    for word, opposite in _OPPOSITES.items():
        if re.search(rf"\b{word}\b", case.sentence) and not re.search(rf"\b{opposite}\b", _everything(case), re.I):
            yield case.saying("opposite", re.sub(rf"\b{word}\b", opposite, case.sentence, count=1))


def _fates(case: Case, number: int) -> Iterator[Case]:
    fate = _FATES[number % len(_FATES)]
    if find_dates(case.sentence) and not set(content_words(fate)) & set(content_words(_everything(case))):
        yield case.saying("fate", f"{case.sentence.rstrip(' .!')} {fate}.")


def _other_figures(case: Case, source: Source) -> Iterator[Case]:
    """A line of the passage with the figure of the next: ``Participants: 700, stands: 70`` → ``stands: 700``."""
    lines = [line.text for line in source.lines if len(_NUMBER.findall(line.text)) == 1 and not find_dates(line.text)]
    for line, other in pairwise(lines):
        mine, theirs = _NUMBER.search(line), _NUMBER.search(other)
        unlike = len(set(content_words(line)) ^ set(content_words(other))) > MOST_ALIKE
        if mine and theirs and line == case.sentence and mine[0] != theirs[0] and unlike:
            yield case.saying("another line's figure", line[: mine.start()] + theirs[0] + line[mine.end() :])


def _other_roles(case: Case, source: Source) -> Iterator[Case]:
    """A person of a list with the role and house of the next."""
    people = [match for line in source.lines if (match := _PERSON.match(line.text.strip()))]
    for person, other in pairwise(people):
        if person[0] == case.sentence and person[2] != other[2]:
            yield case.saying("another's role", f"{person[1]} is {other[2]} at {other[3]}.")


def _everything(case: Case) -> str:
    return "\n".join(source.whole.text for source in case.sources.values())
