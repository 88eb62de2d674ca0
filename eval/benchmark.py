"""Speed of ingestion and of answering, several rounds in turn, medians; alone or beside a stock pipeline."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from eval.contenders import Contender, Ours
from eval.errors import BenchmarkError
from eval.sets import QuestionSet, load

__all__ = ["Bench", "Figures", "as_table", "benchmark", "measure", "write"]

SAMPLE = Path(__file__).parent / "questions" / "sample_corpus.yaml"

Asked = tuple[str, date | None]
Stopwatch = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians of one contender: seconds for the whole corpus, milliseconds a question."""

    name: str
    asked_for: str
    passages: int
    ingest_s: float
    question_ms: float

    @property
    def passages_per_s(self) -> float:
        return self.passages / self.ingest_s


@dataclass(frozen=True, slots=True)
class Bench:
    """All contenders, this project's first, over the same texts and questions."""

    corpus: str
    questions: int
    repeats: int
    contenders: tuple[Figures, ...]

    def as_json(self) -> dict[str, object]:
        """The content of ``bench.json``; ratios above 1 mean that this project is faster."""
        listed = [{**asdict(each), "passages_per_s": each.passages_per_s} for each in self.contenders]
        return {**asdict(self), "contenders": listed, "ratios": [_ratios(self, peer) for peer in self.contenders[1:]]}


def benchmark(corpus: Path, questions: Path | None = None, *, repeats: int = 3, with_peers: bool = False) -> Bench:
    """Measure on this machine, now; raises BenchmarkError without a corpus."""
    if not corpus.exists():
        raise BenchmarkError(f"{corpus} does not exist: give a file or folder with --corpus.")
    asked = _single_turns(load(questions or SAMPLE))
    contenders: list[Contender] = [Ours(corpus)]
    if with_peers:
        from eval.peers import StockPipeline, texts_of

        contenders.append(StockPipeline(texts_of(corpus)))
    return Bench(str(corpus), len(asked), repeats, measure(contenders, asked, repeats))


def measure(
    contenders: Sequence[Contender], asked: Sequence[Asked], repeats: int, stopwatch: Stopwatch = time.perf_counter
) -> tuple[Figures, ...]:
    """The figures of each contender; they take turns, so that a machine that slows down slows all of them."""
    with tempfile.TemporaryDirectory(prefix="euclusters-bench-", ignore_cleanup_errors=True) as folder:
        ingests = _time_ingests(contenders, repeats, Path(folder), stopwatch)
        _warm_up(contenders, asked)
        questions = _time_questions(contenders, asked, repeats, stopwatch)
    return tuple(_figures(each, ingests[each.name], questions[each.name]) for each in contenders)


def _figures(contender: Contender, ingests: Sequence[tuple[int, float]], questions: Sequence[float]) -> Figures:
    return Figures(
        contender.name,
        contender.asked_for,
        passages=ingests[-1][0],
        ingest_s=statistics.median(seconds for _, seconds in ingests),
        question_ms=1000 * statistics.median(questions),
    )


def _time_ingests(
    contenders: Sequence[Contender], repeats: int, folder: Path, stopwatch: Stopwatch
) -> dict[str, list[tuple[int, float]]]:
    """Passages and seconds of every round, each round into a folder of its own."""
    times: dict[str, list[tuple[int, float]]] = {each.name: [] for each in contenders}
    for turn in range(repeats):
        for n, each in enumerate(_in_turn(contenders, turn)):
            begun = stopwatch()
            passages = each.ingest(folder / f"{turn}-{n}")
            times[each.name].append((passages, stopwatch() - begun))
    return times


def _time_questions(
    contenders: Sequence[Contender], asked: Sequence[Asked], repeats: int, stopwatch: Stopwatch
) -> dict[str, list[float]]:
    """Seconds of every question in every round."""
    times: dict[str, list[float]] = {each.name: [] for each in contenders}
    for turn in range(repeats):
        for question, as_of in asked:
            for each in _in_turn(contenders, turn):
                begun = stopwatch()
                each.ask(question, as_of)
                times[each.name].append(stopwatch() - begun)
    return times


def as_table(bench: Bench) -> str:
    """The figures for a terminal."""
    lines = [
        f"{bench.corpus}: {bench.questions} questions, medians of {bench.repeats} rounds",
        f"{'':<30}{'passages':>10}{'ingest s':>10}{'passages/s':>12}{'question ms':>13}  gives",
    ]
    lines += [
        f"{each.name:<30}{each.passages:>10}{each.ingest_s:>10.2f}{each.passages_per_s:>12.1f}"
        f"{each.question_ms:>13.2f}  {each.asked_for}"
        for each in bench.contenders
    ]
    for peer in bench.contenders[1:]:
        ratios = _ratios(bench, peer)
        lines.append(
            f"beside {peer.name}: {ratios['passages_per_s']}× the passages a second, "
            f"whole corpus {ratios['ingest']}× as fast, questions {ratios['question']}× as fast"
        )
    return "\n".join(lines)


def write(bench: Bench, folder: Path) -> Path:
    """Write ``bench.json`` into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "bench.json"
    file.write_text(json.dumps(bench.as_json(), indent=2) + "\n", "utf-8")
    return file


def _single_turns(questions: QuestionSet) -> tuple[Asked, ...]:
    """Follow-ups are left out: a stock pipeline has no conversation to follow."""
    return tuple((each.question, questions.day_of(each)) for each in questions.questions if each.question)


def _in_turn(contenders: Sequence[Contender], turn: int) -> Sequence[Contender]:
    return contenders if turn % 2 == 0 else contenders[::-1]


def _warm_up(contenders: Sequence[Contender], asked: Sequence[Asked]) -> None:
    for each in contenders:
        for question, as_of in asked[:3]:
            each.ask(question, as_of)


def _ratios(bench: Bench, peer: Figures) -> dict[str, float | str]:
    ours = bench.contenders[0]
    return {
        "beside": peer.name,
        "passages_per_s": round(ours.passages_per_s / peer.passages_per_s, 2),
        "ingest": round(peer.ingest_s / ours.ingest_s, 2),
        "question": round(peer.question_ms / ours.question_ms, 2),
    }
