"""The sections that tell of one call together: below or behind its name each names only a part of what there is to say,
such as "Who may apply" or "3. Timeline"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest import labels
from ingest.calls import cues
from ingest.calls.evidence import Region, whole
from ingest.calls.slides import names_a_call
from vectorstore.records import Document, Passage

Path = tuple[str, ...]

KINDS = ("dates", "who", "money", "what", "how")
_FIELDS = {"deadline": "dates", "opens": "dates", "applicants": "who", "countries": "who", "budget_total": "money",
           "budget_max": "money", "support": "what", "summary": "what"}  # fmt: skip
_NUMBER = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[A-Za-z][.)]\s+)?")
_MOST_WORDS = 7  # of a heading that names a part


@dataclass(frozen=True, slots=True)
class Scope:
    """Sections in order under the heading that names what they are about, each with the kind of part that it is."""

    heading: str
    root: Path
    sections: tuple[tuple[str, tuple[Passage, ...]], ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for _, own in self.sections for passage in own)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.sections if kind)

    @property
    def tells_of_one_call(self) -> bool:
        """Are there parts that calls have, more than one where the heading does not say that it names a call?"""
        enough = 1 if names_a_call(self.heading) else 2
        return len(self.kinds) >= enough and not self.kinds.isdisjoint(("dates", "who", "money"))

    def of_kinds(self, *kinds: str) -> tuple[Passage, ...]:
        """The passages of the parts of these kinds; "" is the text that stands before all parts."""
        return tuple(passage for kind, own in self.sections if kind in kinds for passage in own)


def scopes(document: Document, passages: Sequence[Passage]) -> Iterator[Scope]:
    """All passages, each section in the scope of the nearest name above it; most sections are one of their own."""
    scope: Scope | None = None
    for _, group in groupby(passages, key=lambda passage: passage.section_id):
        own = tuple(group)
        path = min((passage.heading_path for passage in own), key=len)
        kind = part(path[-1]) if path else ""
        if scope and kind and _continues(path, scope):
            scope = replace(scope, sections=(*scope.sections, (kind, own)))
            continue
        if scope:
            yield scope
        root = path[:-1] if kind else path
        scope = Scope(root[-1] if root else document.title, root, ((kind, own),))
    if scope:
        yield scope


def part(heading: str) -> str:
    """The kind of part that a heading names, empty where it names something else."""
    bare = heading[_match_end(heading) :].rstrip(" :?!.")
    fields = labels.known_fields(((bare, ""),))
    by_label = next((kind for field, kind in _FIELDS.items() if field in fields), "")
    if by_label or len(bare.split()) > _MOST_WORDS:
        return by_label
    return next((kind for kind in KINDS if cues.just_after("part", kind).match(bare)), "")


def headed(passages: Sequence[Passage], kind: str) -> Iterator[Region]:
    """The passages whose own heading names a part of this kind."""
    return (whole(passage) for passage in passages if passage.heading_path and part(passage.heading_path[-1]) == kind)


def _match_end(heading: str) -> int:
    number = _NUMBER.match(heading)
    return number.end() if number else 0


def _continues(path: Path, scope: Scope) -> bool:
    """Is a part one of the scope: below its name, or, where slides and pages have no levels, behind it?"""
    below = path[: len(scope.root)] == scope.root and all(map(part, path[len(scope.root) :]))
    return below or (path[:-1] == scope.root[:-1] and names_a_call(scope.heading))
