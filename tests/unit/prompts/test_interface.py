from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from prompts import LANGUAGES, interface

WEB = Path(__file__).resolve().parents[3] / "assistant" / "web"
SAID = re.compile(r"""\b(?:say|#waiting)\(["'](\w+)["']""")
COUNTED = re.compile(r"""\.count\(["'](\w+)["']""")
PUT_TOGETHER = (
    "call_",
    "check_",
    "criterion_",
    "error_",
    "place_",
    "reason_",
    "status_",
    "verdict_",
    "days_left_",
    "day_",
)
# words that are handed on as the name of another thing
NAMED = {
    "deadlines",
    "suggestions",
    "starters",
    "privacy",
    "contact",
    "up",
    "down",
    "deadline",
    "opens",
    "why",
    "checked",
    "newer",
    "trusted",
}


def _declared(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _sources() -> str:
    files = [*(WEB / "widget").glob("*.js"), *(WEB / "templates").glob("*.html"), WEB / "routes" / "sources.py"]
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_with_its_variables(language: str) -> None:
    english, own = interface("en").templates, interface(language)
    assert own.language == language
    assert {k: _declared(v) for k, v in own.templates.items()} == {k: _declared(v) for k, v in english.items()}
    assert all(own.templates.values())


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_translation_is_one(language: str) -> None:
    english, own = interface("en").templates, interface(language).templates
    same = [key for key in english if english[key] == own[key]]
    assert len(same) < 0.1 * len(english), same


def test_the_widget_and_the_pages_say_nothing_that_has_no_words() -> None:
    said = set(SAID.findall(_sources())) | {f"{key}_many" for key in COUNTED.findall(_sources())}
    assert said
    assert said <= interface("en").templates.keys()


def test_no_words_lie_unused() -> None:
    said = set(SAID.findall(_sources())) | NAMED
    unused = [key for key in interface("en").templates if key not in said and not key.startswith(PUT_TOGETHER)]
    assert unused == []
