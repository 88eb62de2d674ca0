"""What goes to the clipboard: a reply's text in parts, with up to two sources as title and bare address."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.desk.cleaning import clean, shortened
from assistant.desk.records import Source
from assistant.desk.splitting import parts

MOST_SOURCES = 2
TITLE_CHARACTERS = 70
# Of one part so much may go to sources.
SHARE = 0.6


def pasted(text: str, sources: Sequence[Source], limit: int) -> tuple[str, ...]:
    """The parts to paste one after the other, none longer than the limit."""
    return parts(clean(text), limit, "\n".join(chosen_lines(text, sources, limit)))


def chosen_lines(text: str, sources: Sequence[Source], limit: int) -> list[str]:
    """The lines of the sources that are named: one less where that keeps it all in one part."""
    lines = source_lines(sources, limit)
    room = limit - len(clean(text))
    fitting = [lines[:kept] for kept in range(len(lines), 0, -1) if sum(len(x) + 1 for x in lines[:kept]) <= room]
    return fitting[0] if fitting else lines


def source_lines(sources: Sequence[Source], limit: int) -> list[str]:
    """Title and address of the first sources that leave room for the answer; an address is never cut."""
    room, lines = SHARE * limit, []
    for source in sources[:MOST_SOURCES]:
        line = _line(source)
        if len(line) + 1 > room and source.url:
            line = source.url
        if len(line) + 1 <= room:
            lines.append(line)
            room -= len(line) + 1
    return lines


def _line(source: Source) -> str:
    title = shortened(source.title, TITLE_CHARACTERS)
    return f"{title}: {source.url}" if source.url else f"{title}, {shortened(source.locator, TITLE_CHARACTERS)}"
