"""What is found for a question, and how much of its words each passage holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from assistant.answers import Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.retrieving import LIMIT, Retrieved, coverage, holds, retrieve
from assistant.understanding.understanding import understand
from assistant.words import stems
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

Ask = Callable[[str, list[str]], Retrieved]
COPIED = "Proposals are sent by the electronic submission system before the deadline."
OTHER = "Who has trouble with the electronic submission system rings the helpdesk in Graz."


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """A question to an index of some notes."""
    with ExitStack() as closing:

        def asked(question: str, notes: list[str]) -> Retrieved:
            (tmp_path / "in").mkdir()
            for n, note in enumerate(notes):
                (tmp_path / "in" / f"{n}.md").write_text(note, "utf-8")
            store = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
            sync([tmp_path / "in"], store)
            generation = store.open()
            closing.callback(generation.close)
            return retrieve(understand(Question(question), AsOf(date(2024, 5, 15)), "en", CallBook(())), generation)

        yield asked


@pytest.mark.parametrize("heading", ["Submission", "Submission of {n}"])
def test_copies_of_one_text_leave_room_for_others(ask: Ask, heading: str) -> None:
    copies = [f"# {heading.format(n=n)}\n\n{COPIED}\n\n# Note {n}\n\nNumber {n}.\n" for n in range(LIMIT + 10)]
    found = ask(COPIED, [*copies, f"# Help\n\n{OTHER}\n"]).found
    texts = [item.passage.text for item in found]
    assert texts[0] == COPIED
    assert OTHER in texts


def test_a_passage_with_all_words_of_the_question_stands_before_one_with_some(ask: Ask) -> None:
    found = ask("helpdesk in Graz", [f"# A\n\n{COPIED}\n", f"# B\n\n{OTHER}\n", "# C\n\nGraz is in Austria.\n"]).found
    assert found[0].passage.text == OTHER
    assert found[0].coverage == 1.0
    assert 0 < next(item.coverage for item in found if "Austria" in item.passage.text) < 1


def test_coverage_is_the_weight_of_the_words_held() -> None:
    assert coverage({"water": 3.0, "energy": 1.0}, "Reuse of water", "in towns") == 0.75
    assert coverage({}, "Reuse of water") == 0.0


@pytest.mark.parametrize(("word", "text"), [("recycling", "recycled"), ("biodiversity", "agrobiodiversity")])
def test_a_word_is_held_by_its_stem_or_as_part_of_a_compound(word: str, text: str) -> None:
    assert holds(stems(text), word)
    assert not holds(stems("something else"), word)


@pytest.mark.parametrize(
    ("question", "is_weighed"),
    [
        ("Will the slides be shared?", True),
        ("What is shared in the slides?", False),
        ("What do these slides say of sharing?", False),
        ("Do the slides mention sharing?", False),
    ],
)
def test_a_source_is_a_subject_of_its_own_only_where_something_happens_to_it(
    ask: Ask, question: str, is_weighed: bool
) -> None:
    assert ("slides" in ask(question, ["# Note\n\nShared value.\n"]).weights) is is_weighed


def test_a_word_that_only_the_title_holds_counts_by_half_where_the_question_names_the_title(ask: Ask) -> None:
    page = "---\ntitle: Summer School {more}\n---\n# Fees\n\nStudents of any kind and age give 180 euros.\n"
    found = ask("students summer school", [page.format(more="2026"), page.format(more="of ports, data, law and ships")])
    own = coverage(found.weights, "students")
    assert [round(item.coverage, 3) for item in found.found] == [round(own + (1 - own) / 2, 3), round(own, 3)]
