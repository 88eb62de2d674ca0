"""Does a fact belong to what the claim says it of, or to another call, person or event of the same sources?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.lexicon import trade_stems
from assistant.verifying.figures import CURRENCIES, Figure
from assistant.verifying.flaws import Flaw
from assistant.verifying.literals import states_date, states_figure
from assistant.verifying.reading import Reading
from assistant.verifying.sources import Source
from assistant.verifying.vocabulary import vocabulary
from assistant.words import CAPITALS, stem, stop_words, tokens
from ingest.taxonomy import load

_FULL_NAME = re.compile(rf"\W*[{CAPITALS}][\w’'-]+ [{CAPITALS}][\w’'-]+")  # a sentence that begins with one
Holds = Callable[[Reading], bool]


def wrong_subjects(claim: Reading, cited: tuple[Source, ...]) -> Iterator[Flaw]:
    """Facts told of a name beside which no source tells them, while some source tells them of another."""
    subjects: tuple[str, ...] = ()
    named = frozenset().union(*({name for name, begins in source.whole.names if not begins} for source in cited))
    for segment in claim.segments:
        subjects = _subjects(segment, named) or subjects
        for words, holds in _facts(segment):
            yield from (Flaw("subject", f"{name}: {words}") for name in subjects if not _told_of(name, holds, cited))
        yield from _wrong_counts(segment, cited)
        yield from _split_names(segment, cited)


def _subjects(segment: Reading, named: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Names of the kind that facts are told of: identifiers, and words written like acronyms or as names.

    A sentence's first word is one where the sources know it as a name (``named``) or it is a country.
    """
    names = (
        name
        for name, begins in segment.names
        if not _is_ordinary(name) and (not begins or name in named or _is_country(name))
    )
    return (*segment.identifiers, *dict.fromkeys(names))


def _is_ordinary(name: str) -> bool:
    """A currency or a word such as SMEs: capitals, and nothing's name."""
    return name in CURRENCIES or stem(name) in vocabulary().synonyms or stem(name) in trade_stems()


@lru_cache(maxsize=4096)
def _is_country(name: str) -> bool:
    return any(mention.kind == "country" for mention in load().find(name))


def _facts(segment: Reading) -> Iterator[tuple[str, Holds]]:
    for found in segment.figures.dates:
        yield segment.text[slice(*found.span)], lambda text, found=found: states_date(found, text)  # type: ignore[misc]
    for figure in segment.figures.numbers:
        yield segment.text[slice(*figure.span)], lambda text, figure=figure: states_figure(figure, text)  # type: ignore[misc]


def _told_of(name: str, holds: Holds, cited: tuple[Source, ...]) -> bool:
    """Some source that knows the name states the fact, and not in a line about another of its names."""
    return any(_states_of(name, holds, source) for source in cited)


def _states_of(name: str, holds: Holds, source: Source) -> bool:
    if not _names(name, source.whole) or not holds(source.whole):
        return False
    if any(_names(name, part) or holds(part) for part in source.around):
        return True
    with_fact = [line for line in source.blocks if holds(line)]
    with_name = [line for line in source.blocks if _names(name, line)]
    if not with_fact or not with_name or any(line in with_name for line in with_fact):
        return True
    return not all(_has_rival(line, with_name) for line in with_fact)


def _has_rival(line: Reading, with_name: list[Reading]) -> bool:
    """Does a line speak of another subject of the same kind as the lines with the name do?"""
    others = set(_subjects(line))
    known = {name for other in with_name for name in _subjects(other)}
    return bool(others - known) and len(with_name) > 0


def _names(name: str, text: Reading) -> bool:
    return name in text.identifiers or all(stem(piece) in text.stems for piece in tokens(name) if len(piece) > 1)


def _wrong_counts(segment: Reading, cited: tuple[Source, ...]) -> Iterator[Flaw]:
    """``56 countries`` where the sources count 56 speakers and another number of countries."""
    for figure in segment.figures.numbers:
        counted = _counted(segment, figure)
        stated = [other for source in cited for line in source.blocks for other in _counting(line, counted)]
        if counted and stated and figure.value not in stated:
            yield Flaw("subject", f"{figure.value:g} {counted}")
        if counted in vocabulary().measures and not _measured(figure, counted, cited):
            yield Flaw("figure", f"{figure.value:g} {counted}")


def _measured(figure: Figure, measure: str, cited: tuple[Source, ...]) -> bool:
    """Does a sentence that states the figure say this measure, or does a heading?"""
    stating = (line for source in cited for line in source.blocks if states_figure(figure, line))
    headings = (heading for source in cited for heading in source.around)
    return any(measure in text.stems for text in (*stating, *headings))


def _counting(line: Reading, counted: str) -> Iterator[float]:
    for figure in line.figures.numbers:
        if counted and (counted in (_counted(line, figure), _labelled(line, figure)) or _recorded(line, counted)):
            yield figure.value


def _recorded(record: Reading, counted: str) -> bool:
    """Is it a record of one figure that says what it counts in another field?"""
    return "\n" in record.text and len(record.figures.numbers) == 1 and counted in record.stems


def _counted(text: Reading, figure: Figure) -> str:
    """The stem of the word right after a number."""
    following = tokens(text.text[figure.span[1] : figure.span[1] + 40])
    return stem(following[0]) if following and following[0].isalpha() and len(following[0]) > 3 else ""


def _labelled(text: Reading, figure: Figure) -> str:
    """The stem of the label before a number that ends its line: ``Speakers: 56``."""
    label = tokens(text.text[: figure.span[0]])
    ends = not text.text[figure.span[1] :].strip(" .;")
    return stem(label[-1]) if ends and label and len(label[-1]) > 3 and label[-1] not in stop_words() else ""


def _split_names(segment: Reading, cited: tuple[Source, ...]) -> Iterator[Flaw]:
    """Two names that no line holds together, though each stands beside others: a person with another's role."""
    full = _FULL_NAME.match(segment.text) is not None
    names = [
        name
        for name, begins in segment.names
        if not begins or _is_a_name(name, cited) or (full and name not in stop_words())
    ]
    for first, second in pairwise(names):
        if not any(_together(first, second, source) for source in cited):
            yield Flaw("subject", f"{first}, {second}")


def _is_a_name(word: str, cited: tuple[Source, ...]) -> bool:
    """Is a sentence's first word one that the sources write with a capital inside a sentence too?"""
    return any((word, False) in source.whole.names for source in cited)


def _together(first: str, second: str, source: Source) -> bool:
    if not (_names(first, source.whole) and _names(second, source.whole)):
        return False
    if any(_names(first, part) or _names(second, part) for part in source.around):
        return True
    lines = [(_names(first, line), _names(second, line), line) for line in source.blocks]
    if any(a and b for a, b, _ in lines):
        return True
    alone = [line for a, b, line in lines if a or b]
    return not all(len(line.names) > 1 for line in alone)
