"""Numbers in words: "seven hundred", "thirty-four", "two and a half million", "the third of"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SMALL = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: value for value, word in enumerate(_SMALL.split(), 1)}
_UNITS |= {word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ANY = "|".join(sorted((*_UNITS, *_SCALES), key=len, reverse=True))
_NUMERAL = re.compile(
    rf"\b(?:a\s+(?=dozen|hundred|thousand|million|billion))?(?:{_ANY})(?:(?:\s+and\s+|[\s-]+)(?:{_ANY}))*\b", re.I
)
_PLAIN = re.compile(rf"\b(?:{_ANY})\b", re.IGNORECASE)
_FIRST = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
_DAYS = {word: day for day, word in enumerate(_FIRST.split(), 1)}
_DAYS |= {f"twenty-{word}": 20 + day for word, day in _DAYS.items() if day < 10} | {"thirtieth": 30, "thirty-first": 31}
_DAY_OF = re.compile(rf"\b({'|'.join(sorted(_DAYS, key=len, reverse=True))})\s+(?:day\s+)?of\s+$", re.IGNORECASE)


def numerals(text: str) -> Iterator[tuple[float, tuple[int, int]]]:
    """Each number in words with its span; "one" alone is mostly no number."""
    for match in _NUMERAL.finditer(text):
        words = [word.lower() for word in _PLAIN.findall(match[0])]
        if words != ["one"]:
            yield float(_value(words)), match.span()


def _value(words: list[str]) -> int:
    """``seven hundred thirty four`` is 734: what stands before a scale is multiplied, what stands after it added."""
    total = current = 0
    for word in words:
        scale = _SCALES.get(word)
        if scale is None:
            current += _UNITS[word]
        elif scale >= _SCALES["thousand"]:
            total, current = total + max(current, 1) * scale, 0
        else:
            current = max(current, 1) * scale
    return total + current


def day_before(text: str) -> tuple[int, int] | None:
    """The day of a month in words that a text ends with ("the third of "), and where it begins."""
    match = _DAY_OF.search(text)
    return (_DAYS[match[1].lower()], match.start()) if match else None
