"""A user's mistake on the command line: one clear sentence on standard error and the contract's exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from pydantic import ValidationError

from assistant.errors import AssistantError
from assistant.settings import PREFIX, Settings
from ingest.errors import IngestError
from vectorstore.errors import StoreError

USAGE = 2
SOME_REJECTED = 3
NOTHING_DONE = 4


class Failure(click.ClickException):
    """A message and an exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.code = exit_code

    @property
    def exit_code(self) -> int:  # type: ignore[override]  # click declares a class variable and reads it of the instance
        return self.code


@contextmanager
def reported() -> Iterator[None]:
    """Turn the packages' own errors into failures; anything else is a defect and shows itself."""
    try:
        yield
    except (StoreError, IngestError) as error:
        raise Failure(str(error), NOTHING_DONE) from None
    except AssistantError as error:
        raise Failure(str(error), USAGE) from None


def read_settings(**overrides: object) -> Settings:
    """The settings of the environment, with what the command line gives put over them."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        first = error.errors()[0]
        name = "__".join(str(part) for part in first["loc"]).upper()
        raise Failure(f"Setting {PREFIX}{name} cannot be used: {first['msg']}.", USAGE) from None
