from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.bench.serving import Served
from eval.growth import Grown, as_table, write
from eval.growth.building import Built
from eval.growth.copying import copies
from eval.growth.perturbing import Perturbing
from eval.growth.texts import real_contents, recombined
from ingest.calls import merge
from tests.conftest import CORPUS
from tests.fakes import FakeEmbedder
from vectorstore.records import Locator, Passage


def passages() -> list[Passage]:
    texts = ("Water is reused. Plants save half of it.", "Grants pay for training. Apply by May.")
    place = Locator("section", "1")
    return [Passage(f"p{n}", "d", "s", n, place, (f"Heading {n}",), text) for n, text in enumerate(texts)]


def made(wanted: int) -> list[Passage]:
    sources = recombined(passages(), wanted)
    return [p for source in sources for item in source.documents for p in item.passages]


def test_texts_are_recombined_from_real_sentences_and_are_the_same_each_time() -> None:
    found = made(250)
    assert len(found) == len({p.passage_id for p in found}) == 250
    real = ("Water is reused.", "Plants save half of it.", "Grants pay for training.", "Apply by May.")
    for passage in found:
        rest = passage.text
        for sentence in real:
            rest = rest.replace(sentence, "")
        assert not rest.strip()
    assert [p.text for p in found] == [p.text for p in made(250)]


def test_vectors_beyond_the_real_ones_are_unit_and_depend_on_the_text_alone() -> None:
    texts = [f"text number {n}" for n in range(20)]
    embedder = FakeEmbedder()
    found = Perturbing(embedder, 5).encode(texts)
    assert np.allclose(found[:5], embedder.encode(texts[:5]))
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    again = Perturbing(embedder, 5)
    parts: Sequence[np.ndarray] = [again.encode(texts[:5]), again.encode(texts[5:])]
    assert np.allclose(np.concatenate(parts), found)


def test_growth_is_shown_and_written_with_a_plot_of_each_figure(tmp_path: Path) -> None:
    served = Served(1, 2.5, 400.0, (10.0, 20.0), 16, 400, 3, 50.0, 90.0, 200.0)
    grown = [Grown(Built(n, 10, 60.0, {"embed": 40.0}, 900.0, 100.0), 0.99, 1.5, served) for n in (1000, 2000)]
    assert "| 1000 | 10 | 60 | 900 | 100 | 2.50 | 400 | 10.0 | 20.0 | 20.0 | 1.50 | 3 | 0.990 |" in as_table(grown)
    folder = write(grown, tmp_path / "out")
    assert json.loads((folder / "growth.json").read_text())[0]["recall_at_10"] == 0.99
    assert {"build.png", "memory.png", "recall.png"} <= {path.name for path in folder.iterdir()}


def test_copies_of_calls_are_calls_of_their_own() -> None:
    contents = real_contents(CORPUS / "portal-topics-2027.jsonl", FakeEmbedder())
    made = [*contents, *copies(contents, 50)]
    documents = [item.document for source in made for item in source.documents]
    calls = [call for source in made for item in source.documents for call in item.calls]
    assert len(merge(calls, documents)) == 50
