from __future__ import annotations

import math

import numpy as np
import pytest

from eval.intervals import bootstrap_interval
from eval.percentiles import percentile
from eval.significance import holm, mcnemar, randomisation


def test_randomisation_matches_all_sign_flips_counted_by_hand() -> None:
    # of the 16 ways to flip (1, 1, 1, 1), two are as extreme: all up, all down
    assert randomisation([1, 1, 1, 1]) == pytest.approx(2 / 16, abs=0.01)
    assert randomisation([1, 1, 1, 1]) == randomisation([1, 1, 1, 1])
    assert randomisation([0.0, 0.0]) == 1.0


def test_randomisation_agrees_with_scipy() -> None:
    from scipy.stats import permutation_test

    differences = [0.3, -0.1, 0.4, 0.2, 0.5, -0.2, 0.1, 0.6]
    exact = permutation_test((differences,), lambda x: sum(x), permutation_type="samples", n_resamples=math.inf)
    assert randomisation(differences) == pytest.approx(exact.pvalue, abs=0.01)


def test_mcnemar_is_a_fair_coin_over_the_questions_that_changed() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 0) == pytest.approx(2 * 0.5**5)


def test_holm_multiplies_by_what_is_left_and_never_falls() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})


def test_bootstrap_intervals_agree_with_scipy() -> None:
    from scipy.stats import bootstrap

    values = [0.2, 0.9, 0.4, 1.0, 0.7, 0.1, 0.8, 0.6, 0.5, 0.3]
    theirs = bootstrap((values,), np.mean, method="percentile", n_resamples=10_000, random_state=1).confidence_interval
    ours = bootstrap_interval(values, resamples=10_000)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.015)


def test_percentiles_agree_with_numpy() -> None:
    values = [4.0, 1.0, 3.0, 2.0, 8.0, 5.5, 0.5]
    for share in (0.05, 0.5, 0.9, 0.95, 1.0):
        assert percentile(values, share) == np.quantile(values, share, method="inverted_cdf")


def test_percentiles_are_nearest_rank() -> None:
    values = [4.0, 1.0, 3.0, 2.0]
    assert [percentile(values, share) for share in (0.5, 0.95, 0.0)] == [2.0, 4.0, 1.0]
    assert percentile([], 0.5) is None
