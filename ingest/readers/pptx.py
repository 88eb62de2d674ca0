"""PowerPoint: a section for each slide that is shown, with its number, title, bullets, tables and speaker notes."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.errors import ReaderError
from ingest.readers.decoding import read_bytes
from ingest.readers.inline import clean
from ingest.readers.metadata import day_in_name, first_day, language_of
from ingest.readers.pptx_shapes import shape_blocks, title_text
from ingest.structure import Block, ReadDocument, ReadSection
from vectorstore.records import Locator

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_LARGEST = 1_000_000_000  # bytes unpacked; more is no deck
_BROKEN = (  # what python-pptx and its parser (SyntaxError is malformed XML) raise on broken packages
    SyntaxError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    EOFError,
    OSError,
    zipfile.BadZipFile,
)
_OFTEN = 3  # slides on which a text must stand again to be furniture


@dataclass(frozen=True, slots=True)
class _Slide:
    number: int
    title: str
    divides: bool
    blocks: tuple[Block, ...]


def read(path: Path) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is no PPTX, is protected, or holds no text."""
    from pptx.exc import PythonPptxError

    read_bytes(path)
    try:
        return (_document(_opened(path), path),)
    except (PythonPptxError, *_BROKEN) as error:
        raise ReaderError(path.name, f"is a broken PPTX: {_reason(error)}.") from error


def _opened(path: Path) -> Any:
    from pptx import Presentation

    if not zipfile.is_zipfile(path):
        raise ReaderError(path.name, "is no PPTX, or it is protected by a password.")
    with zipfile.ZipFile(path) as package:
        if sum(member.file_size for member in package.infolist()) > _LARGEST:
            raise ReaderError(path.name, "unpacks to more than 1 GB and is not read.")
    return Presentation(str(path))


def _reason(error: BaseException) -> str:
    words = clean(str(error).split("\n")[0])[:120].rstrip(".")
    return words or type(error).__name__


def _document(deck: Any, path: Path) -> ReadDocument:
    slides = _without_furniture([_slide(slide, at) for at, slide in enumerate(deck.slides, 1) if _is_shown(slide)])
    sections = tuple(_sections(slides))
    if not sections:
        raise ReaderError(path.name, "holds no text on any slide that is shown.")
    core = deck.core_properties
    texts = [text for slide in slides for text in (slide.title, *(block.text for block in slide.blocks))]
    language = language_of(" ".join(texts))
    return ReadDocument(
        title=_title(slides, path),
        sections=sections,
        media_type=_MEDIA_TYPE,
        language=language,
        published=day_in_name(path.name) or _opening_day(slides, language) or _saved_on(core),
        author=clean(core.author or "") or None,
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
    """The day the deck was last saved; where the file has no properties python-pptx makes some up, of today."""
    moment: datetime | None = core.modified or core.created
    made_up = core.last_modified_by == "python-pptx" and core.revision == 1
    return moment.date() if moment and moment.year > 1990 and not made_up else None


def _is_shown(slide: Any) -> bool:
    return slide._element.get("show") not in ("0", "false")


def _slide(slide: Any, number: int) -> _Slide:
    title = title_text(slide)
    blocks = (*(block for block in shape_blocks(slide) if block.text != title), *_notes(slide))
    divides = "section" in slide.slide_layout.name.lower() or slide.slide_layout._element.get("type") == "secHead"
    return _Slide(number, title, divides and not any(b.kind in ("item", "row") for b in blocks), blocks)


def _notes(slide: Any) -> Iterator[Block]:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    for paragraph in frame.text.split("\n") if frame else ():
        text = clean(re.sub(r"[\v\n]+", " ", paragraph))
        if re.search(r"\w", text):
            yield Block(text, "note")


def _without_furniture(slides: Sequence[_Slide]) -> list[_Slide]:
    """Text that stands on many slides is kept on its first."""
    on = Counter(text for slide in slides for text in {block.text for block in slide.blocks if block.kind != "note"})
    often = max(_OFTEN, len(slides) // 4)
    furniture = {text for text, count in on.items() if count >= often and not text.endswith(":")}
    seen: set[str] = set()
    kept: list[_Slide] = []
    for slide in slides:
        blocks = tuple(block for block in slide.blocks if block.text not in furniture or block.text not in seen)
        seen.update(block.text for block in slide.blocks)
        kept.append(replace(slide, blocks=blocks))
    return kept


def _sections(slides: Sequence[_Slide]) -> Iterator[ReadSection]:
    """Slides in order; a slide of the "section header" layout stands above those that follow it."""
    above: tuple[str, ...] = ()
    for slide in slides:
        if slide.divides and slide.title:
            above = (slide.title,)
        path = above if slide.divides else (*above, *((slide.title,) if slide.title else ()))
        if slide.blocks or (slide.title and not slide.divides):
            yield ReadSection(Locator("slide", str(slide.number)), path, slide.blocks)
        elif slide.divides and slide.title:
            yield ReadSection(Locator("slide", str(slide.number)), above, ())
