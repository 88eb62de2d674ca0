from __future__ import annotations

import pytest

from assistant.understanding.exclusions import excluded
from ingest.taxonomy import load


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("all calls except tourism", ["tourism"]),
        ("anything but AI for hospitals", ["ai"]),
        ("Aufrufe, aber nicht für Tourismus", ["tourism"]),
        ("we do not need training, we want coaching", ["training"]),
        ("not only tourism", []),
        ("farming without pesticides", []),
    ],
)
def test_what_stands_behind_a_word_for_not_is_left_out(text: str, keys: list[str]) -> None:
    assert [mention.key for mention in excluded(load().find(text), text)] == keys
