"""What a line must hold to answer a question at all: what is counted, the role asked for, the names, the year.

The entity may be known and the attribute not: a line about the right organisation that names another role's holder is
no answer, however similar it is.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from assistant.composing.persons import after_role
from assistant.lexicon import equivalents
from assistant.retrieving import holds
from assistant.words import CAPITALS, stem, stems, tokens, written_words
from ingest.calls.dates import FoundDate, find_dates
from ingest.taxonomy import load

LONGEST_MONTH = 31  # days
LABEL = 5  # words of a line that is a label with its value
EVERYWHERE = frozenset({"eu", "europe"})  # places that no question asks for
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLAUSE = re.compile(r";|\n|(?<=[^\d]),? (?:and|while|but|whereas) |[.!?] ")
_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|half|third|quarter|free)\b", re.I
)
_SECOND = frozenset({"vice", "deputy", "assistant", "former", "acting"})
_SECOND_ROLE = re.compile(rf"\b(?:{'|'.join(sorted(_SECOND))})[- ]\w+", re.IGNORECASE)
_PRESENTING = re.compile(r"\bpresent(?:s|ed|ing|ations?)?\b", re.IGNORECASE)  # a presenter is a role, this is none
_CAPITALISED = re.compile(rf"\b[{CAPITALS}][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Demands:
    """Words that the very line must hold, and words that may also stand in its heading or its document's title."""

    in_line: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    days: tuple[FoundDate, ...] = ()
    roles: frozenset[str] = frozenset()
    """Words for what somebody is, which the line must hold as they are: a directorate is no director."""
    names: frozenset[str] = frozenset()
    """Names that the line must hold, or what stands above it where the line names no other organisation."""
    deed: frozenset[str] = frozenset()
    """Those of the words near that say what somebody did."""
    undergone: frozenset[str] = frozenset()
    """What they did it to: a line away from where the passage names it tells of something else."""
    versions: frozenset[str] = frozenset()
    """Numbers such as 3.0 that tell one edition from another, held letter by letter."""
    written: frozenset[str] = frozenset()
    """Those of the words near that are names, held as they are written: Robot Days are no Robotics Cluster."""
    agent: frozenset[str] = frozenset()
    """Whose figure it is: where a line names them, they stand in the clause of the figure."""
    verb: frozenset[str] = frozenset()
    """What they did; a sentence that names neither it nor them tells of others."""
    of_value: bool = False
    """Is one value asked for? It is of the year that stands nearest to it."""

    @property
    def of_line(self) -> bool:
        """Is something demanded of the very line, so that a passage as a whole is no answer?"""
        return bool(self.in_line or self.roles or self.names)

    @property
    def years(self) -> frozenset[str]:
        """Those of the words near that are years."""
        return frozenset(word for word in self.near if _YEAR.fullmatch(word))

    def met(self, line: str, around: str) -> bool:
        """Do a line and what stands around it hold all that is demanded?"""
        own = stems(line)
        both = own | stems(around)
        if not _all_held(own, self.in_line) or not _all_held(both, self.near) or not self._names_met(line, own, both):
            return False
        if self.of_value and not self.years <= _nearest_years(line, around):
            return False
        if not self._agent_met(line, own, both):
            return False
        if not all(_is_written(f"{line} \n{around}", name) for name in self.written):
            return False
        held = line if self.roles & _SECOND else _SECOND_ROLE.sub("", line)  # a vice president is no president
        if not all(_holds_role(held, role) for role in self.roles):
            return False
        if not all(version in f"{line} {around}" for version in self.versions):
            return False
        return (not self.days or self.dated(f"{line} \n{around}")) and self._countries_met(line, around)

    def dated(self, text: str) -> bool:
        """Does a text name a day in each period asked for?"""
        stated = find_dates(text, year_hint=self.days[0].start.year)
        return all(
            any(asked.start <= s.end and s.start <= asked.end and _is_day(s) for s in stated) for asked in self.days
        )

    def _agent_met(self, line: str, own: Set[str], both: Set[str]) -> bool:
        named = any(holds(own, word) for word in self.agent) or any(holds(both, word) for word in self.verb)
        told = named or len(tokens(line)) <= LABEL
        return not self.agent or (_in_clause(line, self.agent) and (told or not self.verb))

    def _names_met(self, line: str, own: Set[str], both: Set[str]) -> bool:
        return _all_held(own, self.names) or (_all_held(both, self.names) and not _names_another(line, self.names))

    def _countries_met(self, line: str, around: str) -> bool:
        elsewhere = countries(line) - EVERYWHERE
        if self.of_line and self.countries and elsewhere and not elsewhere & self.countries:
            return False  # "80 companies from Taiwan" beside a sentence about Canada
        return not self.countries or self.countries <= countries(f"{line} {around}")


def _all_held(present: Set[str], words: frozenset[str]) -> bool:
    return all(holds(present, word) for word in words)


def _nearest_years(line: str, around: str) -> frozenset[str]:
    """The years that a line names, else those of the nearest text around it that names any."""
    named = (frozenset(_YEAR.findall(text)) for text in (line, *reversed(around.splitlines())))
    return next(filter(None, named), frozenset())


def _in_clause(line: str, agent: Set[str]) -> bool:
    """Do those whose figure it is stand beside a figure, if a line names them at all?"""
    record = all(": " in cell for cell in line.splitlines())  # the cells of a row are of what its first names
    clauses = [
        clause
        for clause in ([line] if record else _CLAUSE.split(line))
        if any(holds(stems(clause), word) for word in agent)
    ]
    return not clauses or any(map(_FIGURE.search, clauses))


def _is_written(text: str, name: str) -> bool:
    """Does a text hold a name itself, its plural, or a word that says the same?"""
    single, root = name.removesuffix("s"), stem(name)
    written = written_words(text)
    return not written.isdisjoint({single, f"{single}s", f"{single}es"}) or not equivalents(root).isdisjoint(
        stems(text)
    )


def _holds_role(line: str, role: str) -> bool:
    """As it is, by its root ("chaired", "Chair: …"), or as another word for the role."""
    single = role.removesuffix("s")
    if not {single, f"{single}s", stem(role)}.isdisjoint(tokens(line)):
        return True
    return not equivalents(stem(role)).isdisjoint(stems(_PRESENTING.sub("", line)))


def _names_another(line: str, names: frozenset[str]) -> bool:
    """Does what stands after a role name where it is held, and is that not what is asked for?"""
    roots = {stem(name) for name in names}
    where = _CAPITALISED.findall(after_role(line))
    return bool(where) and not any(roots & stems(word) for word in where)


def _is_day(found: FoundDate) -> bool:
    return (found.end - found.start).days <= LONGEST_MONTH


@lru_cache(4096)
def countries(text: str) -> frozenset[str]:
    """The countries and regions that a text names, in whatever form."""
    return frozenset(mention.key for mention in load().find(text) if mention.kind == "country")
