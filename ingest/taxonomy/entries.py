"""The entries of the data files: labels, synonyms and wider keys of every sector, applicant, support and programme."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Kind = Literal["sector", "applicant", "support", "programme", "country"]

LANGUAGES = ("en", "fr", "de", "es", "it", "pl")
FILES: Mapping[Kind, str] = {
    "sector": "sectors.toml",
    "applicant": "applicants.toml",
    "support": "support.toml",
    "programme": "programmes.toml",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a kind. ``synonyms`` are (language, phrase) pairs; ``topics`` and ``sectors`` are a programme's."""

    kind: Kind
    key: str
    labels: Mapping[str, str]
    synonyms: tuple[tuple[str, str], ...]
    broader: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


@cache
def table(name: str) -> dict[str, Any]:
    """A data file of this package as nested tables."""
    return tomllib.loads(resources.files("ingest.taxonomy").joinpath(name).read_text(encoding="utf-8"))


def phrases(text: str) -> Iterator[str]:
    """The phrases of a comma-separated list, over as many lines as it takes."""
    return (phrase for part in text.split(",") if (phrase := " ".join(part.split())))


@cache
def entries(kind: Kind) -> tuple[Entry, ...]:
    """The entries of one kind in the order of its file (countries: ``ingest.taxonomy.countries``)."""
    return tuple(_entry(kind, key, fields) for key, fields in table(FILES[kind]).items())


def _entry(kind: Kind, key: str, fields: Mapping[str, Any]) -> Entry:
    return Entry(
        kind=kind,
        key=key,
        labels=fields["label"],
        synonyms=tuple((lang, phrase) for lang in LANGUAGES for phrase in phrases(fields.get(lang, ""))),
        broader=tuple(fields.get("broader", ())),
        topics=tuple(fields.get("topics", ())),
        sectors=tuple(fields.get("sectors", ())),
    )
