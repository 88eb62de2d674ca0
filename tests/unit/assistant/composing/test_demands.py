from __future__ import annotations

from datetime import date

import pytest

from assistant.answers import Question
from assistant.callbook import CallBook
from assistant.composing.demands import Demands, demands
from assistant.understanding import understand


def of(question: str) -> Demands:
    return demands(understand(Question(question), date(2024, 5, 15), "en", CallBook(())))


@pytest.mark.parametrize(
    ("question", "line", "answers"),
    [
        ("Who is the CEO of PROPLAST?", "Cluster manager, PROPLAST Italy", False),
        ("Who is the CEO of PROPLAST?", "CEO, PROPLAST Italy", True),
        ("How many employees does AgriFood have?", "AgriFood took part in 3 projects", False),
        ("How many people took part?", "Participants: 700", True),
        ("What was the success rate in 2023?", "In 2023 the network had 40 members", False),
        ("What does the profile of Portugal say?", "The profile of France names its clusters", False),
        ("What does the profile of France say?", "The French profile names its clusters", True),
        ("Which cities host it in October 2024?", "Palma de Mallorca, Spain - 24-25 October 2024", True),
        ("Which cities host it in October 2024?", "Heilbronn, Germany - 13-14 November 2024", False),
        ("Who spoke on 13 December 2023?", "Speakers on 13 December 2023", True),
        ("Who spoke on 13 December 2023?", "Speakers on 21 February 2024", False),
        ("Who is the treasurer of PROPLAST?", "Susana Remotti, Cluster Project Manager, PROPLAST", False),
        ("Who is Susana Remotti's boss?", "Susana Remotti, Cluster Project Manager, PROPLAST", False),
        ("What does Strand B focus on?", "Strand A supports partnerships", False),
        ("How many companies come from Canada?", "About 80 companies from Taiwan", False),
        ("When is the third webinar?", "The webinar takes place on 10 March", False),
        ("When is AllDevs #45?", "AllDevs #40, 15 July 2026", False),
    ],
)
def test_a_line_must_hold_what_the_question_demands(question: str, line: str, answers: bool) -> None:
    assert of(question).met(line, "profile") is answers


def test_a_name_may_stand_in_the_heading() -> None:
    assert of("When was the Taiwan matchmaking in Berlin?").met("10-12 June 2024", "EU-Taiwan Matchmaking, Berlin")


def test_a_claimed_year_is_not_demanded() -> None:
    assert of("The clusters have existed since 1995, correct?").met("They have existed since 2005.", "Clusters")
