"""Options that several subcommands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click


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


store_option = click.option("--store", type=click.Path(path_type=Path), help="Folder of the index.  [default: .store]")
as_of_option = click.option("--as-of", type=Day(), help="The day to answer for; today in Brussels when left out.")
