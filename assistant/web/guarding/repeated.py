"""Parameters of an address that are given twice: refused, for taking the last of them hides that the first was lost."""

from __future__ import annotations

from collections import Counter

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError

MANY = frozenset({"status"})  # what may be given several times: any of the values


def _given_once(request: Request) -> None:
    counted = Counter(name for name, _ in request.query_params.multi_items())
    repeated = [name for name, times in counted.items() if times > 1 and name not in MANY]
    if repeated:
        told = "is given more than once; give one value"
        raise RequestValidationError([{"type": "repeated", "loc": ("query", name), "msg": told} for name in repeated])


GivenOnce = Depends(_given_once)
