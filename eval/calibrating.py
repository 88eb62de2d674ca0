"""The thresholds for abstaining, fitted on question sets: ``python -m eval.calibrating SET... --store DIR -o FILE``.

The rule is ``Thresholds.allow`` of ``assistant/composing/thresholds.py``. Fitted are its three figures, to the best
balance of right answers and right abstentions; the figures told are cross-validated, each fold under thresholds that
were fitted on the others. Only questions that retrieval alone decides are of use: facts, and what has no answer. What
is written has the form of ``thresholds.toml`` beside the rule; it is in use once it stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

import click

from assistant.composing.thresholds import Thresholds
from assistant.composing.thresholds import thresholds as in_use
from eval.reporting.confidence import Scored, TradeOff, operating_point, trade_off

__all__ = ["Evidence", "answers", "balanced", "calibrate", "cross_validated", "fit"]

FOLDS = 5
GRID = tuple(round(0.20 + 0.05 * step, 2) for step in range(14))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one question: (coverage, similarity) of each passage looked at, and whether it has an answer."""

    passages: tuple[tuple[float, float], ...]
    has_answer: bool


def answers(thresholds: Thresholds, evidence: Evidence) -> bool:
    """Would the rule alone answer this question?"""
    return any(thresholds.allow(coverage, similarity) for coverage, similarity in evidence.passages)


def balanced(thresholds: Thresholds, evidence: Sequence[Evidence]) -> float:
    """Mean of the share of right answers and the share of right abstentions."""
    marks = {
        kind: [answers(thresholds, each) is kind for each in evidence if each.has_answer is kind]
        for kind in (True, False)
    }
    return sum(sum(found) / len(found) if found else 0.0 for found in marks.values()) / 2


def fit(evidence: Sequence[Evidence]) -> Thresholds:
    """The best of the grid; of equals the strictest, since a wrong answer is worse than none."""
    candidates = (Thresholds(*figures) for figures in product(GRID, repeat=3) if figures[2] <= figures[0])
    return max(
        candidates,
        key=lambda t: (balanced(t, evidence), t.enough_coverage, t.enough_similarity, t.least_coverage),
    )


def cross_validated(evidence: Sequence[Evidence], folds: int = FOLDS) -> float:
    """Balanced accuracy on questions that the thresholds were not fitted on; folds are dealt out in turn."""
    parts = [evidence[at::folds] for at in range(folds)]
    judged = [
        balanced(fit([each for other in parts if other is not part for each in other]), part)
        for part in parts
        if {each.has_answer for each in part} == {True, False}
    ]
    return sum(judged) / len(judged) if judged else 0.0


@click.command()
@click.argument("sets", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--store", required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="TOML file.")
def calibrate(sets: tuple[Path, ...], store: Path, output: Path) -> None:
    """Fit the thresholds on SETS, write them and the trade-off curve (SVG) beside them."""
    from eval.evidence import evidence_of
    from eval.reporting.plots import abstention_plot

    evidence = evidence_of(sets, store)
    output.write_text(_written(evidence), "utf-8")
    pairs = [(max((c for c, _ in each.passages), default=0.0), each.has_answer) for each in evidence]
    output.with_suffix(".svg").write_text(abstention_plot(trade_off(pairs), _standing(in_use(), evidence)), "utf-8")
    click.echo(output.read_text("utf-8"))


def _written(evidence: Sequence[Evidence]) -> str:
    """The fitted thresholds with what they are worth, in TOML."""
    fitted, unseen = fit(evidence), cross_validated(evidence)
    lines = (f"{name} = {value}" for name, value in asdict(fitted).items())
    head = (
        f"# Fitted on {len(evidence)} questions, {sum(each.has_answer for each in evidence)} of them with an answer.",
        f"# Balanced accuracy: {balanced(fitted, evidence):.3f} on these, {unseen:.3f} on unseen ones ({FOLDS} folds);",
        f"# {balanced(in_use(), evidence):.3f} under the thresholds in use.",
    )
    return "\n".join((*head, *lines, ""))


def _standing(thresholds: Thresholds, evidence: Sequence[Evidence]) -> TradeOff | None:
    """Where the rule puts one, without the assistant's other checks."""
    return operating_point([Scored(0.0, each.has_answer, answers(thresholds, each)) for each in evidence])


if __name__ == "__main__":
    calibrate()
