"""A run as Markdown, to paste into a pull request: figures first, then what did not pass."""

from __future__ import annotations

from collections.abc import Iterator

from eval.running import Result, Run
from eval.summary import Figure, Summary, Tally

__all__ = ["markdown", "share", "spread", "written"]


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
    yield from (f"**Threshold missed:** {breach.words}." for breach in summary.breaches)
    yield from ("", "| metric | value | 95 % | n |", "|---|---|---|---|")
    for figure in summary.figures:
        if figure.value is not None:
            title = _cell(figure.measured.metric.title)
            yield f"| {title} | {written(figure)} | {spread(figure)} | {figure.measured.n} |"


def written(figure: Figure) -> str:
    """A figure with its unit; ``n/a`` where nothing was measured."""
    unit = figure.measured.metric.unit
    if figure.value is None:
        return "n/a"
    return f"{100 * figure.value:.1f} %" if unit == "share" else f"{figure.value:.1f} {unit}"


def spread(figure: Figure) -> str:
    """The interval of a share, as percentages."""
    found = figure.interval
    return f"{100 * found.low:.1f}–{100 * found.high:.1f}" if found else ""


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
    text = str(result.shown.get("text", ""))
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
