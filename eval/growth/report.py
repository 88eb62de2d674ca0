"""Growth as a table, as JSON and as plots."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from eval.growth.measuring import Grown

__all__ = ["as_table", "write"]

COLUMNS: tuple[tuple[str, str, Callable[[Grown], float], str], ...] = (
    ("build", "build, s", lambda g: g.built.build_s, ".0f"),
    ("build_peak", "build, peak MB", lambda g: g.built.build_peak_mb, ".0f"),
    ("disk", "disk, MB", lambda g: g.built.disk_mb, ".0f"),
    ("ready", "ready, s", lambda g: g.served.ready_s, ".2f"),
    ("memory", "server, MB", lambda g: g.served.rss_mb, ".0f"),
    ("p50", "answer p50, ms", lambda g: g.p50_ms, ".1f"),
    ("p95", "answer p95, ms", lambda g: g.p95_ms, ".1f"),
    ("p99", "answer p99, ms", lambda g: g.p99_ms, ".1f"),
    ("dense", "dense p50, ms", lambda g: g.dense_p50_ms, ".2f"),
    ("errors", "errors", lambda g: g.served.errors, ".0f"),
    ("recall", "dense recall@10", lambda g: g.recall_at_10, ".3f"),
)


def as_table(grown: Sequence[Grown]) -> str:
    """The figures in Markdown, with what of them is made up."""
    head = ["passages", "vectors encoded", *(label for _, label, _, _ in COLUMNS)]
    lines = ["| " + " | ".join(head) + " |", "|" + "---:|" * len(head)]
    for each in grown:
        cells = [
            f"{each.built.passages}",
            f"{each.built.encoded}",
            *(format(value(each), form) for _, _, value, form in COLUMNS),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "Texts are real sentences recombined. Vectors beyond those encoded are mixtures of two, with noise."]
    lines += [f"{each.built.passages} passages, seconds: {_phases(each)}" for each in grown]
    return "\n".join(lines)


def _phases(each: Grown) -> str:
    return ", ".join(f"{phase} {seconds:.1f}" for phase, seconds in each.built.phases_s.items())


def write(grown: Sequence[Grown], folder: Path) -> Path:
    """``growth.json``, ``growth.md`` and a PNG of each column over the number of passages."""
    from matplotlib.figure import Figure

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "growth.json").write_text(json.dumps([asdict(each) for each in grown], indent=2) + "\n", "utf-8")
    (folder / "growth.md").write_text(as_table(grown) + "\n", "utf-8")
    for name, label, value, _ in COLUMNS:
        figure = Figure(figsize=(4.6, 2.8), layout="constrained")
        axes = figure.subplots()
        axes.plot([each.built.passages for each in grown], [value(each) for each in grown], marker="o", color="#1f4e79")
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_xlabel("passages")
        axes.set_ylabel(label)
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(folder / f"{name}.png", dpi=120)
    return folder
