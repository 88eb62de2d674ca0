"""Lines that stand together between blank ones, and where a slide ends between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.line_shapes import is_day
from ingest.readers.lines import Line

_TITLE_LINES = 3  # lines from which on an opening counts as a title slide
_LONGEST_TITLE = 120  # characters


@dataclass(frozen=True, slots=True)
class Stanza:
    """Lines without a blank one between them; ``edge``: furniture, a rule or a new slide stands behind them.

    ``slide`` is the number of the slide that begins here, ``furniture`` true where the stanza is a footer's first.
    """

    lines: tuple[Line, ...]
    edge: bool = False
    slide: str = ""
    furniture: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def single(self) -> bool:
        return len(self.lines) == 1 and self.first.kind == "text"


def stanzas(lines: Sequence[Line], edges: set[int]) -> list[Stanza]:
    """The stanzas of a text; ``edges`` are the lines that are furniture."""
    found: list[Stanza] = []
    held: list[Line] = []
    slide, furniture = "", False

    def close(edge: bool) -> None:
        nonlocal held, slide, furniture
        if held:
            found.append(Stanza(tuple(held), edge, slide, furniture))
            slide = ""
        elif edge and found and not found[-1].furniture:
            last = found[-1]
            found[-1] = Stanza(last.lines, True, last.slide, last.furniture)
        held, furniture = [], False

    for at, line in enumerate(lines):
        if line.kind == "slide" or line.kind == "rule" or (line.kind == "underline" and not held):
            close(edge=True)
            slide = line.slide or slide
        elif at in edges:
            close(edge=True)
            if line.kind != "blank":
                held, furniture = [line], True
                close(edge=True)
        elif line.kind == "blank":
            close(edge=False)
        elif line.kind == "heading":
            close(edge=False)
            held = [line]
            close(edge=False)
        else:
            held.append(line)
    close(edge=False)
    return found


def begins_list(stanza: Stanza | None) -> bool:
    """Whether a list or a table begins here."""
    return stanza is not None and stanza.first.kind in ("item", "tabs", "pipes")


def title_end(found: Sequence[Stanza]) -> int:
    """How many stanzas make the title slide: short lines alone, up to the first heading with content."""
    end = 0
    while end < len(found) and _may_be_title(found[end]):
        end += 1
    dated = [at for at in range(end) if any(is_day(line.text) for line in found[at].lines)]
    if 0 < end < len(found) and end - 1 not in dated:
        end -= 1  # the last one heads what follows
    if dated and end > dated[-1] + 3:
        end = dated[-1] + 1
    return end if end >= _TITLE_LINES or dated else 0


def _may_be_title(stanza: Stanza) -> bool:
    """A short line, or a few that say when; a sentence is none."""
    if stanza.first.text.endswith((".", ";")):
        return False
    if stanza.slide or any(line.kind != "text" or len(line.text) > _LONGEST_TITLE for line in stanza.lines):
        return False
    return stanza.single or (len(stanza.lines) <= 4 and any(is_day(line.text) for line in stanza.lines))
