"""Are the words of a claim those of its sources, or ones that mean the same?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.verifying.flaws import Flaw
from assistant.verifying.reading import Reading
from assistant.verifying.sources import Source
from assistant.verifying.vocabulary import vocabulary
from assistant.words import fold, stem, tokens

# Set on eval/verification.py: where faithful sentences begin to be lost.
ENOUGH = 0.75
# The same of one sentence with its neighbours, for claims of at least so many words.
NEAR = 0.6
FEW = 3
# Where something is must be said by a source, however many of the other words are.
_WHERE = re.compile(r"\b(?:in|near|at) (?:the )?([\w'’-]+)")


def unsupported(claim: Reading, cited: tuple[Source, ...]) -> Iterator[Flaw]:
    """Too few of the claim's words stand in what it cites; figures and identifiers, checked elsewhere, count too."""
    present = frozenset().union(*(source.whole.stems for source in cited))
    missing = [word for word in claim.words if not is_supported(word, present)]
    literal = len(claim.identifiers) + len(claim.figures.dates) + len(claim.figures.numbers)
    where = set(_WHERE.findall(fold(claim.text)))
    if missing and (1 - len(missing) / (len(claim.words) + literal) < ENOUGH or where & set(missing)):
        yield Flaw("support", " ".join(missing))


def scattered(claim: Reading, cited: tuple[Source, ...]) -> Iterator[Flaw]:
    """Words that the sources have, but nowhere near each other: the sentence is put together from unlike ones."""
    for segment in claim.segments:
        if len(segment.words) >= FEW:
            best = max(_held(segment.words, near) for source in cited for near in _neighbourhoods(source))
            if best < NEAR:
                yield Flaw("support", segment.text.strip())


def _neighbourhoods(source: Source) -> Iterator[frozenset[str]]:
    """The stems of each sentence with its neighbours and all headings."""
    around = frozenset[str]().union(*(part.stems for part in source.around))
    lines = [line.stems for line in source.lines]
    yield around
    for at in range(len(lines)):
        yield around.union(*lines[max(0, at - 1) : at + 2])


def _held(words: tuple[str, ...], present: frozenset[str]) -> float:
    return sum(is_supported(word, present) for word in words) / len(words)


def is_supported(word: str, present: frozenset[str]) -> bool:
    """By its stem, a synonym's, as part of a compound (``wastewater`` for ``water``), or a compound by its parts."""
    root = stem("".join(tokens(word)))
    if root in present or vocabulary().synonyms.get(root, frozenset()) & present:
        return True
    pieces = tokens(word)
    if len(pieces) > 1:  # "start-ups" is not what "ups" and "start" say
        return all(len(piece) > 3 and is_supported(piece, present) for piece in pieces)
    return len(root) >= 5 and any(root in other for other in present)
