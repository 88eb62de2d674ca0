"""``euclusters ask``: one question on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assistant.answers import Answer, Question
from assistant.commands.failures import USAGE, Failure, read_settings, reported
from assistant.commands.options import as_of_option, store_option

MOST_CHARACTERS = 2000


@click.command()
@click.argument("question")
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print the whole Answer as JSON.")
@store_option
def ask(question: str, as_of: date | None, as_json: bool, store: Path | None) -> None:
    """Answer one question with its sources."""
    from assistant.bootstrap import build

    text = question.strip()
    if not 1 <= len(text) <= MOST_CHARACTERS:
        raise Failure(f"A question has 1 to {MOST_CHARACTERS} characters; this one has {len(text)}.", USAGE)
    if any("\ud800" <= character <= "\udfff" for character in text):  # what the shell gave is no UTF-8
        raise Failure("The question is not written in UTF-8.", USAGE)
    with reported():
        answer = build(read_settings(store=store)).answer(Question(text, as_of=as_of))
    click.echo(_json(answer) if as_json else _plain(answer))


def _json(answer: Answer) -> str:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer).dump_json(answer, indent=2).decode()


def _plain(answer: Answer) -> str:
    sources = [
        f"[{c.number}] {c.title}, {c.locator.kind} {c.locator.value}: “{' '.join(c.quote.split())}”"
        for c in answer.citations
    ]
    return "\n".join(filter(None, (answer.text, "\nSources:" if sources else "", *sources)))
