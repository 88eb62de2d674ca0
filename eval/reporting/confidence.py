"""How sure retrieval is of a question, and what abstaining by that alone would cost.

The score is the share of a question's words that the best passage found holds: what the rule for abstaining looks at
first. It is no probability of itself; the calibration tells how far it may be read as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from eval.judged import judged
from eval.running import Run

__all__ = ["Bin", "Scored", "TradeOff", "bins", "calibration_error", "operating_point", "scores", "trade_off"]

BINS = 5


@dataclass(frozen=True, slots=True)
class Scored:
    """A question's score (0..1), whether it has an answer, and whether the assistant gave one."""

    score: float
    has_answer: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Answering a share of the questions, and the share of these that have no answer (selective risk)."""

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of similar score: their mean score, and the share of them that has an answer."""

    score: float
    share: float
    questions: int


def scores(run: Run) -> tuple[Scored, ...]:
    """Of each question that got an answer and whose retrieval was seen; over HTTP it never is."""
    from assistant.words import content_words, stem, stems

    def each() -> Iterator[Scored]:
        for one in judged(run.results, run.question_set):
            words = {stem(word) for word in content_words(one.question.asked[-1])}
            if words and one.found:
                best = max(len(words & stems(passage.shown)) / len(words) for passage in one.found)
                yield Scored(best, not one.expects_abstention, not one.abstained)

    return tuple(each())


def trade_off(scored: Sequence[tuple[float, bool]]) -> tuple[TradeOff, ...]:
    """The risk-coverage curve (El-Yaniv and Wiener, JMLR 2010) of (score, has an answer).

    One point for each score at which one might draw the line; questions of the same score stand or fall together.
    """
    points, answered, wrong = [], 0, 0
    for _, group in groupby(sorted(scored, key=lambda pair: -pair[0]), key=lambda pair: pair[0]):
        right = [has_answer for _, has_answer in group]
        answered, wrong = answered + len(right), wrong + right.count(False)
        points.append(TradeOff(answered / len(scored), wrong / answered))
    return tuple(points)


def operating_point(scored: Sequence[Scored]) -> TradeOff | None:
    """Where the assistant stands, with all its checks; None where it answered nothing."""
    answered = [each for each in scored if each.answered]
    if not answered:
        return None
    return TradeOff(len(answered) / len(scored), sum(not each.has_answer for each in answered) / len(answered))


def bins(scored: Sequence[Scored], count: int = BINS) -> tuple[Bin, ...]:
    """The reliability diagram (Niculescu-Mizil and Caruana, ICML 2005) in bins of equal width, empty ones left out."""
    parts: list[list[Scored]] = [[] for _ in range(count)]
    for each in scored:
        parts[min(int(each.score * count), count - 1)].append(each)
    return tuple(
        Bin(sum(e.score for e in part) / len(part), sum(e.has_answer for e in part) / len(part), len(part))
        for part in parts
        if part
    )


def calibration_error(found: Sequence[Bin]) -> float:
    """Expected calibration error (Guo et al., ICML 2017): the gap of score and share, weighed by the questions."""
    return sum(each.questions * abs(each.score - each.share) for each in found) / sum(each.questions for each in found)
