"""What is asked of prose: the item of a list, comparisons, steps, what the sources do not give."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient


def ask(client: TestClient, *turns: str) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for turn in turns:
        asked = {"question": turn, "as_of": "2026-11-23", "conversation_id": body.get("conversation_id")}
        body = client.post("/api/chat", json=asked).json()
    return body


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Compare RIA and CSA", ("new knowledge or technology", "networks, studies and events")),
        ("Is a tender the same as a grant?", ("buys goods or services",)),
        ("How do I submit a proposal on the portal?", ("EU Login", "nine digits", "Submit before the deadline")),
        ("What does TRL 9 mean?", ("proven in operation",)),
        ("What is the funding rate of an innovation action?", ("up to 70 %",)),
        ("Which matchmaking events take place in June 2024?", ("EU-Taiwan", "South Med")),
        ("Where do clusters want to cooperate first?", ("Africa",)),
        ("Who is the C2Lab for?", ("cluster organisations",)),
        ("Who advises SMEs on partners and markets?", ("Enterprise Europe Network advises",)),
        ("Which events take place in Germany?", ("EU-Taiwan", "South Med")),
        ("How many exhibition stands and how many speakers were there?", ("70", "56")),
        ("The conference lasted three days, right?", ("Days Value: 2",)),
        ("Number of matchmaking meetings at the European Cluster Conference 2024", ("800",)),
        ("I heard that 5000 people took part in the European Cluster Conference 2024. How many were there?", ("700",)),
    ],
)
def test_the_answer_holds_what_is_asked_for(client: TestClient, question: str, parts: tuple[str, ...]) -> None:
    body = ask(client, question)
    assert body["status"] == "answered"
    assert all(part in body["text"] for part in parts), body["text"]


def test_a_figure_of_a_table_comes_without_the_rest_of_the_table(client: TestClient) -> None:
    assert "70" not in ask(client, "How many matchmaking meetings took place at the conference?")["text"]


@pytest.mark.parametrize(
    "question",
    [
        "What does it cost to attend the EU-Taiwan Matchmaking?",
        "How many companies from Canada come to Montreal?",
        "When is the fifth EU-Taiwan Matchmaking?",
        "How much did the conference cost?",
        "Will the slides be shared?",
        "Name all the countries of the speakers",
        "When is the matchmaking event in Munich?",
        "When does the EU-Mexico matchmaking take place?",
        "Who founded Energy Cluster Denmark?",
        "What did Glenda Napier say in the panel debate?",
        "What is the funding rate of tungsten?",
        "When was version 9.3 of the conference?",
        "What is the success rate of the Euroclusters' calls?",
        "How many exhibition stands did the European Cluster Conference 2023 have?",
        "In which room was the opening panel?",
    ],
)
def test_what_no_source_gives_is_said_to_be_missing(client: TestClient, question: str) -> None:
    assert ask(client, question)["status"] == "no_evidence"


def test_an_abstention_says_of_what_document_a_short_heading_is(client: TestClient) -> None:
    body = ask(client, "How much did a stand at the European Cluster Conference cost?")
    assert "“Takeaways from the European Cluster Conference 2024 – The conference in figures”" in body["text"]


def test_a_theme_is_replaced_in_the_language_of_the_follow_up(client: TestClient) -> None:
    body = ask(client, "Quels sont les obstacles à la résilience ?", "Et pour les compétences ?")
    assert "hire trained people" in body["text"]
