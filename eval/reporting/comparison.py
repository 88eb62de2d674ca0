"""A comparison for a terminal and for a pull request: regressions first."""

from __future__ import annotations

from collections.abc import Iterator

from eval.comparing import Change, Comparison, Kind, MetricChange
from eval.wording import worded

__all__ = ["TITLES", "comparison_text", "verdict"]

LEVEL = 0.05
ANSWER = 400
TITLES: dict[Kind, str] = {
    "regression": "Got worse",
    "improvement": "Got better",
    "other answer": "Other answer, same outcome",
}


def comparison_text(comparison: Comparison) -> str:
    """Markdown that reads well as plain text."""
    return "\n".join((*_head(comparison), *_metrics(comparison), *_changes(comparison), ""))


def verdict(comparison: Comparison) -> str:
    """How many questions changed which way, in one sentence."""
    if not comparison.changes:
        return f"No difference in {comparison.questions} questions."
    worse, better, other = (len(comparison.of(kind)) for kind in TITLES)
    return (
        f"{comparison.questions} questions: {worse} got worse, {better} got better, "
        f"{other} are answered otherwise with the same outcome; McNemar p = {comparison.mcnemar_p:.4f}."
    )


def _head(comparison: Comparison) -> Iterator[str]:
    yield verdict(comparison)
    if None not in comparison.waited:
        yield "Median of the last turn: {:.1f} ms before, {:.1f} ms after.".format(*comparison.waited)
    if comparison.only:
        yield f"In one run only: {', '.join(comparison.only)}."


def _metrics(comparison: Comparison) -> Iterator[str]:
    if comparison.moved:
        yield from ("", "| metric | n | before | after | difference, 95 % | p (Holm) |", "|---|---|---|---|---|---|")
        yield from map(_metric, comparison.moved)


def _metric(row: MetricChange) -> str:
    sure = " **" if row.p < LEVEL else " "
    low, high = row.interval.low, row.interval.high
    told = f"{row.before:.3f} | {row.after:.3f} | {low:+.3f} to {high:+.3f}"
    return f"| {row.metric.title} | {row.n} | {told} |{sure}{row.p:.4f}{sure.strip()} |"


def _changes(comparison: Comparison) -> Iterator[str]:
    for kind, title in TITLES.items():
        if found := comparison.of(kind):
            yield from ("", f"## {title}")
            for change in found:
                yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    before, after = (str(result.shown.get("text", "")) for result in (change.before, change.after))
    question = change.after.question
    yield from ("", f"### {question.id}: {' → '.join(question.asked)}", "")
    complaints = change.after.complaints or change.before.complaints
    yield f"{change.before.outcome} → {change.after.outcome}: {'; '.join(complaints)}"
    yield f"before: {_short(before)}"
    yield f"after:  {_short(after)}"
    yield from (f"{sign} {_short(words)}" for sign, words in worded(before, after) if words)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= ANSWER else f"{flat[:ANSWER]}…"
