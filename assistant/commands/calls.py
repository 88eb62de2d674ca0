"""``euclusters calls``: the calls of the index, filtered, as text, JSON or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import get_args

import click

from assistant.answers import CallCard, CallStatus
from assistant.commands.failures import read_settings, reported
from assistant.commands.options import Day, Key, as_of_option, store_option
from assistant.desk.cleaning import cell

COLUMNS = ("status", "next_deadline", "acronym", "title", "topic_id", "programme", "url", "opens", "action_type")
_LISTS = ("applicants", "sectors", "support", "countries")
_AMOUNTS = ("total_eur", "min_eur", "max_eur", "grants")


@click.command()
@click.option("--status", type=click.Choice(get_args(CallStatus)), multiple=True, help="Only calls of this status.")
@click.option("--closes-before", type=Day(), help="Only calls with a deadline on or before this day.")
@click.option("--closes-after", type=Day(), help="Only calls with a deadline on or after this day.")
@click.option("--programme", help="Only calls of this programme.")
@click.option("--sector", type=Key("sector"), help="Only calls for this sector, such as water.")
@click.option("--support", type=Key("support"), help="Only calls that give this kind of support, such as training.")
@click.option("--applicant", type=Key("applicant"), help="Only calls open to this kind of applicant, such as sme.")
@click.option("--country", type=Key("country"), help="Only calls for this country, such as France or fr.")
@as_of_option
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--ics", "form", flag_value="ics", help="Print a calendar of the deadlines.")
@store_option
def calls(
    form: str | None, status: tuple[CallStatus, ...], store: Path | None, **conditions: str | date | None
) -> None:
    """List the calls of the index by deadline, with their status on the day."""
    from assistant.assistant import CallFilter
    from assistant.bootstrap import build

    asked = CallFilter(status=status, **conditions)  # type: ignore[arg-type]
    if asked.closes_after and asked.closes_before and asked.closes_after > asked.closes_before:
        raise click.UsageError("--closes-after lies behind --closes-before, so no call can meet both.")
    with reported():
        cards = build(read_settings(store=store)).calls(asked)
    printers = {"json": _json, "csv": _csv, "ics": _ics}
    click.echo(printers.get(form or "", _plain)(cards), nl=False)


def _json(cards: Sequence[CallCard]) -> str:
    from pydantic import TypeAdapter

    return TypeAdapter(list[CallCard]).dump_json(list(cards), indent=2).decode() + "\n"


def _csv(cards: Sequence[CallCard]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, "deadlines", *_LISTS, *_AMOUNTS))
    writer.writerows([cell(value) for value in _row(card)] for card in cards)
    return out.getvalue()


def _row(card: CallCard) -> Iterator[object]:
    """What the card says, lists joined by semicolons."""
    yield from (getattr(card, column) for column in COLUMNS)
    yield "; ".join(f"{deadline.date} {deadline.label}" for deadline in card.deadlines)
    yield from ("; ".join(getattr(card, column)) for column in _LISTS)
    yield from (getattr(card.budget, column) for column in _AMOUNTS)


def _ics(cards: Sequence[CallCard]) -> str:
    from assistant.calendars import calendar
    from assistant.clock import utc_now

    return calendar(cards, utc_now()).decode()


def _plain(cards: Sequence[CallCard]) -> str:
    return "".join(
        f"{c.status:<11} {c.next_deadline or '-'!s:<10}  {' · '.join(filter(None, (c.acronym, c.title, c.topic_id)))}\n"
        for c in cards
    )
