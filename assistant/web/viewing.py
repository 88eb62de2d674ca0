"""What the source viewer shows of a document around one passage."""

from __future__ import annotations

from dataclasses import dataclass

from vectorstore.catalogue import Catalogue, StoredPicture
from vectorstore.records import Document, Passage

_AROUND = 6  # passages of the same section shown before and after: a section may be a whole book


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage's text in three parts, the middle one highlighted; ``whole`` where no quote was asked for."""

    before: str
    quote: str
    after: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A passage among the others of its section (slide, page, row), and what stands before and after these."""

    document: Document
    passage: Passage
    marked: Marked
    leading: tuple[Passage, ...]
    trailing: tuple[Passage, ...]
    previous: Passage | None
    next: Passage | None
    picture: StoredPicture | None  # of the slide or page, where one could be made


def view(passage: Passage, document: Document, catalogue: Catalogue, start: str, end: str) -> View:
    """The view with ``text[start:end]`` highlighted."""
    passages = catalogue.around(passage, _AROUND + 1)
    place = passages.index(passage)
    first, last = _bounds(passages, place)
    return View(
        document,
        passage,
        marked(passage.text, start, end),
        passages[first:place],
        passages[place + 1 : last + 1],
        passages[first - 1] if first > 0 else None,
        passages[last + 1] if last + 1 < len(passages) else None,
        catalogue.picture(passage.passage_id),
    )


def _bounds(passages: tuple[Passage, ...], place: int) -> tuple[int, int]:
    """The first and the last passage of the section at ``place`` that are shown."""
    section = passages[place].section_id
    shown = range(max(0, place - _AROUND), min(len(passages), place + _AROUND + 1))
    inside = [index for index in shown if passages[index].section_id == section]
    return inside[0], inside[-1]


def marked(text: str, start: str, end: str) -> Marked:
    """``text[start:end]`` as the quote, the whole text where the offsets are missing or make no sense."""
    first, last = (int(start), int(end)) if _is_offset(start) and _is_offset(end) else (0, 0)
    if not first < last <= len(text):
        return Marked("", text, "", whole=True)
    return Marked(text[:first], text[first:last], text[last:])


def _is_offset(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(2**31))
