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
from assistant.calls.as_of import closes_at
from assistant.clock import BRUSSELS
from assistant.commands.failures import read_settings, reported
from assistant.commands.options import Day, Key, as_of_option, store_option
from assistant.desk.cleaning import cell
from vectorstore.records import Deadline

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
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--ics", "as_ics", is_flag=True, help="Print a calendar of the deadlines ahead.")
@store_option
def calls(
    status: tuple[CallStatus, ...],
    as_json: bool,
    as_csv: bool,
    as_ics: bool,
    store: Path | None,
    **conditions: str | date | None,
) -> None:
    """List the calls of the index by deadline, with their status on the day."""
    from assistant.assistant import CallFilter
    from assistant.bootstrap import build

    asked = CallFilter(status=status, **conditions)  # type: ignore[arg-type]
    if asked.closes_after and asked.closes_before and asked.closes_after > asked.closes_before:
        raise click.UsageError("--closes-after lies behind --closes-before, so no call can meet both.")
    if as_json + as_csv + as_ics > 1:
        raise click.UsageError("--json, --csv and --ics exclude each other; give one of them.")
    with reported():
        assistant = build(read_settings(store=store))
        cards = assistant.feed(asked) if as_ics else assistant.calls(asked)
    printed = _json if as_json else _csv if as_csv else _ics if as_ics else _plain
    click.echo(printed(cards), nl=False)


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
    yield "; ".join(map(_day, card.deadlines))
    yield from ("; ".join(getattr(card, column)) for column in _LISTS)
    yield from (getattr(card.budget, column) for column in _AMOUNTS)


def _day(deadline: Deadline) -> str:
    """A deadline with its hour and zone where the source gives them."""
    hour = f" {deadline.time:%H:%M} {deadline.zone}" if deadline.time else ""
    return f"{deadline.date}{hour} {deadline.label}"


def _ics(cards: Sequence[CallCard]) -> str:
    from assistant.calls.calendars import calendar
    from assistant.clock import utc_now

    return calendar(cards, utc_now()).decode()


def _plain(cards: Sequence[CallCard]) -> str:
    return "".join(
        f"{c.status:<11} {_ahead(c):<16}  {' · '.join(filter(None, (c.acronym, c.title, c.topic_id)))}\n" for c in cards
    )


def _ahead(card: CallCard) -> str:
    """The next deadline, with its hour in Brussels where the source gives one."""
    ahead = next((deadline for deadline in card.deadlines if deadline.date == card.next_deadline), None)
    if ahead is None or ahead.time is None:
        return str(card.next_deadline or "-")
    return f"{closes_at(ahead).astimezone(BRUSSELS):%Y-%m-%d %H:%M}"
