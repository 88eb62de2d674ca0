"""Countries by the names Babel knows in six languages, with adjectives and cities; regions as groups of countries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ingest.taxonomy.entries import LANGUAGES, Entry, phrases, table

# Codes of Babel's list that are no country of their own.
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ", "CP", "AC", "TA", "EA", "IC", "DG", "AQ", "CQ"})
# Names that are first of all ordinary words in some language of a question.
_ORDINARY = frozenset({"indie", "island", "grenade", "maurice", "jersey", "tschad"})


@cache
def country_entries() -> tuple[Entry, ...]:
    """Regions first, then countries by code."""
    return (*_regions(), *_countries())


def members(region: str) -> tuple[str, ...]:
    """The country codes of a region, empty for a country."""
    found = table("countries.toml")["regions"].get(region)
    return tuple(found["members"].split()) if found else ()


@cache
def places() -> frozenset[str]:
    """The cities and parts of countries by which a country may be meant, in small letters."""
    return frozenset(name for names in table("countries.toml")["places"].values() for name in phrases(names))


def _regions() -> Iterator[Entry]:
    for key, region in table("countries.toml")["regions"].items():
        synonyms = tuple(("en", phrase) for phrase in phrases(region["names"]))
        yield Entry("country", key, region["label"], synonyms)


def _countries() -> Iterator[Entry]:
    regions = table("countries.toml")["regions"]
    others, places = table("countries.toml")["names"], table("countries.toml")["places"]
    names = _territories()
    for code in sorted(names["en"]):
        if len(code) != 2 or not code.isalpha() or code in _NO_COUNTRY:
            continue
        labels = {language: names[language].get(code, names["en"][code]) for language in LANGUAGES}
        own = {(lang, _plain(name)) for lang, name in labels.items() if name.lower() not in _ORDINARY}
        more = {("", phrase) for phrase in (*phrases(others.get(code, "")), *phrases(places.get(code, "")))}
        inside = tuple(key for key, region in regions.items() if code in region["members"].split())
        yield Entry("country", code, labels, tuple(sorted(own | more)), broader=inside)


@cache
def _territories() -> dict[str, dict[str, str]]:
    from babel import Locale

    return {language: dict(Locale(language).territories) for language in LANGUAGES}


def _plain(name: str) -> str:
    """A name without what Babel adds in brackets: ``Hong Kong (China)``."""
    return name.split(" (")[0].replace("*", "").strip()
