"""Options that several subcommands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.calls.as_of import countable

if TYPE_CHECKING:
    from ingest.taxonomy import Kind


class Day(click.ParamType):  # type: ignore[type-arg]  # generic in the stubs only
    """An ISO 8601 date, as in 2024-05-15."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as in 2024-05-15.", param, ctx)


class AsOfDay(Day):
    """Such a date, of those that can be asked for."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return countable(super().convert(value, param, ctx))
        except ValueError as error:
            self.fail(f"{value!r} is {error}.", param, ctx)


class Key(click.ParamType):  # type: ignore[type-arg]
    """A key of the taxonomy, or words that it knows for one."""

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        self.name = kind

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from ingest.taxonomy import load

        try:
            return load().key(self.kind, str(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


store_option = click.option("--store", type=click.Path(path_type=Path), help="Folder of the index.  [default: .store]")
as_of_option = click.option("--as-of", type=AsOfDay(), help="The day to answer for; today in Brussels when left out.")
