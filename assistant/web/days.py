"""Days and instants as people write them: pydantic alone takes numbers too, for seconds since 1970."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from assistant.calls.as_of import countable

_WRITTEN = re.compile(r"\s*\d{4}-\d{2}-\d{2}")


def _written(value: object) -> object:
    if isinstance(value, (str, int, float)) and not _WRITTEN.match(str(value)):
        raise ValueError("a date is written as in 2024-05-15")
    return value


Day = Annotated[date, BeforeValidator(_written)]
AsOfDay = Annotated[Day, AfterValidator(countable)]
Instant = Annotated[datetime, BeforeValidator(_written)]
