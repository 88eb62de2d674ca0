"""What exports say in fixed words, in several languages: columns, spoken answers, nameless askers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from assistant.desk.records import Incoming
from assistant.words import fold

_ANSWERED_BY = re.compile(
    r"^(?:answered by|beantwortet von|repondu par|respondido por|risposto da)\s+([^:\n]{1,80}):\s*", re.I
)


@cache
def _table() -> dict[str, Any]:
    text = resources.files(__name__.rpartition(".")[0]).joinpath("columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def columns() -> dict[str, str]:
    """Known names of columns, folded, with what each holds."""
    return {name: field for field, names in _table().items() if field != "said" for name in names}


def folded(name: str) -> str:
    """A name of a column as it is compared."""
    return " ".join(fold(name).replace("_", " ").split())


def is_live(text: str) -> bool:
    return folded(text).strip(" .!") in _said("live")


def is_answered(text: str) -> bool:
    """Does a status say that it is settled, even where no written answer is at hand?"""
    return folded(text) in _said("answered")


def is_dismissed(text: str) -> bool:
    return folded(text) in _said("dismissed")


def known_name(name: str | None) -> str | None:
    """A name, None for a nameless asker."""
    return name.strip() if name and name.strip() and folded(name) not in _said("anonymous") else None


def answered(incoming: Incoming, answers: list[str]) -> Incoming:
    """With the answers that Zoom holds: words of its own for a spoken one, the rest joined as it stands."""
    written = [text for text in (answer.strip() for answer in answers) if text and not is_live(text)]
    said = any(is_live(answer) for answer in answers)
    who = next((m.group(1) for text in written if (m := _ANSWERED_BY.match(text))), None)
    text = "\n".join(_ANSWERED_BY.sub("", text) for text in written)
    return replace(
        incoming,
        answer=text,
        answered_live=incoming.answered_live or said,
        answered_by=incoming.answered_by or who,
    )


@cache
def _said(name: str) -> frozenset[str]:
    return frozenset(_table()["said"][name])
