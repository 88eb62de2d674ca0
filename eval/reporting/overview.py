"""Several runs as one page: each set's figures with a link to its report, and the benchmark of the verifier."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import NoRun
from eval.reporting.rendering import rendered

__all__ = ["RunLine", "overview_page", "run_lines"]

# What a reader looks at first; the rest stands in each report.
COLUMNS = {
    "closed_call_rate": "closed calls shown",
    "first_is_right": "first call right",
    "citation_validity": "citations exist",
    "quote_fidelity": "quotes verbatim",
    "fact_support": "facts supported",
    "false_answer_rate": "answered wrongly",
    "false_refusal_rate": "refused wrongly",
    "latency_wall_p95": "p95, ms",
}


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run as the overview shows it."""

    folder: str
    summary: dict[str, Any]

    @property
    def cells(self) -> tuple[str, ...]:
        """The figures in the order of the columns; empty where one was not measured."""
        return tuple(_cell(name, self.summary["metrics"].get(name, {}).get("value")) for name in COLUMNS)

    @property
    def rate(self) -> str:
        return _cell("pass_rate", self.summary["pass_rate"])


def run_lines(parent: Path) -> tuple[RunLine, ...]:
    """The runs in a folder, by name; raises NoRun where there is none."""
    found = tuple(RunLine(file.parent.name, _json(file)) for file in sorted(parent.glob("*/summary.json")))
    if not found:
        raise NoRun(parent, "none of its folders has a summary.json")
    return found


def overview_page(parent: Path) -> str:
    """The text of ``index.html`` of a folder of runs."""
    benchmark = parent / "verification" / "verification.json"
    return rendered(
        "overview.html.j2",
        columns=list(COLUMNS.values()),
        runs=run_lines(parent),
        breaches=list(_breaches(run_lines(parent))),
        verification=_json(benchmark) if benchmark.is_file() else None,
    )


def _breaches(runs: tuple[RunLine, ...]) -> Iterator[str]:
    yield from (f"{run.summary['name']}: {words}" for run in runs for words in run.summary["breaches"])


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if name.startswith("latency") else f"{100 * value:.1f} %"


def _json(file: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise NoRun(file.parent, f"{file.name} is no JSON") from error
    return content
