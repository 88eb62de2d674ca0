from __future__ import annotations

from datetime import date

import pytest

from assistant.answers import Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.composing.answer_types import holds_type
from assistant.understanding.understanding import understand


@pytest.mark.parametrize(
    ("question", "line", "holds"),
    [
        ("By when must one apply?", "Applications: until 15 April 2026", True),
        ("By when must one apply?", "Application deadline: 15 April 2026", True),
        ("By when must one apply?", "Organised by the harbour since 2019", False),
        ("Until when did phase IV run?", "2019-2022: phase IV focused on cooperation", True),
        ("When does the project end?", "It runs from January 2024 to December 2026", True),
        ("By when must one apply?", "It runs from January 2024 to December 2026", False),
        ("Where does the fair take place?", "https://fair.example/2026", False),
        ("In which city was the first fair?", "It began in 2022 in Villach", True),
        ("What does it cost to attend?", "a delegation of about 80 companies", False),
        ("What does it cost to attend?", "Attendance costs EUR 120", True),
        ("What does it cost to attend?", "Attendance is free of charge", True),
        ("What is the acceptance rate?", "10 projects were accepted", False),
        ("What is the acceptance rate?", "12 % of the projects were accepted", True),
        ("How many companies come?", "Cluster to Business (C2B) and 5G", False),
        ("How many patents come from there?", "around a third portion of the patents", True),
        ("How long will the network run?", "from 1 July 2025 until 31 December 2028", True),
        ("How long will the network run?", "the network of 2024", False),
        ("In which city is it held?", "7-8 MAY 2024, BRUSSELS", True),
        ("In which city is it held?", "Smart city, connectivity", False),
        ("How many projects are expected?", "projects of Cluster 2", False),
        ("What is the phone number of Ana?", "Ana: ana@cluster.example", False),
        ("What is the phone number of Ana?", "Ana: +39 0471 555 0100", True),
        ("What is Ana's e-mail?", "Ana: ana@cluster.example", True),
        ("Where can the discussion be continued?", "https://www.linkedin.com/groups/9503062/", True),
        ("How many people were there?", "the talk of 5 October 2022, 8:30 – 9:30", False),
        ("What is the fee for the course?", "Course: Lean logistics\nFee (EUR): 220", True),
        ("How many foundries were there?", "foundries can receive up to 30,000 euro", False),
        ("The budget is how many million?", "an overall budget of €42 million", True),
        ("How much did the fund pay out?", "83 % of the participants finished", False),
        ("How much does the fund pay?", "70 % of the course fee", True),
        ("In which room is the workshop?", "the workshop in Turku", False),
        ("In which room is the workshop?", "Workshop: labels (room Ziller)", True),
        ("Combien d'orateurs y avait-il ?", "Speakers: 56", True),
        ("Wie viele Redner gab es?", "Speakers: 56", True),
    ],
)
def test_a_line_holds_the_kind_of_thing_asked_for(question: str, line: str, holds: bool) -> None:
    understood = understand(Question(question), AsOf(date(2024, 5, 15)), "en", CallBook(()))
    assert holds_type(understood, line) is holds
