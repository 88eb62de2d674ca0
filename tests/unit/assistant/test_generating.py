"""The parts of generating that need no model: sentences out of a stream, tokens, the breaker."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.breaker import Breaker
from assistant.generating.budget import counter
from assistant.generating.parsing import Said, sentences


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It closes on 2 May 2024 [1].", [Said("It closes on 2 May 2024.", (1,))]),
        ("It closes [1][3]. It is for SMEs [2, 4].", [Said("It closes.", (1, 3)), Said("It is for SMEs.", (2, 4))]),
        ("- **First** thing [1]\n2. Second thing [2]", [Said("First thing", (1,)), Said("Second thing", (2,))]),
        ("No source at all.", [Said("No source at all.", ())]),
        ('{"text": "It closes.", "citations": [1]}\n', [Said("It closes.", (1,))]),
        ('{"text": 1', [Said('{"text": 1', ())]),
        ("\n\n", []),
    ],
)
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_sentences_come_out_the_same_however_a_stream_is_cut(text: str, said: list[Said], size: int) -> None:
    assert list(sentences(text[at : at + size] for at in range(0, len(text), size))) == said


def test_a_sentence_comes_as_soon_as_the_next_begins() -> None:
    heard: list[str] = []

    def pieces() -> object:
        for piece in ("First [1].", " Sec", "ond [2]."):
            heard.append(piece)
            yield piece

    assert next(sentences(pieces())).text == "First."  # type: ignore[arg-type]
    assert heard == ["First [1].", " Sec"]


def test_a_model_that_never_ends_a_sentence_is_cut_off() -> None:
    assert len(list(sentences("word " for _ in iter(int, 1)))) == 0


def test_the_breaker_opens_after_failures_in_a_row_and_lets_one_try_after_its_rest() -> None:
    time = [0.0]
    breaker = Breaker(2, 60, lambda: time[0])
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    time[0] = 61
    assert breaker.allows()
    assert not breaker.allows()
    breaker.succeeded()
    assert breaker.allows()


def test_tokens_are_counted_without_a_download() -> None:
    assert counter(None, lambda text: len(text.split()))("one two three four") > 4


def test_an_assistant_without_a_model_imports_no_langchain() -> None:
    code = (
        "import sys; from assistant.settings import Settings; from assistant.bootstrap import build\n"
        "from assistant.web.app import create_app; import tempfile; from pathlib import Path\n"
        "create_app(build(Settings(store=Path(tempfile.mkdtemp()), _env_file=None)))\n"
        "sys.exit(bool({'langchain', 'langchain_core', 'tiktoken', 'openai'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
