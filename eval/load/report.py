"""A load as text, as JSON and as a report in a folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from eval.load.figures import Load, Phase

__all__ = ["as_text", "write"]


def as_text(load: Load) -> str:
    """The figures in Markdown, which a terminal shows as well."""
    phases = (load.idle, load.ingest, load.after, load.overload)
    return "\n".join(
        [
            "| phase | clients | seconds | answered | refused | failed | p50, ms | p95, ms |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            *map(_row, phases),
            "",
            f"Memory of the server: {load.memory_mb[0]:.0f} MB at first, {max(load.memory_mb):.0f} MB at most, "
            f"{load.memory_mb[-1]:.0f} MB at last; {load.machine['cpus']} CPUs, clients on the same machine.",
            "",
            *(f"- {'holds' if v.holds else 'MISSED'}: {v.wanted}: {v.found}" for v in load.verdicts),
        ]
    )


def _row(phase: Phase) -> str:
    cells = (phase.name, phase.clients, f"{phase.seconds:.0f}", phase.answered, phase.refused, phase.failed)
    return f"| {' | '.join(map(str, cells))} | {phase.p50_ms:.0f} | {phase.p95_ms:.0f} |"


def write(load: Load, folder: Path) -> Path:
    """``load.json`` with every figure, and ``report.md``, which is given back."""
    folder.mkdir(parents=True, exist_ok=True)
    verdicts = [asdict(verdict) for verdict in load.verdicts]
    figures = asdict(load) | {"verdicts": verdicts}
    (folder / "load.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    report = folder / "report.md"
    report.write_text(f"# Load\n\n{as_text(load)}\n", encoding="utf-8")
    return report
