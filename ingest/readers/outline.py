"""Headings into paths. Flat text does not say which heading stands above which: what follows each one does.

A heading with another heading as its only content divides the deck and stands above its successors, until the next
such divider. Headings with content of their own are siblings, never stacked. The agenda, where there is one, names
the topmost dividers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.structure import Block, ReadSection
from vectorstore.records import Locator

_TOP, _DIVIDER, _SIBLING, _UNDER = 13, 14, 15, 16  # ranks of headings without a marked level; marked ones are 2..12
_DIVIDES = re.compile(
    r"\b(?:sessions?|part|chapter|day|block|module|track|panels?|workshops?|takeaways|highlights|agenda)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"(?:thank(?:s| you)|merci|danke|vielen dank|gracias|grazie|dziękuj|any questions|questions\s*\??$|q\s?&\s?a\b|"
    r"contact(?:s| us)?$|register (?:for|to) (?:the|our) next|continue the discussion|next (?:talk|webinar)s?\b|"
    r"visit (?:us|our|the)\b.*(?:website|page|social)|follow us|stay in touch|save the date|see you|disclaimer)",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    r"\W*(?:agenda|programme|program|outline|table of contents|contents|in this (?:talk|session)|ordre du jour|"
    r"tagesordnung|orden del día|ordine del giorno|porządek)\W*(?:of the day|today)?\W*",
    re.IGNORECASE,
)
_AGENDA_NUMBER = re.compile(r"^(?:\d+[.)]|\d\d?[:.h]\d\d\s*(?:[-–]\s*\d\d?[:.h]\d\d)?:?)\s*")
_LATE = 0.7  # of a deck's headings
_SAME = 80  # of 100: how alike a heading and an agenda item are


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1..6 as marked, 0 where only its shape says that it is one; ``edge``: a slide ends behind it."""

    text: str
    level: int = 0
    edge: bool = False

    @property
    def divides(self) -> bool:
        return self.edge or self.text.isupper() or bool(_DIVIDES.search(self.text))

    @property
    def closes(self) -> bool:
        return bool(_CLOSES.match(self.text))


@dataclass(slots=True)
class Part:
    """A heading (none before the first) with the blocks below it."""

    heading: Heading | None
    slide: str = ""
    blocks: list[Block] = field(default_factory=list)


def sections(parts: Sequence[Part], title: str) -> tuple[ReadSection, ...]:
    """Every part as a section with its path; a heading that is above no other and has no content keeps no blocks."""
    return tuple(_Outline(title, _agenda(parts)).sections(parts))


def _agenda(parts: Sequence[Part]) -> list[str]:
    for part in parts:
        if part.heading and _AGENDA.fullmatch(part.heading.text):
            lines = [block.text.split("\n")[0] for block in part.blocks if block.level == 0]
            return [_AGENDA_NUMBER.sub("", line) for line in lines] if len(lines) > 1 else []
    return []


@dataclass(slots=True)
class _Outline:
    title: str
    agenda: list[str]
    stack: list[tuple[int, str]] = field(default_factory=list)
    late: bool = False  # among the last slides, where "Save the date" and the like belong to nothing before

    def sections(self, parts: Sequence[Part]) -> Iterator[ReadSection]:
        waiting: list[Part] = []  # headings without content, until it shows what they are
        for at, part in enumerate(parts, start=1):
            self.late = at > _LATE * len(parts)
            if part.heading and not part.blocks:
                waiting.append(part)
            else:
                yield from self._settle(waiting, part)
                waiting = []
                yield self._section(part, self._path())
        yield from self._settle(waiting, None)

    def _settle(self, waiting: Sequence[Part], part: Part | None) -> Iterator[ReadSection]:
        """Put waiting headings above ``part``'s, or leave them as lone lines, and ``part``'s own heading last."""
        heading = part.heading if part else None
        above: list[Part] = []
        following = [*(each.heading for each in waiting[1:]), heading]
        for each, next_one in zip(waiting, following, strict=False):
            if each.heading is None:
                continue
            if each.heading.level:
                yield from self._lone(above)
                above = []
                yield from self._mark(each.heading, next_one, each)
            elif self._on_agenda(each.heading):
                yield from self._lone(above)
                above = []
                self._push(_TOP, each.heading.text)
            elif self._closes(each.heading):
                yield from self._lone([*above, each])
                above = []
            else:
                above.append(each)
        if heading is None or self._closes(heading) or heading.level or self._on_agenda(heading):
            yield from self._lone(above)
            above = []
        if heading:
            self._place([each.heading for each in above if each.heading], heading)

    def _mark(self, heading: Heading, next_one: Heading | None, part: Part) -> Iterator[ReadSection]:
        """A marked heading without content; before one of its own level it divides only if it looks like it."""
        sibling = next_one is not None and next_one.level == heading.level
        if next_one is None or 0 < next_one.level < heading.level or (sibling and not heading.divides):
            yield from self._lone([part])
            return
        self._push(2 * heading.level - (1 if sibling else 0), heading.text)

    def _place(self, above: Sequence[Heading], heading: Heading) -> None:
        if heading.level:
            self._push(2 * heading.level, heading.text)
        elif self._on_agenda(heading):
            self._push(_TOP, heading.text)
        elif self._closes(heading) and not heading.text.endswith("!"):
            self.stack = [(_SIBLING, heading.text)]
        elif not above:
            self._push(_SIBLING, heading.text)
        else:
            self._push(self._rank(above, heading), " – ".join(each.text for each in above))
            self._push(_UNDER, heading.text)

    def _closes(self, heading: Heading) -> bool:
        return heading.text.endswith("!") or (heading.closes and self.late)

    def _rank(self, above: Sequence[Heading], heading: Heading) -> int:
        """Dividers last until the next; two headings that do not look like it are a title and its subtitle."""
        if not any(each.divides for each in above):
            return _SIBLING
        topmost = above[0].text.isupper() and not heading.text.isupper() and not self.agenda
        return _TOP if topmost else _DIVIDER

    def _push(self, rank: int, text: str) -> None:
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        if rank == _UNDER and self.stack and self.stack[-1][0] < _SIBLING:
            rank = _SIBLING
        self.stack.append((rank, text))

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.stack)

    def _lone(self, parts: Sequence[Part]) -> Iterator[ReadSection]:
        top = tuple(text for rank, text in self.stack if rank < _DIVIDER)
        for part in parts:
            if part.heading:
                yield self._section(part, (*top, part.heading.text))

    def _section(self, part: Part, path: tuple[str, ...]) -> ReadSection:
        own = part.heading.text if part.heading else self.title
        locator = Locator("slide", part.slide) if part.slide else Locator("section", own)
        return ReadSection(locator, path, tuple(part.blocks))

    def _on_agenda(self, heading: Heading) -> bool:
        from rapidfuzz.fuzz import token_sort_ratio

        text = heading.text.casefold()
        return any(token_sort_ratio(text, item.casefold()) >= _SAME for item in self.agenda)
