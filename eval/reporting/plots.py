"""The plots of a report as SVG text, without fonts or links from elsewhere."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from eval.reporting.confidence import Bin, TradeOff
from eval.summary import Tally

__all__ = ["abstention_plot", "calibration_plot", "latency_plot", "tags_plot"]

GOOD, REST, LINE, DOT = "#2e7d5b", "#d9d4cc", "#1f4e79", "#b3261e"


def tags_plot(by_tag: Mapping[str, Tally]) -> str:
    """The pass rate of each tag, the worst on top, with the number of questions."""
    rated = sorted(((tally.pass_rate or 0.0, tag, tally) for tag, tally in by_tag.items()), reverse=True)
    figure, axes = _axes(6.4, 0.8 + 0.2 * len(rated))
    rates = [rate for rate, _, _ in rated]
    axes.barh(range(len(rated)), [1.0] * len(rated), color=REST, height=0.62)
    axes.barh(range(len(rated)), rates, color=GOOD, height=0.62)
    axes.set_yticks(range(len(rated)), [f"{tag} ({tally.passed}/{tally.questions})" for _, tag, tally in rated])
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, len(rated) - 0.4)
    axes.set_xlabel("share passed")
    return _svg(figure)


def latency_plot(milliseconds: Sequence[float]) -> str:
    """How many turns took how long; the axis is logarithmic, since a few slow ones would hide the rest."""
    import numpy as np

    figure, axes = _axes(4.6, 2.6)
    if milliseconds:
        low, high = max(min(milliseconds), 0.05), max(*milliseconds, 0.1)
        axes.hist(milliseconds, bins=np.geomspace(low, high * 1.01, 30).tolist(), color=LINE)
        axes.set_xscale("log")
    axes.set_xlabel("milliseconds a turn")
    axes.set_ylabel("turns")
    return _svg(figure)


def abstention_plot(curve: Sequence[TradeOff], stands: TradeOff | None = None) -> str:
    """The trade-off if one would only answer above a score, few questions (left) to all; a dot where one stands."""
    figure, axes = _axes(4.6, 2.6)
    axes.plot([point.coverage for point in curve], [point.risk for point in curve], color=LINE, marker=".")
    if stands:
        axes.plot([stands.coverage], [stands.risk], "o", color=DOT)
        axes.annotate("as in use", (stands.coverage, stands.risk), (6, 4), textcoords="offset points", fontsize=8)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(-0.02, None)
    axes.set_xlabel("share of questions answered")
    axes.set_ylabel("of these, without an answer")
    return _svg(figure)


def calibration_plot(found: Sequence[Bin]) -> str:
    """How often questions of a score have an answer; on the diagonal, the score would be a probability."""
    figure, axes = _axes(4.6, 2.6)
    axes.plot([0, 1], [0, 1], color=REST, linestyle="--")
    axes.plot([each.score for each in found], [each.share for each in found], color=LINE, marker="o")
    for each in found:
        axes.annotate(f"n={each.questions}", (each.score, each.share), (4, -10), textcoords="offset points", fontsize=7)
    axes.set_xlim(0, 1.08)
    axes.set_ylim(-0.05, 1.05)
    axes.set_xlabel("words of the question in the best passage")
    axes.set_ylabel("share with an answer")
    return _svg(figure)


def _axes(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
    return figure, axes


def _svg(figure: Any) -> str:
    import matplotlib

    out = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "euclusters", "svg.fonttype": "path"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    drawn = out.getvalue()
    return drawn[drawn.index("<svg") :]
