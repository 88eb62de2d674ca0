"""A catalogue of many calls: how long a complete answer takes beside one with the calls of the corpus alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eval.growth.copying import copies
from eval.growth.perturbing import Perturbing
from eval.growth.places import kept_in
from eval.growth.texts import real_contents
from eval.percentiles import percentile

if TYPE_CHECKING:
    from assistant.answers import Question
    from vectorstore.drafts.draft import SourceContent
    from vectorstore.embedders import Embedder

__all__ = ["Answered", "as_table", "measure_calls"]

ROUNDS = 3
ENCODED = 2000  # passages with real vectors
KINDS = ("recommendation", "list", "call_fact")  # tags of questions

Asked = dict[str, list["Question"]]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds of complete answers to one kind of question, with so many calls in the catalogue."""

    calls: int
    kind: str
    p50_ms: float
    p95_ms: float


def measure_calls(corpus: Path, size: int, tell: Tell = print, keep: Path | None = None) -> tuple[Answered, ...]:
    """The corpus as it is, then with copies of its calls up to ``size``; the questions are those on calls.

    Stores are built in a temporary folder, or kept in ``keep/calls-SIZE``: one that stands there is read as it is.
    """
    from assistant.settings import Settings
    from vectorstore.embedders import open_embedder

    settings = Settings()
    embedder = open_embedder(settings.embedder, settings.cache)
    with kept_in(keep) as place:
        stores = [place / f"calls-{name}" for name in ("few", size)]
        if not all((store / "current").exists() for store in stores):
            contents = real_contents(corpus, embedder)
            for store, more in zip(stores, ((), copies(contents, size)), strict=True):
                _build(store, (*contents, *more), embedder, tell)
        return tuple(each for store in stores for each in _answered(store, _questions()))


def _build(store: Path, sources: Iterable[SourceContent], embedder: Embedder, tell: Tell) -> None:
    from assistant.clock import utc_now
    from ingest.syncing import merged
    from vectorstore.store import Store

    if (store / "current").exists():
        return
    begun = time.perf_counter()
    with Store(store, Perturbing(embedder, ENCODED), utc_now).writing() as writing:
        for source in sources:
            writing.put(source)
        counts = writing.publish(merged).counts
    tell(f"{counts.calls} calls, {counts.passages} passages: built in {time.perf_counter() - begun:.0f} s")


def _questions() -> Asked:
    """The questions of a single turn of the project's set on calls, by kind."""
    from assistant.answers import Question
    from eval.bench.measuring import QUESTIONS
    from eval.sets import load

    calls = load(QUESTIONS / "calls.yaml")
    single = [each for each in calls.questions if each.question]
    return {
        kind: [Question(e.question or "", as_of=calls.day_of(e)) for e in single if kind in e.tags] for kind in KINDS
    }


def _answered(store: Path, asked: Asked) -> list[Answered]:
    from assistant.bootstrap import build
    from assistant.settings import Settings

    assistant = build(Settings(store=store))
    with assistant.reader.reading() as generation:
        held = len(generation.catalogue.calls())
    times = {kind: _times(questions, assistant.answer) for kind, questions in asked.items()}
    return [Answered(held, kind, percentile(t, 0.5) or 0.0, percentile(t, 0.95) or 0.0) for kind, t in times.items()]


def _times(questions: Sequence[Question], answer: Callable[[Question], object]) -> list[float]:
    """Without the first round, in which everything is loaded."""
    return [_timed(partial(answer, each)) for each in list(questions) * (ROUNDS + 1)][len(questions) :]


def _timed(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - begun)


def as_table(answered: Sequence[Answered]) -> str:
    """A line for each kind of question and number of calls, in Markdown."""
    lines = ["| questions | calls | answer p50, ms | answer p95, ms |", "|---|---:|---:|---:|"]
    by_kind = sorted(answered, key=lambda each: (KINDS.index(each.kind), each.calls))
    return "\n".join([*lines, *(f"| {e.kind} | {e.calls} | {e.p50_ms:.1f} | {e.p95_ms:.1f} |" for e in by_kind)])
