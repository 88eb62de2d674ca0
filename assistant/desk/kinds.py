"""What is no question set apart: greetings and thanks, technical complaints, spam, remarks of a chat."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from assistant.desk.records import Incoming, Kind
from assistant.words import fold, tokens

_URL = re.compile(r"(?:https?://|www\.)\S+")
_MOST_TECHNICAL = 16  # words; a longer text asks something else too
_MANY_URLS = 3


def kind_of(incoming: Incoming) -> Kind:
    """The kind of a text; in doubt it is a question, so that none gets lost."""
    text = incoming.text
    words = tokens(_URL.sub(" ", text))
    if _is_spam(text, words):
        return "spam"
    if _matches("technical", text) and len(words) <= _MOST_TECHNICAL:
        return "technical"
    if _matches("greeting", text):
        return "greeting"
    return "remark" if incoming.remark and not asks(text) else "question"


def asks(text: str) -> bool:
    """Does a text ask something, by its mark or its first word?"""
    return "?" in _URL.sub(" ", text) or _matches("asking", text)


def _is_spam(text: str, words: list[str]) -> bool:
    """Advertising words, addresses without a question, the same again and again, or no word at all."""
    if not words or len(_URL.findall(text)) >= _MANY_URLS:
        return True
    if _URL.search(text) and not asks(text) and len(words) <= 3:
        return True
    return _matches("spam", text) or (len(words) >= 8 and len(set(words)) <= len(words) // 4)


def _matches(name: str, text: str) -> bool:
    return _patterns()[name].search(fold(text)) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = resources.files("assistant.desk").joinpath("kinds.toml").read_text(encoding="utf-8")
    return {name: re.compile("|".join(f"(?:{p})" for p in group)) for name, group in tomllib.loads(text).items()}
