"""The plots of a report as SVG text, without fonts or links from elsewhere."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from eval.summary import Tally

__all__ = ["abstention_plot", "latency_plot", "tags_plot"]

GOOD, BAD, LINE = "#2e7d5b", "#d9d4cc", "#1f4e79"


def tags_plot(by_tag: Mapping[str, Tally]) -> str:
    """The pass rate of each tag, the worst on top, with the number of questions."""
    rated = sorted(((tally.pass_rate or 0.0, tag, tally) for tag, tally in by_tag.items()), reverse=True)
    figure, axes = _axes(6.4, 0.8 + 0.2 * len(rated))
    rates = [rate for rate, _, _ in rated]
    axes.barh(range(len(rated)), [1.0] * len(rated), color=BAD, height=0.62)
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


def abstention_plot(pairs: Sequence[tuple[float, bool]]) -> str:
    """The trade-off if one would only answer above a score: share of questions answered, and how many wrongly.

    ``pairs`` holds each question's score and whether answering it is right; read from right (all) to left (few).
    """
    figure, axes = _axes(4.6, 2.6)
    ranked = sorted(pairs, key=lambda pair: -pair[0])
    wrong, covered, risk = 0, [], []
    for count, (_, right) in enumerate(ranked, 1):
        wrong += not right
        covered.append(count / len(ranked))
        risk.append(wrong / count)
    axes.plot(covered, risk, color=LINE)
    axes.set_xlim(0, 1)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("share of questions answered")
    axes.set_ylabel("without an answer")
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
