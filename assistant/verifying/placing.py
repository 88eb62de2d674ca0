"""Are figures, places and names put where the sources put them: by their label, after their preposition, in turn?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.verifying.figures import Figure, holds_date
from assistant.verifying.flaws import Flaw
from assistant.verifying.reading import Reading, reading
from assistant.verifying.sources import Source
from assistant.verifying.vocabulary import vocabulary
from assistant.words import CAPITALS, fold, stem, tokens
from ingest.calls.dates import FoundDate
from ingest.labels import is_known

Sources = tuple[Source, ...]
LONGEST_LABEL = 7  # words
MARGIN = 2  # words by which another figure's line must be nearer than that of the figure told
NEAR = 6  # tokens around a figure that say whether it rises or falls
_ATTACHED = re.compile(
    rf"\b(from|to|in|at|near|into)\s+(?:the\s+)?([{CAPITALS}][\w’'-]+)((?:,\s+[{CAPITALS}][\w’'-]+)*)"
)
_PERSON = re.compile(rf"\s*[{CAPITALS}][\w’'-]+(?: [{CAPITALS}][\w’'-]+)+,\s")
_BRACKETED = re.compile(r"[^()]*\([^()]*\d[^()]*\)")  # a piece of "price (68 %), spare parts (41 %)"
_INTO = {"at": "in", "near": "in", "into": "to"}
_IN_TURN = re.compile(r"\b(?:first|then|followed|lastly|last|finally|before|after)\b", re.IGNORECASE)


def misplaced_figures(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """A figure told with the words of another figure's line, where its own line says other things."""
    lines = [part for source in cited for part in _told_apart(source) if part.figures.numbers]
    for segment in claim.segments:
        for figure in segment.figures.numbers if not _by_day(segment, lines) else ():
            own = [_shared(segment, line) for line in lines if _has(line, figure)]
            others = [_shared(segment, line) for line in lines if _rivals(line, figure)]
            if own and others and max(others) >= max(own) + MARGIN:
                yield Flaw("subject", segment.text[slice(*figure.span)])


def _told_apart(source: Source) -> Iterator[Reading]:
    """What a source says of one figure each: the parts of its sentences, and of lists with figures in brackets."""
    for line in source.lines:
        for part in line.segments:
            pieces = _BRACKETED.findall(part.text)
            yield from map(reading, pieces if len(pieces) > 1 else (part.text,))


def _by_day(segment: Reading, lines: list[Reading]) -> bool:
    """Does one part of the sources state all dates and figures of a segment, whatever else they say?"""
    dates, numbers = segment.figures.dates, segment.figures.numbers
    return bool(dates) and any(
        all(_has(line, figure) for figure in numbers) and all(_dated(line, found) for found in dates) for line in lines
    )


def _dated(line: Reading, found: FoundDate) -> bool:
    return any(holds_date(found, stated) for stated in line.figures.dates)


def others_days(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """A figure told of a day that its own sentence does not name and that of another such figure does."""
    lines = [part for source in cited for part in _told_apart(source) if part.figures.numbers]
    for segment in claim.segments:
        for found in segment.figures.dates:
            dated = [line for line in lines if _dated(line, found)]
            if any(_has(line, figure) for line in dated for figure in segment.figures.numbers):
                continue  # the day of another figure of the segment
            for figure in segment.figures.numbers:
                if any(_rivals(line, figure) for line in dated) and any(_has(line, figure) for line in lines):
                    yield Flaw("subject", segment.text[slice(*figure.span)])


def _has(line: Reading, figure: Figure) -> bool:
    return any(other.said == figure.said for other in line.figures.numbers)


def _rivals(line: Reading, figure: Figure) -> bool:
    """Does a line hold a figure of the same unit and not this one?"""
    return not _has(line, figure) and any(other.unit == figure.unit for other in line.figures.numbers)


def _shared(segment: Reading, line: Reading) -> int:
    return sum(stem(word) in line.stems for word in dict.fromkeys(tokens(segment.figures.masked)))


def others_roles(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """A person of a list told with more of another's line than of the own one."""
    for source in cited:
        people = [line for line in source.lines if _PERSON.match(line.text)]
        for segment in claim.segments if len(people) > 1 else ():
            yield from _told_as_another(segment, people)


def _told_as_another(segment: Reading, people: list[Reading]) -> Iterator[Flaw]:
    for line in people:
        person = frozenset(tokens(line.text.split(",")[0]))
        if not person <= set(tokens(segment.text)):
            continue
        rest = {stem(word) for word in tokens(segment.text) if word not in person} - person
        held = {other: len(rest & other.stems) for other in people}
        if any(count > held[line] for other, count in held.items() if other is not line):
            yield Flaw("subject", segment.text.strip())


def others_labels(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """What a list says under one label, told of another: "networks and events" of an RIA that are those of a CSA.

    The fields of a record are labelled too, but tell of one and the same call.
    """
    for source in cited:
        labelled = [(label, line) for line in source.lines if (label := _label(line))]
        for segment in claim.segments if len(labelled) > 1 else ():
            yield from _told_of_another_label(segment, labelled)


def _label(line: Reading) -> frozenset[str]:
    label, colon, rest = line.text.partition(": ")
    if not (colon and rest) or len(tokens(label)) > LONGEST_LABEL or is_known(label):
        return frozenset()
    return frozenset(map(stem, tokens(label)))


def _told_of_another_label(segment: Reading, labelled: list[tuple[frozenset[str], Reading]]) -> Iterator[Flaw]:
    said = frozenset(map(stem, tokens(segment.figures.masked)))
    alike = {label: len(label & said) / len(label | said & label) for label, _ in labelled}
    best = max(alike.values())
    own = [(label, line) for label, line in labelled if alike[label] == best]
    if not best or len(own) != 1:
        return
    rest = {word for word in map(stem, segment.words) if word not in own[0][0]}
    held = {label: len(rest & line.stems) for label, line in labelled}
    if max(held.values()) >= held[own[0][0]] + MARGIN:
        yield Flaw("subject", segment.text.strip())


def misplaced_places(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """``companies from Berlin`` where the sources only know things in Berlin."""
    stated = _attached(text for source in cited for text in (source.whole.text,))
    for name, prepositions in _attached((claim.text,)).items():
        known = stated.get(name, set())
        if known and not prepositions & known:
            yield Flaw("subject", f"{'/'.join(sorted(prepositions))} {name}")


def _attached(texts: Iterable[str]) -> dict[str, set[str]]:
    """The names of each text with the prepositions before them; those of a list share one."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in _ATTACHED.finditer(text):
            for name in re.split(r",\s+", match[2] + match[3]):
                found.setdefault(fold(name), set()).add(_INTO.get(match[1], match[1]))
    return found


def other_order(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """Names told in turn that a source tells in another turn."""
    if not _IN_TURN.search(claim.text):
        return
    for line in (line for source in cited for line in source.lines if _IN_TURN.search(line.text)):
        in_claim, in_line = _places(claim, line), _places(line, claim)
        if len(in_claim) > 1 and in_claim != in_line:
            yield Flaw("subject", ", ".join(in_claim))


def _places(text: Reading, other: Reading) -> list[str]:
    """The names of a text that another has too, in the order of the text."""
    theirs = {name for name, _ in other.names}
    return list(dict.fromkeys(name for name, _ in text.names if name in theirs))


def other_direction(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """A figure by which something rises where the sources let it fall."""
    for figure in claim.figures.numbers:
        said = direction(claim, figure)
        stated = [
            direction(line, other)
            for source in cited
            for line in source.lines
            for other in line.figures.numbers
            if other.said == figure.said
        ]
        if said and any(stated) and said not in stated:
            yield Flaw("polarity", claim.text[slice(*figure.span)])


def direction(text: Reading, figure: Figure) -> str:
    """Whether the nearest word before a figure, else the next one after it, says more or less; nothing where none."""
    before = tokens(text.text[: figure.span[0]])[-NEAR:][::-1]
    after = tokens(text.text[figure.span[1] :])[: NEAR // 2]
    return next((side for word in (*before, *after) if (side := vocabulary().directions.get(stem(word)))), "")
