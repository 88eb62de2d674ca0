"""Every word said to a person or a model: reviewed text files with declared variables.

``messages/<language>.toml`` holds what answers say, ``interface/<language>.toml`` what the widget and the pages say:
named one-line templates with ``{variables}``; a language that lacks a message falls back to English, and a missing or
unused variable raises.
"""

from __future__ import annotations

import string
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["LANGUAGES", "Messages", "TemplateError", "interface", "load", "messages"]

LANGUAGES = ("en", "fr", "de", "es", "it", "pl")


class TemplateError(ValueError):
    """A template that does not exist, or variables that are not exactly those it declares."""


def _variables(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one language; call with a message's name and exactly its variables."""

    language: str
    templates: dict[str, str]

    def __call__(self, name: str, **variables: object) -> str:
        try:
            template = self.templates[name]
        except KeyError:
            raise TemplateError(f"There is no message {name!r}.") from None
        declared = _variables(template)
        if declared != variables.keys():
            raise TemplateError(f"Message {name!r} takes {sorted(declared)}, was given {sorted(variables)}.")
        return template.format(**variables)


def load(name: str, **variables: object) -> str:
    """The prompt ``<name>.md`` with exactly its variables filled in."""
    template = _prompt(name)
    declared = _variables(template)
    if declared != variables.keys():
        raise TemplateError(f"Prompt {name!r} takes {sorted(declared)}, was given {sorted(variables)}.")
    return template.format(**variables)


@cache
def _prompt(name: str) -> str:
    file = resources.files(__name__).joinpath(f"{name}.md")
    if not file.is_file():
        raise TemplateError(f"There is no prompt {name!r}.")
    return file.read_text(encoding="utf-8").strip()


@cache
def _templates(folder: str, language: str) -> dict[str, str]:
    """The templates of one language, none where it has no file yet."""
    file = resources.files(__name__).joinpath(folder, f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _of(folder: str, language: str) -> Messages:
    base = language.split("-")[0].lower()
    own = _templates(folder, base) if base in LANGUAGES else {}
    return Messages(base if own else "en", {**_templates(folder, "en"), **own})


@cache
def messages(language: str) -> Messages:
    """The messages of a BCP 47 language, English where it has none of its own."""
    return _of("messages", language)


@cache
def interface(language: str) -> Messages:
    """The words of buttons, labels and pages in a BCP 47 language, English where it has none of its own."""
    return _of("interface", language)
