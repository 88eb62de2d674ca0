"""``euclusters eval retrieval``: this project's ranking of a test collection, beside each of its halves alone."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING

from eval.retrieval.beir import Collection, read_collection
from eval.retrieval.indexing import document_id, index_collection
from eval.retrieval.measures import MEASURES

if TYPE_CHECKING:
    from vectorstore.generation import Generation
    from vectorstore.records import Hit

__all__ = ["Evaluated", "evaluate_collection", "table", "write"]

DEPTH = 400  # passages, so that a hundred documents come out of them
SYSTEMS = ("hybrid", "BM25 alone", "dense alone")
Rankings = dict[str, dict[str, list[tuple[str, float]]]]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Figures by system and measure, each system's ranking of every query, and what the run took."""

    collection: str
    documents: int
    queries: int
    figures: dict[str, dict[str, float]]
    rankings: Rankings
    build_s: float
    query_ms: float

    def as_json(self) -> dict[str, object]:
        """The content of ``retrieval.json``."""
        sizes = {"collection": self.collection, "documents": self.documents, "queries": self.queries}
        return {**sizes, "figures": self.figures, "build_s": self.build_s, "query_ms_p50": self.query_ms}


def evaluate_collection(folder: Path) -> Evaluated:
    """Index the collection into a temporary store and rank every judged query; raises CollectionError."""
    from assistant.settings import Settings
    from vectorstore.embedders import open_embedder
    from vectorstore.rerankers import open_reranker

    collection = read_collection(folder)
    settings = Settings()
    embedder = open_embedder(settings.embedder, settings.cache)
    with tempfile.TemporaryDirectory(prefix="euclusters-retrieval-", ignore_cleanup_errors=True) as place:
        begun = time.perf_counter()
        store = index_collection(collection, Path(place), embedder, open_reranker(settings.reranker))
        build_s = time.perf_counter() - begun
        with closing(store.open()) as generation:
            rankings, query_ms = _rank(collection, generation)
    return Evaluated(
        collection.name,
        len(collection.documents),
        len(collection.queries),
        {system: _figures(collection, rankings[system]) for system in SYSTEMS},
        rankings,
        round(build_s, 2),
        round(query_ms, 2),
    )


def _rank(collection: Collection, generation: Generation) -> tuple[Rankings, float]:
    """Each query's documents by each system, and the median milliseconds of a query."""
    names = {document_id(text.doc_id): text.doc_id for text in collection.documents}
    rankings: Rankings = {system: {} for system in SYSTEMS}
    times = []
    for query_id, query in collection.queries.items():
        begun = time.perf_counter()
        hits = generation.search(query, DEPTH)
        times.append(1000 * (time.perf_counter() - begun))
        owners = {
            name: p.document_id for name, p in generation.catalogue.passages_by_id(h.passage_id for h in hits).items()
        }
        for system, scored in zip(SYSTEMS, _scores(hits), strict=True):
            rankings[system][query_id] = _documents(scored, owners, names)
    return rankings, median(times)


def _scores(hits: Iterable[Hit]) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """The same candidates under the fused score, BM25 and the cosine; BM25 knows only those that share a word."""
    listed = list(hits)
    return (
        {hit.passage_id: hit.score for hit in listed},
        {hit.passage_id: hit.lexical for hit in listed if hit.lexical > 0},
        {hit.passage_id: hit.similarity for hit in listed},
    )


def _documents(
    scored: Mapping[str, float], owners: Mapping[str, str], names: Mapping[str, str]
) -> list[tuple[str, float]]:
    """Passages rolled up: a document counts as its best passage."""
    best: dict[str, float] = {}
    for passage_id, score in scored.items():
        name = names[owners[passage_id]]
        best[name] = max(score, best.get(name, score))
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))


def _figures(collection: Collection, ranking: Mapping[str, list[tuple[str, float]]]) -> dict[str, float]:
    ranked = {query: [name for name, _ in found] for query, found in ranking.items()}
    return {
        name: round(fmean(measure(ranked[query], collection.judgements[query]) for query in ranked), 4)
        for name, measure in MEASURES.items()
    }


def table(evaluated: Evaluated) -> str:
    """The figures for a terminal."""
    lines = [
        f"{evaluated.collection}: {evaluated.documents} documents, {evaluated.queries} queries; "
        f"built in {evaluated.build_s} s, {evaluated.query_ms} ms a query",
        f"{'':<14}" + "".join(f"{name:>9}" for name in MEASURES),
    ]
    for system, figures in evaluated.figures.items():
        lines.append(f"{system:<14}" + "".join(f"{figures[name]:>9.4f}" for name in MEASURES))
    return "\n".join(lines)


def write(evaluated: Evaluated, folder: Path) -> Path:
    """Write ``retrieval.json`` and the ranking in TREC's format, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "retrieval.json").write_text(json.dumps(evaluated.as_json(), indent=2) + "\n", "utf-8")
    lines = (
        f"{query} Q0 {name} {rank} {score:.6f} euclusters\n"
        for query, found in evaluated.rankings["hybrid"].items()
        for rank, (name, score) in enumerate(found[:100], 1)
    )
    (folder / "run.trec").write_text("".join(lines), "utf-8")
    return folder
