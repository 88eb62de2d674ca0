"""Questions to a few notes, from the words to the draft: what a line must hold, and which of several lines is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from assistant.answers import Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.composing.materials import Materials
from assistant.drafting import compose
from assistant.retrieving import retrieve
from assistant.understanding.understanding import understand
from assistant.wording import Wording
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

DAY = AsOf(date(2025, 9, 25))
NOTES = """# Harbour Days

## Agenda

1. Keynote: Ammonia as a fuel
Ana Ruiz, Researcher, Wood Institute
2. Panel: Grids
Moderator: Lea Maurer, Journalist
Jan Novak, Director, Grid Agency

## Pear picker

The machine of the start-up Perafino was shown. Its founder Nora Vidal expects the first sales in 2026.

## Visit to Styria

A visit to three harbours takes place on 4 November 2025. There are 25 places.

## Money in Styria

- A regional bonus of EUR 60 for each metre
- 1,300 flats built with the bonus

## Harbour Award

73 works were sent in. The winner, a school in Umeby, was announced on 2 September 2025.

## Study

58 bakeries of Brittany and Lubusz took part.

### Lubusz

17 bakeries took part.

## Nutshell

Nutshell makes trays of shells. Four partners made them with 1.1 million euros, of which 60 % came from the region.
The power has a price of 9 cents per kilowatt hour. The bus to the trays leaves at 09:00.

## The coast today

The companies of the coast were counted in a survey; the weaknesses of most are known to the banks.

### Weaknesses

- Old machines
- Hardly any own design

## Coastal Voucher

Companies with a seat on the coast can get it. Freelancers cannot apply for the voucher.
By September 2025, 410 of 600 vouchers had been given out.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The draft of an answer in one string, empty for an abstention."""
    folder: Path = tmp_path_factory.mktemp("notes")
    (folder / "in").mkdir()
    (folder / "in" / "notes.md").write_text(NOTES, "utf-8")
    store = Store(folder / "store", FakeEmbedder(), lambda: NOON)
    sync([folder / "in"], store)
    with ExitStack() as closing:
        generation = store.open()
        closing.callback(generation.close)
        book = CallBook(generation.catalogue.calls())

        def draft(question: str) -> str:
            understood = understand(Question(question), DAY, "en", book)
            found = retrieve(understood, generation)
            said = compose(Materials(understood, found, book, generation, Wording("en", DAY)))
            return " ".join(sentence.text for sentence in said.sentences) if said.status == "answered" else ""

        yield draft


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Who founded Perafino?", "founder Nora Vidal"),
        ("Who won the Harbour Award?", "a school in Umeby"),
        ("How many places are there on the visit?", "25 places"),
        ("How high is the bonus in Styria?", "EUR 60"),
        ("How many vouchers have been given out so far?", "410 of 600"),
        ("Can freelancers apply for the Coastal Voucher?", "cannot apply"),
        ("How many bakeries took part in Lubusz?", "17 bakeries"),
        ("What is the price of a kilowatt hour?", "9 cents"),
        ("At what time does the bus leave?", "09:00"),
        ("How many seats are there on the visit?", "25 places"),
        ("Who moderated the panel on grids?", "Lea Maurer"),
        ("What are the weaknesses of the companies of the coast?", "Old machines Hardly any own design"),
        ("Who gave the keynote and what was it about?", "Keynote: Ammonia as a fuel Ana Ruiz, Researcher"),
    ],
)
def test_the_line_that_holds_what_is_asked_for_is_told(told: Callable[[str], str], question: str, part: str) -> None:
    assert part in told(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who founded the Grid Agency?",
        "Name all the countries of the winners",
        "When is the visit to Munich?",
        "Who leads the Wood Institute?",
        "Who moderated the keynote?",
        "What is the turnover of Nutshell?",
    ],
)
def test_what_no_line_holds_is_not_told(told: Callable[[str], str], question: str) -> None:
    assert told(question) == ""
