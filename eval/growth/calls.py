"""A catalogue of many calls: how long a complete answer takes beside one with the calls of the corpus alone."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from eval.bench.texts import Asked, questions_of
from eval.growth.perturbing import Perturbing
from eval.growth.texts import real_contents
from eval.percentiles import percentile

if TYPE_CHECKING:
    from vectorstore.draft import DocumentContent, SourceContent
    from vectorstore.embedders import Embedder
    from vectorstore.records import Call, Passage

__all__ = ["Answered", "as_table", "measure_calls"]

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds of complete answers in this process, with so many calls in the catalogue."""

    calls: int
    p50_ms: float
    p95_ms: float


def measure_calls(corpus: Path, size: int, tell: Callable[[str], None] = print) -> tuple[Answered, Answered]:
    """The corpus as it is, then with copies of its calls up to ``size``; the questions are those on calls."""
    from assistant.settings import Settings
    from eval.bench.measuring import DEVELOPMENT
    from vectorstore.embedders import open_embedder

    settings = Settings()
    embedder = open_embedder(settings.embedder, settings.cache)
    asked = questions_of([file for file in DEVELOPMENT if "calls" in file.name])
    contents = real_contents(corpus, embedder)
    few, many = (_answered([*contents, *more], embedder, asked, tell) for more in ((), copies(contents, size)))
    return few, many


def _answered(
    sources: Sequence[SourceContent], embedder: Embedder, asked: Sequence[Asked], tell: Callable[[str], None]
) -> Answered:
    from assistant.answers import Question
    from assistant.bootstrap import build
    from assistant.clock import utc_now
    from assistant.settings import Settings
    from ingest.syncing import merged
    from vectorstore.store import Store

    with tempfile.TemporaryDirectory(prefix="euclusters-calls-", ignore_cleanup_errors=True) as place:
        root = Path(place) / "store"
        with Store(root, Perturbing(embedder, 2000), utc_now).writing() as writing:
            for source in sources:
                writing.put(source)
            manifest = writing.publish(merged)
        tell(f"{manifest.counts.calls} calls, {manifest.counts.passages} passages: indexed")
        assistant = build(Settings(store=root))
        questions = [Question(each.question, as_of=each.as_of) for each in asked]
        times = [_timed(partial(assistant.answer, each)) for each in questions * (ROUNDS + 1)][len(asked) :]
        return Answered(manifest.counts.calls, percentile(times, 0.5) or 0.0, percentile(times, 0.95) or 0.0)


def _timed(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - begun)


def copies(contents: Sequence[SourceContent], size: int) -> Iterator[SourceContent]:
    """Sources of one call each, until there are ``size`` calls with those of the contents."""
    from vectorstore.draft import SourceContent

    single = [item for source in contents for item in source.documents if len(item.calls) == 1]
    have = sum(len(item.calls) for source in contents for item in source.documents)
    made = (_copy(item, number) for number in count(1) for item in single)
    for at, item in enumerate(islice(made, max(0, size - have))):
        yield SourceContent(f"/copies/{at}", str(at), "1", (item,))


def _copy(item: DocumentContent, number: int) -> DocumentContent:
    """The same document under names of its own; its texts end differently, so that each has its own vector."""
    name = f"{item.document.document_id}x{number}"
    (call,) = item.calls
    return replace(
        item,
        document=replace(item.document, document_id=name, digest=name),
        sections=tuple(replace(s, document_id=name, section_id=f"{s.section_id}x{number}") for s in item.sections),
        passages=tuple(_passage(passage, name, number) for passage in item.passages),
        calls=(_call(call, name, number),),
    )


def _passage(passage: Passage, document_id: str, number: int) -> Passage:
    return replace(
        passage,
        passage_id=f"{passage.passage_id}x{number}",
        document_id=document_id,
        section_id=f"{passage.section_id}x{number}",
        text=f"{passage.text} Copy {number}.",
    )


def _call(call: Call, document_id: str, number: int) -> Call:
    evidence = tuple(replace(each, passage_id=f"{each.passage_id}x{number}") for each in call.evidence)
    return replace(
        call,
        call_id=f"{call.call_id}x{number}",
        title=f"{call.title} {number}",
        topic_id=f"{call.topic_id}-X{number}" if call.topic_id else None,
        document_id=document_id,
        passage_id=f"{call.passage_id}x{number}",
        evidence=evidence,
    )


def as_table(few: Answered, many: Answered) -> str:
    """Both in Markdown, and how many times longer the many take."""
    lines = ["| calls | answer p50, ms | answer p95, ms |", "|---:|---:|---:|"]
    lines += [f"| {each.calls} | {each.p50_ms:.1f} | {each.p95_ms:.1f} |" for each in (few, many)]
    return "\n".join([*lines, "", f"p50 with {many.calls} calls: {many.p50_ms / few.p50_ms:.2f} times as long"])
