"""A finished run for its readers: a person, a pull request, a CI system, a spreadsheet, a script."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from eval.reporting.html import page
from eval.reporting.junit import junit
from eval.reporting.pull_request import markdown, share
from eval.running import Result, Run
from eval.summary import Summary

__all__ = ["share", "write_reports"]

COLUMNS = ("id", "tags", "as_of", "outcome", "status", "first_call", "seconds", "complaints", "question")


def write_reports(folder: Path, run: Run, summary: Summary) -> None:
    """Write every report of a run into its folder, over earlier ones of the same run."""
    figures = json.dumps(summary.as_json(), indent=2, ensure_ascii=False) + "\n"
    (folder / "summary.json").write_text(figures, "utf-8")
    (folder / "report.md").write_text(markdown(run, summary), "utf-8")
    (folder / "junit.xml").write_text(junit(run, summary), "utf-8")
    (folder / "report.html").write_text(page(run, summary), "utf-8")
    with (folder / "per_question.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS)
        table.writeheader()
        table.writerows(_row(result) for result in run.results)


def _row(result: Result) -> dict[str, object]:
    answer = result.shown
    calls = answer.get("calls") or [{}]
    return {
        "id": result.question.id,
        "tags": " ".join(result.question.tags),
        "as_of": result.as_of or "",
        "outcome": result.outcome,
        "status": answer.get("status", ""),
        "first_call": calls[0].get("topic_id") or calls[0].get("acronym") or calls[0].get("title") or "",
        "seconds": f"{sum(result.seconds):.4f}",
        "complaints": "; ".join(result.complaints),
        "question": " → ".join(result.question.asked),
    }
