from __future__ import annotations

import pytest

from assistant.desk.cleaning import cell, clean
from assistant.desk.kinds import kind_of
from assistant.desk.records import Incoming
from assistant.desk.speakers import addressed, unaddressed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hello everyone", "greeting"),
        ("Good morning from Lisbon!", "greeting"),
        ("Many thanks for the great presentation", "greeting"),
        ("Danke!", "greeting"),
        ("Merci beaucoup, très intéressant", "greeting"),
        ("dzień dobry wszystkim", "greeting"),
        ("no sound", "technical"),
        ("We can't hear you", "technical"),
        ("is marco cutting out for anyone else?", "technical"),
        ("The slides are not moving", "technical"),
        ("Kein Ton!", "technical"),
        ("On n'entend rien", "technical"),
        ("no se oye nada", "technical"),
        ("non si sente", "technical"),
        ("nie słychać", "technical"),
        ("https://spam.example/win", "spam"),
        ("CLICK HERE to make money from home", "spam"),
        ("🎉🎉🎉", "spam"),
        ("buy buy buy buy buy buy buy buy", "spam"),
        ("Thanks! Who may apply for GEMSTONE?", "question"),
        ("Hello, when does it close?", "question"),
        ("Can you hear from us after the call closes?", "question"),
        ("Does GEMSTONE fund sound insulation?", "question"),
        ("deadline of the GEMSTONE call", "question"),
        ("Are SMEs without audio equipment eligible for a video production voucher?", "question"),
        ("Is https://example.eu/call still open?", "question"),
        ("Wer darf sich bewerben", "question"),
    ],
)
def test_what_is_no_question_is_set_apart(text: str, kind: str) -> None:
    assert kind_of(Incoming(text)) == kind


def test_what_asks_nothing_in_a_chat_is_a_remark() -> None:
    assert kind_of(Incoming("this looks like a bug to me", remark=True)) == "remark"
    assert kind_of(Incoming("why is it closed", remark=True)) == "question"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("@Anna: who may apply?", "Anna Kowalska"),
        ("Question for Mr Dupont: why?", "Jean Dupont"),
        ("Frage an Anna: warum?", "Anna Kowalska"),
        ("Anna, when does it close?", "Anna Kowalska"),
        ("What did Jean Dupont say about resilience?", "Jean Dupont"),
        ("Is there a call named Anna's law?", None),
        ("Savannah water calls?", None),
        ("Who may apply?", None),
    ],
)
def test_a_question_to_a_named_speaker_is_marked(text: str, speaker: str | None) -> None:
    assert addressed(text, ("Anna Kowalska", "Jean Dupont")) == speaker


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Question for Anna: which calls are open?", "which calls are open?"),
        ("@Anna Kowalska, which calls are open?", "which calls are open?"),
        ("@Anna what is open?", "what is open?"),
        ("Frage an Anna: was?", "was?"),
        ("Which calls did Anna name, and why?", "Which calls did Anna name, and why?"),
        ("Anna:", "Anna:"),
    ],
)
def test_the_address_is_not_asked(text: str, asked: str) -> None:
    assert unaddressed(text, "Anna Kowalska") == asked


@pytest.mark.parametrize(
    ("raw", "harmless"),
    [
        ("a\u202eb\u200bc\u2066d\ufeff", "abcd"),
        ("e\u0301te\u0301", "été"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("👩\u200d🔬 asks", "👩\u200d🔬 asks"),
        ("a\u200db", "ab"),
        ("Z" + "\u0301" * 40, "Ź" + "\u0301" * 4),
        ("tag\U000e0041\U000e0042", "tag"),
        ("  two \t spaces \r\n\r\n\r\n\r\nline ", "two spaces\n\nline"),
    ],
)
def test_nothing_invisible_is_kept(raw: str, harmless: str) -> None:
    assert clean(raw) == harmless


def test_50_000_characters_are_cut_and_it_shows() -> None:
    found = clean("x" * 50_000)
    assert len(found) == 5000
    assert found.endswith("…")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", '"=1"', "＝1", "\n=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert str(cell(text)).startswith("'")
    assert cell("Who?") == "Who?"
