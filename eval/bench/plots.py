"""The plots of a benchmark, one PNG each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.bench.measuring import CONTEXTS, Bench, Figures

__all__ = ["draw"]

OURS, OTHERS = "#1f4e79", "#b8b2a7"
BARS: tuple[tuple[str, str, Callable[[Figures], float]], ...] = (
    ("ingest", "seconds to ingest the corpus", lambda f: f.ingest_s),
    ("query", "milliseconds a question, median", lambda f: f.query_p50_ms),
    ("query_p95", "milliseconds a question, 95th percentile", lambda f: f.query_p95_ms),
    ("cold", "seconds from start to first answer", lambda f: f.cold_s),
    ("memory", "MB of memory while answering", lambda f: f.serving_mb),
    ("disk", "MB on disk", lambda f: f.disk_mb),
)


def draw(bench: Bench, folder: Path) -> None:
    """``ingest.png``, ``query.png`` …, and ``hits.png`` over the length of the context."""
    for name, label, value in BARS:
        figure, axes = _axes(0.9 + 0.35 * len(bench.contenders))
        _bars(axes, bench.contenders, value)
        axes.set_xlabel(label)
        figure.savefig(folder / f"{name}.png", dpi=120)
    figure, axes = _axes(3.2)
    for each in bench.contenders:
        ours = each is bench.contenders[0]
        axes.plot(
            CONTEXTS, [each.hits[size] for size in CONTEXTS], marker="o", lw=2.5 if ours else 1.2, label=each.name
        )
    axes.set_xlabel("characters of context")
    axes.set_ylabel("questions with all facts")
    axes.legend(fontsize=8, frameon=False)
    figure.savefig(folder / "hits.png", dpi=120)


def _bars(axes: Any, contenders: Sequence[Figures], value: Callable[[Figures], float]) -> None:
    listed = list(contenders)[::-1]
    drawn = axes.barh([each.name for each in listed], [value(each) for each in listed], height=0.6)
    for bar, each in zip(drawn, listed, strict=True):
        bar.set_color(OURS if each is contenders[0] else OTHERS)
    axes.bar_label(drawn, fmt="%.3g", padding=3, fontsize=8)
    axes.margins(x=0.12)


def _axes(height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
    return figure, axes
