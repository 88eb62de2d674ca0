"""What the embedder can see at once, and how a section is cut to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.calls.slides import lists_calls, states_facts, states_one_call
from ingest.cutting import CountTokens, cut
from ingest.grouping import Group, IsCall, Line, first_states_call, group
from ingest.structure import ReadSection
from vectorstore.records import PassageKind

_TINY = 30  # tokens of a paragraph that is better joined to its neighbour than left alone
_TINY_ROW = 20  # tokens of a table row that says little by itself
_ROWS_TOGETHER = 120  # tokens of such rows that make one passage
_HEADING_SHARE = 0.5  # of the window that a heading path may take


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it has a place: its text, kind and heading path."""

    text: str
    kind: PassageKind
    heading_path: tuple[str, ...]


def no_call(_: str) -> bool:
    """The test for texts in which single lines are never calls."""
    return False


def _first_kind(each: Group) -> PassageKind:
    return "call" if each.states_call else each.kind


@dataclass(frozen=True, slots=True)
class Window:
    """``size`` tokens by ``count``, for heading path and text together."""

    count: CountTokens
    size: int
    is_call: IsCall

    def pieces(self, section: ReadSection) -> list[Piece]:
        path, overlong = self._path(section.heading_path)
        one_call = states_one_call(section)
        groups = self._merged(group(section.blocks, self._call_test(section), one_call=one_call))
        if one_call:
            groups = first_states_call(groups)
        if overlong:
            groups.insert(0, Group("prose", (Line(overlong),)))
        return [piece for each in groups for piece in self._cut(each, path)]

    def _call_test(self, section: ReadSection) -> IsCall:
        """Among calls also a name with facts and a line "When: …" is one."""
        if self.is_call is no_call or not lists_calls(section):
            return self.is_call
        return lambda text: self.is_call(text) or states_facts(text, among_calls=True)

    def _path(self, path: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """A heading path of at most its share of the window, and the innermost heading if it alone is too long."""
        while path and self.count(" > ".join(path)) > self.size * _HEADING_SHARE:
            if len(path) == 1:
                return (), path[0]
            path = path[1:]
        return path, ""

    def _merged(self, groups: list[Group]) -> list[Group]:
        merged: list[Group] = []
        for each in groups:
            if merged and self._together(merged[-1], each):
                kind = each.kind if merged[-1].kind == "prose" else merged[-1].kind
                merged[-1] = replace(merged[-1], kind=kind, lines=(*merged[-1].lines, *each.lines))
            else:
                merged.append(each)
        return merged

    def _together(self, one: Group, other: Group) -> bool:
        if one.lead_in or other.lead_in or one.heads or other.heads or one.states_call or other.states_call:
            return False
        if one.kind == other.kind == "row":
            tokens = self._tokens(one), self._tokens(other)
            return tokens[1] <= _TINY_ROW and sum(tokens) <= _ROWS_TOGETHER and tokens[0] > 0
        if one.kind == other.kind == "prose":
            return True
        if {one.kind, other.kind} == {"prose", "list"}:
            prose = one if one.kind == "prose" else other
            return self._tokens(prose) <= _TINY and self._tokens(one) + self._tokens(other) <= self.size * 0.8
        return False

    def _tokens(self, each: Group) -> int:
        return sum(self.count(line.text) for line in each.lines)

    def _cut(self, each: Group, path: tuple[str, ...]) -> Iterator[Piece]:
        heads, overlong = self._path((*path, *each.heads))
        lines = (*((Line(overlong),) if overlong else ()), *each.lines)
        whole = (Line(each.lead_in), *lines) if each.lead_in else lines
        room = self._room(heads)
        if sum(self.count(line.text) for line in whole) <= room:
            yield from self._checked("\n".join(line.text for line in whole), _first_kind(each), heads)
            return
        yield from self._parts(each, whole, heads)

    def _parts(self, each: Group, whole: Sequence[Line], heads: tuple[str, ...]) -> Iterator[Piece]:
        """Parts after the first carry the lead-in as their last heading, so that none loses its context."""
        led = (*heads, each.lead_in.rstrip(": ")) if each.lead_in else heads
        if self.count(" > ".join(led)) > self.size * _HEADING_SHARE:
            led = heads
        for at, text in enumerate(cut(whole, min(self._room(heads), self._room(led)), self.count)):
            yield from self._checked(text, each.kind if at else _first_kind(each), led if at else heads)

    def _room(self, path: tuple[str, ...]) -> int:
        return max(1, self.size - self.count(" > ".join(path)))

    def _checked(self, text: str, kind: PassageKind, path: tuple[str, ...]) -> Iterator[Piece]:
        """Sums of tokens are right for most tokenizers; where they are not, the text is cut again."""
        if self.count("\n".join(filter(None, (" > ".join(path), text)))) <= self.size or len(text) < 2:
            if text.strip():
                yield Piece(text, kind, path)
            return
        lines = tuple(Line(line, 1) for line in text.split("\n"))
        parts = cut(lines, max(1, self.count(text) * 2 // 3), self.count)
        if len(parts) < 2:
            yield Piece(text, kind, path)
            return
        for part in parts:
            yield from self._checked(part, kind, path)
