from __future__ import annotations

from assistant.calls.callbook import CallBook
from vectorstore.records import Call, Evidence


def test_it_is_known_which_calls_a_passage_states_some_field_of() -> None:
    shared = Evidence("deadline", "2026-12-31", "p1", 0, 4)
    own = Evidence("title", "Coaching", "p2", 0, 4)
    book = CallBook(
        (
            Call("a", "Training", "Training.", "d", "p1", evidence=(shared, shared)),
            Call("b", "Coaching", "Coaching.", "d", "p2", evidence=(own, shared)),
        )
    )
    assert [call.call_id for call in book.stated_in("p1")] == ["a", "b"]
    assert [call.call_id for call in book.stated_in("p2")] == ["b"]
    assert book.stated_in("p3") == ()


def test_a_call_is_of_its_programme_and_of_those_that_this_is_part_of() -> None:
    of_life = Call("a", "Rivers", "Rivers.", "d", "p", topic_id="LIFE-2026-SAP-NAT", programme="LIFE")
    book = CallBook((of_life, Call("b", "Own", "Own.", "d", "p", programme="Harbour Fund")))
    assert [*book.of_programmes(["life"])] == [True, False]
    assert [*book.of_programmes(["harbour fund"])] == [False, True]
    assert not book.of_programmes(["erasmus"]).any()


def test_a_programme_that_only_its_source_knows_is_named_in_full_or_by_a_word_of_its_own() -> None:
    names = ("Alpenregion Tourismusfonds", "Harbour Fund", "LIFE")
    calls = (Call(name, "Quiet harbour", "Huts.", "d", "p", programme=name) for name in names)
    book = CallBook(tuple(calls))
    assert book.own_programmes("Welche Aufrufe der Alpenregion?") == ("alpenregion tourismusfonds",)
    assert book.own_programmes("calls of the harbour fund") == ("harbour fund",)
    assert book.own_programmes("a harbour that needs a fund of LIFE") == ()
