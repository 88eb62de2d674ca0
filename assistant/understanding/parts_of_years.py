"""Parts of a year as people name them before it: "spring 2027", "the first half of 2027", "early 2027"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_WHOLE = ((1, 1), (12, 31))
_QUARTER = "quarter|trimestre|quartal|kwartal"
_HALF = "half|semestre|halbjahr|polow[aey]|polrocz[ea]|polroczu"
_FIRST = r"(?:first|1st|1\.|premier|erste[sn]?|primero?|primo|pierwsz\w+)"
_SECOND = r"(?:second|2nd|2\.|deuxieme|zweite[sn]?|segundo|secondo|drug\w+)"
_THIRD = r"(?:third|3rd|3\.|troisieme|dritte[sn]?|tercero?|terzo|trzeci\w*)"
_FOURTH = r"(?:fourth|4th|4\.|last|quatrieme|vierte[sn]?|cuarto|quarto|czwart\w+)"
# The first and the last month of each, on folded text; six languages.
_PARTS = (
    ("spring|printemps|fruhjahr|fruhling|primavera|wiosn[aey]", 3, 5),
    ("summer|ete|sommer|verano|estate|lat[oa]|latem", 6, 8),
    ("autumn|fall|automne|herbst|otono|autunno|jesien|jesieni[a]?", 9, 11),
    (r"early|beginning|start|debut|anfang|principios|inizio|poczat\w+", 1, 4),
    (r"mid|middle|mi|mitte|mediados|meta|polowi\w+", 5, 8),
    ("late|fin|ende|finales|fine|koniec|koncu", 9, 12),
    (rf"{_FIRST} (?:{_HALF})|h1", 1, 6),
    (rf"(?:{_SECOND}|last) (?:{_HALF})|h2", 7, 12),
    (rf"{_FIRST} (?:{_QUARTER})\w*", 1, 3),
    (rf"{_SECOND} (?:{_QUARTER})\w*", 4, 6),
    (rf"{_THIRD} (?:{_QUARTER})\w*", 7, 9),
    (rf"{_FOURTH} (?:{_QUARTER})\w*", 10, 12),
)
_OF = r"[\s-]*(?:of|in|de|del|des|du|di|dell)?['’\s]*$"
_BEFORE_A_YEAR = tuple((re.compile(rf"\b(?:{words}){_OF}"), first, last) for words, first, last in _PARTS)


_WEEK_OF = re.compile(
    r"\b(?:week|woche|semaine|semana|settimana|tygodniu?|tydzien)"
    r"(?: (?:of|from|beginning|starting|vom|ab|du|del|dal|od|z))?"
    r"(?: (?:the|dem|monday|montag|lundi|lunes|lunedi))?\W*$"
)


def week_of(days: tuple[date, date], cue: str) -> tuple[date, date]:
    """The week of a day from Monday on, where the words before it ask for that; else the same days."""
    if not _WEEK_OF.search(cue):
        return days
    monday = days[0] - timedelta(days=days[0].weekday())
    return monday, monday + timedelta(days=6)


def within_year(days: tuple[date, date], cue: str) -> tuple[date, date]:
    """The days of the part of a year that the words before it name; the same days where they name none."""
    start, end = days
    if ((start.month, start.day), (end.month, end.day)) != _WHOLE or start.year != end.year:
        return days
    for pattern, first, last in _BEFORE_A_YEAR:
        if pattern.search(cue):
            return date(start.year, first, 1), date(start.year, last, monthrange(start.year, last)[1])
    return days
