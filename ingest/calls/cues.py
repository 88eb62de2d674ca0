"""The cues of ``cues.toml`` as compiled patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

CONJUNCTIONS = "and|or|und|oder|et|ou|y|o|e|i|lub"


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("ingest.calls").joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def anywhere(section: str, name: str) -> re.Pattern[str]:
    """Matches any cue of a list as whole words."""
    return re.compile(rf"\b(?:{either(section, name)})(?!\w)", re.IGNORECASE)


@cache
def just_before(section: str, name: str, gap: str = r"\s*") -> re.Pattern[str]:
    """Matches a text that ends with a cue; ``gap`` is what may stand behind it."""
    return re.compile(rf"\b(?:{either(section, name)}){gap}$", re.IGNORECASE)


@cache
def just_after(section: str, name: str) -> re.Pattern[str]:
    """Matches a cue at the place where matching begins, spaces before it aside."""
    return re.compile(rf"\s*(?:{either(section, name)})(?!\w)", re.IGNORECASE)


@cache
def trailing(section: str, name: str) -> re.Pattern[str]:
    """Matches the run of cues, with spaces and commas, that a text ends with."""
    return re.compile(rf"(?:\b(?:{either(section, name)})[\s,*]+)+$", re.IGNORECASE)


def either(section: str, name: str) -> str:
    """The cues of a list as alternatives of a larger pattern."""
    return "|".join(_lists()[section][name])
