from __future__ import annotations

import pytest

from eval.reporting.confidence import Bin, Scored, TradeOff, bins, calibration_error, operating_point, trade_off

RIGHT, WRONG, STOPPED = (True, True), (False, True), (False, False)


def scored(*of: tuple[float, tuple[bool, bool]]) -> list[Scored]:
    return [Scored(score, *rest) for score, rest in of]


def test_the_trade_off_moves_with_each_score_and_not_within_ties() -> None:
    pairs = [(0.9, True), (0.5, False), (0.5, True), (0.1, False)]
    assert trade_off(pairs) == (TradeOff(0.25, 0.0), TradeOff(0.75, pytest.approx(1 / 3)), TradeOff(1.0, 0.5))
    assert trade_off(pairs[::-1]) == trade_off(pairs)


def test_the_assistant_stands_where_its_answers_put_it() -> None:
    found = scored((0.9, RIGHT), (0.8, RIGHT), (0.7, WRONG), (0.6, STOPPED))
    assert operating_point(found) == TradeOff(0.75, pytest.approx(1 / 3))
    assert operating_point(scored((0.6, STOPPED))) is None


def test_calibration_by_hand() -> None:
    found = bins(scored((0.1, STOPPED), (0.15, RIGHT), (0.9, RIGHT), (1.0, RIGHT)))
    assert found == (Bin(pytest.approx(0.125), 0.5, 2), Bin(pytest.approx(0.95), 1.0, 2))
    assert calibration_error(found) == pytest.approx((2 * 0.375 + 2 * 0.05) / 4)
