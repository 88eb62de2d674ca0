from __future__ import annotations

import numpy as np
import pytest

from assistant.understanding.sums import Sum, bounded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("topics with a budget over 50 million euro", Sum(least=50_000_000)),
        ("calls that give at least 5 million per project", Sum(least=5_000_000)),
        ("grants of less than €100,000", Sum(most=100_000)),
        ("up to 60k for a start-up", Sum(most=60_000)),
        ("between 1 and 2 million euro", Sum(1_000_000, 2_000_000)),
        ("mehr als 2 Millionen Euro", Sum(least=2_000_000)),
        ("ab 10 Millionen Euro", Sum(least=10_000_000)),
        ("calls that give 12 million per project", Sum(12_000_000, 12_000_000)),
    ],
)
def test_bounds_on_money_are_read(text: str, found: Sum) -> None:
    assert bounded(text) == found


@pytest.mark.parametrize("text", ["calls over 5 months", "the EUR 5 million call", "which calls close before 2027"])
def test_other_numbers_bound_nothing(text: str) -> None:
    assert bounded(text) is None


@pytest.mark.parametrize(
    ("bounds", "held"),
    [
        (Sum(least=1_000_000), [True, True, False]),
        (Sum(least=3_000_000), [False, True, False]),
        (Sum(most=1_000_000), [True, False, False]),
        (Sum(1_500_000, 3_500_000), [True, True, False]),
    ],
)
def test_a_bound_holds_where_a_project_can_get_as_much_and_nowhere_without_an_amount(
    bounds: Sum, held: list[bool]
) -> None:
    low, high = np.array([500_000, 3_000_000, np.nan]), np.array([2_000_000, 4_000_000, np.nan])
    assert bounds.holds(low, high).tolist() == held
