"""A comparison as one HTML file: what got worse first, both answers side by side with the words that differ marked."""

from __future__ import annotations

from typing import Any

from eval.comparing import Change, Comparison, MetricChange
from eval.reporting.comparison import LEVEL, TITLES, verdict
from eval.reporting.rendering import rendered
from eval.running import Result
from eval.wording import pieces

__all__ = ["comparison_page"]


def comparison_page(comparison: Comparison) -> str:
    """The text of the page; nothing is fetched from anywhere."""
    return rendered(
        "side_by_side.html.j2",
        verdict=verdict(comparison),
        comparison=comparison,
        metrics=[_metric(row) for row in comparison.moved],
        groups=[(title, [_change(each) for each in comparison.of(kind)]) for kind, title in TITLES.items()],
    )


def _metric(row: MetricChange) -> dict[str, object]:
    return {
        "title": row.metric.title,
        "n": row.n,
        "before": f"{row.before:.3f}",
        "after": f"{row.after:.3f}",
        "interval": f"{row.interval.low:+.3f} to {row.interval.high:+.3f}",
        "p": f"{row.p:.4f}",
        "sure": row.p < LEVEL,
    }


def _change(change: Change) -> dict[str, Any]:
    old, new = pieces(_text(change.before), _text(change.after))
    question = change.after.question
    return {
        "kind": change.kind.split()[0],
        "is_open": change.kind == "regression",
        "id": question.id,
        "asked": " → ".join(question.asked),
        "outcomes": f"{change.before.outcome} → {change.after.outcome}",
        "complaints": change.after.complaints or change.before.complaints,
        "sides": [
            {"name": "before", "pieces": old, "mark": "del", **_around(change.before)},
            {"name": "after", "pieces": new, "mark": "ins", **_around(change.after)},
        ],
    }


def _around(result: Result) -> dict[str, Any]:
    answer = result.shown
    return {name: answer.get(name) or [] for name in ("status", "calls", "closed_calls", "citations")}


def _text(result: Result) -> str:
    return str(result.shown.get("text", ""))
