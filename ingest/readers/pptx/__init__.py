"""PowerPoint: a section for each slide that is shown, with its number, title, bullets, tables and speaker notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.options import READING, Reading
from ingest.readers import package
from ingest.readers.inline import clean
from ingest.readers.metadata import day_in_path, first_day, language_of
from ingest.readers.ocr import MARK, PictureReader
from ingest.readers.pptx.shapes import candidate_title, picture_data, shape_blocks, shapes_of, title_text
from ingest.structure import Block, ReadDocument, ReadSection
from vectorstore.records import Locator

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_NO_AUTHOR = frozenset({"", "python-pptx", "apache poi", "microsoft office user"})
_OFTEN = 3  # slides on which a text must stand to be furniture
_SHARE = 0.25  # of all slides, likewise
_RUNNING = 0.6  # of all slides under whose top line there is no title but the name of the event
_FEWEST = 5  # slides that show what runs through a deck


@dataclass(frozen=True, slots=True)
class _Slide:
    number: int
    title: str
    divides: bool
    blocks: tuple[Block, ...]
    candidate: str = ""  # the line that is the title unless it runs through the deck
    seen: tuple[Block, ...] = ()  # read from its pictures


def read(path: Path, reading: Reading = READING) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is no PPTX, is protected, or holds no text."""
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    package.check(path, "PPTX")
    try:
        return (_document(Presentation(str(path)), path, reading),)
    except (PythonPptxError, *package.BROKEN) as error:
        raise ReaderError(path.name, f"is a broken PPTX: {package.reason(error)}.") from error


def shown_slides(path: Path) -> int:
    """How many slides of a deck that was read before are not hidden."""
    from pptx import Presentation

    return sum(map(_is_shown, Presentation(str(path)).slides))


def _document(deck: Any, path: Path, reading: Reading) -> ReadDocument:
    eyes = PictureReader(reading.ocr)
    told = enumerate(filter(_is_shown, deck.slides), start=1)  # numbered as in the deck's PDF, which lacks the hidden
    shown = [_slide(slide, number, deck.slide_height, eyes) for number, slide in told]
    hidden = [str(at) for at, slide in enumerate(deck.slides, start=1) if not _is_shown(slide)]
    slides = _without_furniture(_titled(shown))
    sections = tuple(_sections(slides))
    if not sections:
        raise ReaderError(path.name, "holds no text on any slide that is shown.")
    core = deck.core_properties if package.says_of_itself(path) else None
    texts = [text for slide in slides for text in (slide.title, *(block.text for block in slide.blocks))]
    language = language_of(" ".join(texts))
    stated = day_in_path(path) or _opening_day(slides, language)
    return ReadDocument(
        title=_title(slides, path),
        sections=sections,
        media_type=_MEDIA_TYPE,
        language=language,
        published=stated or _saved_on(core),
        guessed=("language", "authority", *(() if stated else ("published",))),
        author=_author(core),
        remarks=(*((f"hidden slides are left out: {', '.join(hidden)}",) if hidden else ()), *eyes.remarks("slides")),
    )


def _title(slides: Sequence[_Slide], path: Path) -> str:
    titles = (slide.title or next((block.text.split("\n")[0] for block in slide.blocks), "") for slide in slides)
    title = next(filter(None, titles), "")
    return title if 0 < len(title) <= 200 else path.stem


def _opening_day(slides: Sequence[_Slide], language: str) -> date | None:
    if not slides:
        return None
    lines = [slides[0].title, *(line for block in slides[0].blocks for line in block.text.split("\n"))]
    return first_day(lines[:15], language)


def _saved_on(core: Any) -> date | None:
    """The day the deck was last saved."""
    moment: datetime | None = (core.modified or core.created) if core else None
    return moment.date() if moment and moment.year > 1990 else None


def _author(core: Any) -> str | None:
    name = clean(core.author or "") if core else ""
    return name if name.lower() not in _NO_AUTHOR else None


def _is_shown(slide: Any) -> bool:
    return slide._element.get("show") not in ("0", "false")


def _slide(slide: Any, number: int, height: int, eyes: PictureReader) -> _Slide:
    shapes = shapes_of(slide)
    title = title_text(shapes)
    blocks = tuple(block for block in shape_blocks(shapes) if block.text != title)
    seen = () if blocks else eyes.blocks(str(number), picture_data(shapes))
    divides = "section" in slide.slide_layout.name.lower() or slide.slide_layout._element.get("type") == "secHead"
    divides = divides and not any(block.kind in ("item", "row") for block in blocks)
    divides = divides and not seen
    return _Slide(number, title, divides, (*blocks, *_notes(slide)), candidate_title(shapes, height), seen)


def _titled(slides: Sequence[_Slide]) -> list[_Slide]:
    """Top lines made titles where there is no other; a line that tops most slides is the name of the event."""
    tops = Counter(slide.candidate for slide in slides if slide.candidate)
    many = max(_FEWEST, _RUNNING * len(slides))
    return [_with_title(slide) if slide.candidate and tops[slide.candidate] < many else slide for slide in slides]


def _with_title(slide: _Slide) -> _Slide:
    """A slide that says nothing else keeps its line as its text."""
    rest = tuple(block for block in slide.blocks if block.text != slide.candidate)
    told = any(block.kind != "note" for block in rest)
    return replace(slide, title=slide.candidate, blocks=rest) if told else slide


def _notes(slide: Any) -> Iterator[Block]:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    for paragraph in frame.text.split("\n") if frame else ():
        text = clean(re.sub(r"[\v\n]+", " ", paragraph))
        if re.search(r"\w", text):
            yield Block(text, "note")


def _without_furniture(slides: Sequence[_Slide]) -> list[_Slide]:
    """Text that stands on many slides is kept on its first; what leads in to a list or table is no furniture."""
    on = Counter(text for slide in slides for text in {block.text for block in slide.blocks if block.kind != "note"})
    leads = Counter(text for slide in slides for text in {a.text for a, b in pairwise(slide.blocks) if _leads(a, b)})
    often = max(_OFTEN, len(slides) * _SHARE)
    furniture = {text for text, count in on.items() if count >= often and leads[text] * 2 <= count}
    seen: set[str] = set()
    kept: list[_Slide] = []
    for slide in slides:
        blocks = tuple(block for block in slide.blocks if block.text not in furniture or block.text not in seen)
        seen.update(block.text for block in slide.blocks)
        kept.append(replace(slide, blocks=blocks))
    return kept


def _leads(block: Block, after: Block) -> bool:
    return block.text.endswith(":") or (block.kind == "paragraph" and after.kind in ("item", "row"))


def _sections(slides: Sequence[_Slide]) -> Iterator[ReadSection]:
    """Slides in order; a slide of the "section header" layout stands above those that follow it."""
    above: tuple[str, ...] = ()
    for slide in slides:
        if slide.divides and slide.title:
            above = (slide.title,)
        path = above if slide.divides else (*above, *((slide.title,) if slide.title else ()))
        if slide.seen:
            yield ReadSection(Locator("slide", str(slide.number)), (*path, MARK), slide.seen)
        if slide.blocks or (slide.title and not slide.divides and not slide.seen):
            yield ReadSection(Locator("slide", str(slide.number)), path, slide.blocks)
        elif slide.divides and slide.title:
            yield ReadSection(Locator("slide", str(slide.number)), above, ())
