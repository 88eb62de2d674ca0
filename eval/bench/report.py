"""A benchmark as a table, as JSON and as plots in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.bench.measuring import CONTEXTS, Bench, Figures
from eval.bench.serving import Served
from eval.percentiles import percentile

__all__ = ["as_table", "write"]

Row = tuple[str, Callable[[Figures], float | None], str]
ROWS: tuple[Row, ...] = (
    ("passages", lambda f: f.pieces, ".0f"),
    ("set-up, s", lambda f: f.set_up_s, ".2f"),
    ("ingest, s", lambda f: f.ingest_s, ".2f"),
    ("passages/s", lambda f: f.passages_per_s, ".1f"),
    ("ingest again unchanged, s", lambda f: f.again_s, ".3f"),
    ("encoder, texts/s", lambda f: f.encoded_per_s, ".1f"),
    ("question p50, ms", lambda f: f.query_p50_ms, ".1f"),
    ("question p95, ms", lambda f: f.query_p95_ms, ".1f"),
    ("question p99, ms", lambda f: f.query_p99_ms, ".1f"),
    ("memory, peak of ingest, MB", lambda f: f.peak_mb, ".0f"),
    ("memory, answering, MB", lambda f: f.serving_mb, ".0f"),
    ("disk, MB", lambda f: f.disk_mb, ".1f"),
    ("cold start to first answer, s", lambda f: f.cold_s, ".2f"),
    *((f"hit rate, {size} characters", lambda f, size=size: f.hits[size], ".3f") for size in CONTEXTS),
)


def as_table(bench: Bench) -> str:
    """The figures in Markdown, which a terminal shows as well."""
    names = [each.name for each in bench.contenders]
    lines = [
        f"{bench.corpus}: {bench.characters} characters, {bench.questions} questions of which {bench.judged} judged "
        f"by their facts; medians of {bench.rounds} rounds; {bench.machine['cpus']} CPUs. A question is a complete "
        "answer for this project, retrieval of four pieces for the others.",
        "",
        _line(["", *names]),
        _line(["---", *("---:" for _ in names)]),
        *(_line([label, *(_cell(value(f), form) for f in bench.contenders)]) for label, value, form in ROWS),
        "",
        *_ratios(bench.contenders),
        *(_served(each) for each in bench.served),
        "",
        *(f"{each.name}: {each.note}" for each in bench.contenders),
    ]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


def _ratios(contenders: Sequence[Figures]) -> list[str]:
    """This project beside each other one: above 1 is quicker."""
    ours = contenders[0]
    lines = [f"ingest again: {ours.again_s / ours.ingest_s:.1%} of the first"]
    for peer in contenders[1:]:
        encoder = (
            f"encoder {ours.encoded_per_s / peer.encoded_per_s:.2f}×, "
            if ours.encoded_per_s and peer.encoded_per_s
            else ""
        )
        lines.append(
            f"beside {peer.name}: {encoder}passages/s {ours.passages_per_s / peer.passages_per_s:.2f}×, same texts "
            f"{peer.ingest_s / ours.ingest_s:.2f}× as fast, question p50 {ours.query_p50_ms / peer.query_p50_ms:.2f}× "
            f"and p95 {ours.query_p95_ms / peer.query_p95_ms:.2f}× the time"
        )
    return lines


def _served(served: Served) -> str:
    times = served.query_ms
    p50, p95, p99 = (percentile(times, share) or 0.0 for share in (0.5, 0.95, 0.99))
    return (
        f"HTTP, {served.workers} processes: ready after {served.ready_s:.2f} s; complete answers p50 {p50:.1f} ms, "
        f"p95 {p95:.1f} ms, p99 {p99:.1f} ms; {served.clients} clients: {served.answers_per_s:.0f} answers/s, "
        f"{served.errors} errors, p50 {served.under_load_p50_ms:.0f} ms; {served.rss_mb:.0f} MB"
    )


def write(bench: Bench, folder: Path) -> Path:
    """``bench.json``, ``report.md`` and plots; returns the folder."""
    from eval.bench.plots import draw

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(bench.as_json(), indent=2) + "\n", "utf-8")
    (folder / "report.md").write_text(as_table(bench) + "\n", "utf-8")
    draw(bench, folder)
    return folder
