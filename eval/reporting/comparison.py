"""A comparison for a terminal and for a pull request: regressions first."""

from __future__ import annotations

from collections.abc import Iterator

from eval.comparing import Change, Comparison, MetricChange, worded

__all__ = ["comparison_text"]

LEVEL = 0.05
ANSWER = 400


def comparison_text(comparison: Comparison) -> str:
    """Markdown that reads well as plain text."""
    return "\n".join((*_head(comparison), *_metrics(comparison), *_changes(comparison), ""))


def _head(comparison: Comparison) -> Iterator[str]:
    worse, better = comparison.of("regression"), comparison.of("improvement")
    other = comparison.of("other answer")
    if not comparison.changes:
        yield f"No difference in {comparison.questions} questions."
    else:
        yield (
            f"{comparison.questions} questions: {len(worse)} got worse, {len(better)} got better, "
            f"{len(other)} are answered otherwise with the same outcome; McNemar p = {comparison.mcnemar_p:.4f}."
        )
    if comparison.only:
        yield f"In one run only: {', '.join(comparison.only)}."


def _metrics(comparison: Comparison) -> Iterator[str]:
    moved = [row for row in comparison.metrics if row.before != row.after and row.metric.unit != "ms"]
    if moved:
        yield from ("", "| metric | before | after | difference, 95 % | p (Holm) |", "|---|---|---|---|---|")
        yield from map(_metric, moved)


def _metric(row: MetricChange) -> str:
    sure = " **" if row.p < LEVEL else " "
    low, high = row.interval.low, row.interval.high
    told = f"{row.before:.3f} | {row.after:.3f} | {low:+.3f} to {high:+.3f}"
    return f"| {row.metric.title} | {told} |{sure}{row.p:.4f}{sure.strip()} |"


def _changes(comparison: Comparison) -> Iterator[str]:
    for kind, title in (("regression", "Got worse"), ("improvement", "Got better"), ("other answer", "Other answer")):
        found = comparison.of(kind)  # type: ignore[arg-type]
        if found:
            yield from ("", f"## {title}")
            for change in found:
                yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    before, after = (str((result.answer or {}).get("text", "")) for result in (change.before, change.after))
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
