from __future__ import annotations

import string

import pytest

from prompts import LANGUAGES, TemplateError, messages


def test_a_missing_or_unused_variable_raises() -> None:
    say = messages("en")
    assert say("days_left", days=3) == "3 days left"
    with pytest.raises(TemplateError, match="takes"):
        say("days_left")
    with pytest.raises(TemplateError, match="takes"):
        say("days_left", days=3, hours=1)
    with pytest.raises(TemplateError, match="no message"):
        say("nonsense")


def test_an_unknown_language_is_answered_in_english() -> None:
    assert messages("ja").language == "en"


def _declared(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_every_english_message_with_its_variables(language: str) -> None:
    english, own = messages("en").templates, messages(language).templates
    assert {k: _declared(v) for k, v in own.items()} == {k: _declared(v) for k, v in english.items()}
