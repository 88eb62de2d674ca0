"""A run as Markdown, to paste into a pull request: figures first, then what did not pass."""

from __future__ import annotations

from collections.abc import Iterator

from eval.running import Result, Run
from eval.summary import Summary, Tally

__all__ = ["markdown", "share"]


def markdown(run: Run, summary: Summary) -> str:
    """The text of ``report.md``."""
    return "\n".join((*_head(summary), *_tags(summary), *_failures(run), ""))


def share(tally: Tally) -> str:
    """``38/40 (95.0 %)``, and the errors where there are any."""
    judged = tally.passed + tally.failed
    rate = "" if tally.pass_rate is None else f" ({tally.pass_rate:.1%})".replace("%", " %")
    errors = f", {tally.errors} errors" if tally.errors else ""
    return f"{tally.passed}/{judged}{rate}{errors}"


def _head(summary: Summary) -> Iterator[str]:
    yield f"# {summary.name}"
    yield ""
    yield f"Passed {share(summary.overall)}."
    if summary.latency_p50_ms is not None and summary.latency_p95_ms is not None:
        yield f"Latency of a turn: p50 {summary.latency_p50_ms:.1f} ms, p95 {summary.latency_p95_ms:.1f} ms."


def _tags(summary: Summary) -> Iterator[str]:
    if summary.by_tag:
        yield from ("", "| tag | passed |", "|---|---|")
        yield from (f"| {_cell(tag)} | {share(tally)} |" for tag, tally in summary.by_tag.items())


def _failures(run: Run) -> Iterator[str]:
    unhappy = [result for result in run.results if result.outcome != "passed"]
    if unhappy:
        yield from (
            "",
            "## Not passed",
            "",
            "| id | question | as of | what is wrong | answer |",
            "|---|---|---|---|---|",
        )
        yield from (_row(result) for result in unhappy)


def _row(result: Result) -> str:
    text = str((result.answer or {}).get("text", ""))
    cells = (
        result.question.id,
        " → ".join(result.question.asked),
        str(result.as_of or "today"),
        "; ".join(result.complaints),
        text if len(text) <= 300 else f"{text[:300]}…",
    )
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    """One line, with nothing in it that ends a cell or opens a tag."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
