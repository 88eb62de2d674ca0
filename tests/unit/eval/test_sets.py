from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eval.errors import QuestionSetError
from eval.sets import QuestionSet, load

HEAD = "name: a set\nas_of: 2024-05-15\naliases: {WATER: 'CirInWater', ING_INT: 'INGENIOUS'}\nquestions:\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "set.yaml"
    file.write_text(text, "utf-8")
    return file


def refused(folder: Path, text: str) -> str:
    with pytest.raises(QuestionSetError) as caught:
        load(written(folder, text))
    return caught.value.message


def loaded(folder: Path, questions: str) -> QuestionSet:
    return load(written(folder, HEAD + questions))


def test_a_question_of_its_own_day_overrides_the_sets(tmp_path: Path) -> None:
    read = loaded(tmp_path, "- {id: A, question: x}\n- {id: B, question: y, as_of: 2024-10-03}\n")
    assert [read.day_of(question) for question in read.questions] == [date(2024, 5, 15), date(2024, 10, 3)]


def test_a_name_that_is_no_alias_is_a_regex(tmp_path: Path) -> None:
    read = loaded(tmp_path, "- {id: A, question: x, all: [WATER, 'LIFE-2026']}\n")
    assert [read.pattern(name) for name in read.questions[0].all] == ["CirInWater", "LIFE-2026"]


def test_turns_are_asked_in_order(tmp_path: Path) -> None:
    assert loaded(tmp_path, "- {id: A, turns: [first, then]}\n").questions[0].asked == ("first", "then")


def test_numbers_may_stand_for_themselves(tmp_path: Path) -> None:
    question = loaded(tmp_path, "- {id: 7, question: how many, say: [56]}\n").questions[0]
    assert (question.id, question.say) == ("7", ("56",))


def test_an_empty_alias_list_is_none(tmp_path: Path) -> None:
    assert load(written(tmp_path, "name: n\naliases:\nquestions: [{id: A, question: x}]\n")).aliases == {}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("- {id: A, question: x, sya: [a]}", ["question A", "field sya", "no such field"]),
        ("- {id: A, question: x, say: ['(']}", ["question A", "field say.0", "not a regular expression"]),
        ("- {id: A, question: x, say: word}", ["question A", "field say"]),
        ("- {id: A, question: x, expect: silence}", ["question A", "field expect", "'abstain'"]),
        ("- {id: A, question: x, as_of: yesterday}", ["question A", "field as_of", "date"]),
        ("- {id: A, question: x, all: [ING_TRAIN]}", ["question A", "ING_TRAIN is not among the aliases"]),
        ("- {id: A, question: ' '}", ["question A", "field question", "must not be blank"]),
        ("- {id: A}", ["question A", "either 'question' or 'turns'"]),
        ("- {id: A, question: x, turns: [y]}", ["question A", "either 'question' or 'turns'"]),
        ("- {question: x}", ["question no. 1", "field id"]),
        ("- {id: A, question: x}\n- {id: A, question: y}", ["question A", "more than once"]),
        ("- just text", ["question no. 1"]),
    ],
)
def test_an_error_names_file_question_and_field(tmp_path: Path, question: str, words: list[str]) -> None:
    message = refused(tmp_path, HEAD + question + "\n")
    assert [word for word in [str(tmp_path / "set.yaml"), *words] if word not in message] == []
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: [", "not valid YAML"),
        ("- a list", "must be a mapping"),
        ("", "must be a mapping"),
        ("name: n\n", "questions"),
        ("name: n\nquestions: []\n", "questions"),
        ("name: n\nas_of: 2024-13-45\nquestions: [{id: A, question: x}]\n", "month must be in 1..12"),
        ("name: n\nquestions: [{id: A, question: x, say: [a], say: [b]}]\n", "say is given twice"),
        ("name: n\naliases: {A: '['}\nquestions: [{id: A, question: x}]\n", "aliases.A"),
    ],
)
def test_a_malformed_set_is_refused(tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(tmp_path, text)


def test_a_name_in_capitals_that_is_no_alias_is_told(tmp_path: Path) -> None:
    read = loaded(tmp_path, "- {id: A, question: x, first: [WATRE], none: [WATER, 'LIFE-2026', Clean]}\n")
    assert read.doubtful_names() == (("A", "WATRE"),)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("s.csv", "id,question,say\nA,q,a,b\n", ["question A", "more cells than the header"]),
        ("s.csv", "id,frage\nA,q\n", ["question A", "field frage"]),
        ("s.csv", "", ["questions"]),
        ("s.jsonl", '{"id": "A"', ["not JSON lines"]),
        ("s.jsonl", '{"id": "A", "question": "q"}\n[1]\n', ["question no. 2"]),
    ],
)
def test_lines_and_tables_are_refused_with_their_place(tmp_path: Path, name: str, text: str, words: list[str]) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(QuestionSetError) as caught:
        load(tmp_path / name)
    assert [word for word in words if word not in caught.value.message] == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"none\.yaml: cannot be read"):
        load(tmp_path / "none.yaml")


def test_a_binary_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionSetError, match="not UTF-8"):
        load(tmp_path / "set.yaml")


def test_the_shared_sets_load(shared: Path) -> None:
    sizes = {file.stem: len(load(file).questions) for file in (shared / "questions").glob("*.yaml")}
    assert sizes["seed_deck_dev"] >= 38
    assert sizes["portal_dev"] >= 10
