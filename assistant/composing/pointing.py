"""The lines of a longer passage that the question points at, where its words single them out."""

from __future__ import annotations

from collections.abc import Mapping, Set

from assistant.composing.quoting import Span, is_item, lines, with_items, with_nested, with_point
from assistant.retrieving import coverage, holds
from assistant.words import content_words, stem, stems
from vectorstore.records import Passage

FEWEST_LINES = 3
FEWEST_WORDS = 2  # of the question that a line must hold
HELD = 0.75  # share of the words that only lines hold
CLOSE = 0.8  # of the best line's share: a line that is meant as well
MOST_LINES = 2


def pointed_at(passage: Passage, weights: Mapping[str, float], kind: Set[str] = frozenset()) -> list[Span]:
    """The line with a label that the question names, else the one or two that hold what the headings above do not.

    None where the question means the whole.

    ``weights`` are the question's informative words. Those that the passage lacks, and those for the ``kind`` of thing
    asked for, are left out: they tell no line from another.
    """
    spans = [_whole(passage.text, line) for line in lines(passage.text)]
    labelled = [span for span in spans if _is_labelled(passage.text[slice(*span)], weights)]
    if len(labelled) == 1:
        return labelled
    if len(spans) < FEWEST_LINES:
        return []
    above = stems(" ".join((*passage.heading_path, _lead_in(passage.text))))
    within = stems(passage.text)
    others = {word: weight for word, weight in weights.items() if stem(word) not in kind}
    telling = {word: weight for word, weight in others.items() if holds(within, word) and not holds(above, word)}
    shares = {span: coverage(telling, passage.text[slice(*span)]) for span in spans}
    best = max(shares.values())
    fewest = min(FEWEST_WORDS, len(telling))
    close = [span for span in spans if shares[span] >= CLOSE * best and _held(passage, span, telling) >= fewest]
    chosen = [span for span in close if not any(_within(other, span) for other in close)]
    return chosen if best >= HELD and len(chosen) <= MOST_LINES else []


def _whole(text: str, line: Span) -> Span:
    return with_nested(text, line) if is_item(text, line[0]) else with_point(text, with_items(text, line))


def _is_labelled(text: str, weights: Mapping[str, float]) -> bool:
    """Does a line begin with a label of the question's words alone, as "Focus areas: …"?"""
    label, colon, rest = text.partition("\n")[0].partition(":")
    words = content_words(label)
    return bool(colon and rest.strip() and words) and set(map(stem, words)) <= set(map(stem, weights))


def _lead_in(text: str) -> str:
    first = text.partition("\n")[0].rstrip()
    return first if first.endswith(":") else ""


def _held(passage: Passage, span: Span, telling: Mapping[str, float]) -> int:
    present = stems(passage.text[slice(*span)])
    return sum(holds(present, word) for word in telling)


def _within(inner: Span, outer: Span) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]
