"""Is a difference between two runs of the same questions more than chance? Paired tests and their correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.intervals import SEED, Interval, bootstrap_interval

__all__ = ["difference_interval", "holm", "mcnemar", "randomisation"]

ROUNDS = 10_000


def randomisation(differences: Sequence[float], rounds: int = ROUNDS, seed: int = SEED) -> float:
    """Two-sided p of paired randomisation (Fisher's sign flips; Smucker et al., CIKM 2007).

    How often the mean difference would be as large if it were chance which run gave which value; +1 corrected, so that
    a p is never 0 (Davison and Hinkley, 1997).
    """
    import numpy as np

    values = np.asarray(differences, dtype=float)
    values = values[values != 0]
    if not values.size:
        return 1.0
    flips = np.random.default_rng(seed).choice((-1.0, 1.0), size=(rounds, values.size))
    extreme = np.abs(flips @ values) >= abs(values.sum()) - 1e-12
    return float((extreme.sum() + 1) / (rounds + 1))


def difference_interval(differences: Sequence[float]) -> Interval:
    """95 % bootstrap interval of the mean difference."""
    return bootstrap_interval(differences, resamples=ROUNDS)


def mcnemar(lost: int, gained: int) -> float:
    """Exact two-sided McNemar: questions that only one of the runs passed, against a fair coin."""
    from scipy.stats import binomtest

    return float(binomtest(lost, lost + gained).pvalue) if lost + gained else 1.0


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Holm's step-down correction (1979): the chance of one false alarm among all metrics stays below the level."""
    corrected: dict[str, float] = {}
    highest = 0.0
    for rank, (name, p) in enumerate(sorted(p_values.items(), key=lambda item: item[1])):
        highest = max(highest, min(1.0, p * (len(p_values) - rank)))
        corrected[name] = highest
    return corrected
