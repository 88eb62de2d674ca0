from __future__ import annotations

import pytest

from assistant.composing.thresholds import Thresholds
from eval.calibrating import Evidence, answers, balanced, cross_validated, fit

SURE = Evidence(((0.9, 0.3), (0.1, 0.1)), True)
SIMILAR = Evidence(((0.4, 0.7),), True)
FAR = Evidence(((0.3, 0.4),), False)
ALIKE = Evidence(((0.2, 0.8),), False)


def test_a_passage_answers_by_words_or_by_likeness_with_some_words() -> None:
    thresholds = Thresholds(0.55, 0.5, 0.34)
    assert [answers(thresholds, each) for each in (SURE, SIMILAR, FAR, ALIKE)] == [True, True, False, False]


def test_balance_is_the_mean_of_both_kinds() -> None:
    never = Thresholds(1.1, 1.1, 1.1)
    assert balanced(never, [SURE, SIMILAR, SURE, FAR]) == pytest.approx((0 / 3 + 1 / 1) / 2)


def test_what_can_be_separated_is_separated_and_holds_for_unseen_questions() -> None:
    evidence = [SURE, FAR, SIMILAR, ALIKE] * 10
    assert balanced(fit(evidence), evidence) == 1.0
    assert cross_validated(evidence, folds=4) == 0.0  # dealt out in turn, each fold holds one kind only
    assert cross_validated(evidence, folds=3) == 1.0
