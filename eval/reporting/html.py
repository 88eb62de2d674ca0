"""A run as one HTML file: figures, plots, and every question with its answer, citations and passages."""

from __future__ import annotations

from typing import Any

from eval.passages import StoredPassage
from eval.reporting.confidence import bins, calibration_error, operating_point, scores, trade_off
from eval.reporting.plots import abstention_plot, calibration_plot, latency_plot, tags_plot
from eval.reporting.pull_request import share, spread, written
from eval.reporting.rendering import rendered
from eval.running import Result, Run
from eval.summary import Summary

__all__ = ["page"]

SHOWN = 8  # passages a question
_ORDER = {"error": 0, "failed": 1, "passed": 2}


def page(run: Run, summary: Summary) -> str:
    """The text of ``report.html``; what an answer holds is escaped, and nothing is fetched from anywhere."""
    return rendered(
        "report.html.j2",
        summary=summary,
        passed=share(summary.overall),
        figures=[_figure(figure) for figure in summary.figures if figure.value is not None],
        rows=[_row(result) for result in _worst_first(run)],
        tags=list(summary.by_tag),
        plots=_plots(run, summary),
    )


def _worst_first(run: Run) -> list[Result]:
    """Errors, then the answers with most against them, then what passed."""
    return sorted(run.results, key=lambda each: (_ORDER[each.outcome], -len(each.complaints)))


def _plots(run: Run, summary: Summary) -> list[tuple[str, str]]:
    milliseconds = [1000 * seconds for result in run.results for seconds in result.seconds]
    drawn = [("Latency", latency_plot(milliseconds))]
    if summary.by_tag:
        drawn.insert(0, ("Passed, by tag", tags_plot(summary.by_tag)))
    scored = scores(run)
    if scored:
        curve = trade_off([(each.score, each.has_answer) for each in scored])
        reliable = bins(scored)
        drawn += [
            ("Abstaining: what a stricter threshold would cost", abstention_plot(curve, operating_point(scored))),
            (f"Calibration; expected error {calibration_error(reliable):.2f}", calibration_plot(reliable)),
        ]
    return drawn


def _figure(figure: Any) -> dict[str, object]:
    return {
        "title": figure.measured.metric.title,
        "name": figure.name,
        "value": written(figure),
        "spread": spread(figure),
        "n": figure.measured.n,
        "latency": figure.name.startswith("latency"),
    }


def _row(result: Result) -> dict[str, Any]:
    answer = result.shown
    return {
        "id": result.question.id,
        "turns": result.question.asked,
        "as_of": result.as_of or "today",
        "outcome": result.outcome,
        "complaints": result.complaints,
        "tags": result.question.tags,
        "status": answer.get("status", ""),
        "ms": f"{1000 * sum(result.seconds):.1f}",
        "answer": answer.get("text", ""),
        "earlier": [each.get("text", "") for each in (result.answers[:-1] if result.shown else result.answers)],
        "calls": answer.get("calls") or [],
        "closed_calls": answer.get("closed_calls") or [],
        "citations": [_citation(each, result) for each in answer.get("citations") or []],
        "found": [_found(result.passages[name]) for name in result.found[:SHOWN] if name in result.passages],
        "expected": result.question.stated_in_words,
    }


def _citation(citation: dict[str, Any], result: Result) -> dict[str, Any]:
    """A citation with its passage cut at the quote, so that the quote can be marked in it."""
    passage = result.passages.get(citation.get("passage_id", ""))
    text, start, end = (passage.text if passage else ""), citation.get("start") or 0, citation.get("end") or 0
    return {**citation, "before": text[:start], "marked": text[start:end], "after": text[end:]}


def _found(passage: StoredPassage) -> dict[str, str]:
    return {"place": " › ".join((passage.title, *passage.heading_path)), "text": passage.text}
