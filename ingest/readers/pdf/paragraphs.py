"""Lines of PDF pages to headings, paragraphs and list items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.counts import counted
from ingest.readers.pdf.lines import PdfLine
from ingest.structure import Block

_LARGER = 1.12  # times the size of the running text that makes a heading
_LONGEST_HEADING = 200  # characters
_GAP = 0.6  # of a line's height; more between two lines parts them
_BULLET = re.compile(r"^(?:[•▪‣●○■□➢✓·◦\uf0b7\uf0a7]|[-–—o](?=\s))\s*")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[ivx]{1,4}[.)])\s+\S")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")
_BROKEN_WHOLE = re.compile(r"https?://\S*[-/_?&=]$|\b[A-Z][A-Z\d]*(?:-[A-Z\d]+)+-$")  # an address, an identifier
_BROKEN_NUMBER = re.compile(r"[\dA-Z][-–]$")  # or an identifier
_MAY_GO_ON = "-–/_?&="  # at the end of a line
# What follows a word that is left open: "short- and long-term".
_CONJUNCTIONS = frozenset(["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "i", "oraz", "lub"])
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@dataclass(frozen=True, slots=True)
class PdfHeading:
    """A heading with the size that ranks it; bold headings in the size of the text rank below all larger ones."""

    text: str
    size: float


def paragraphs(pages: Sequence[Sequence[PdfLine]]) -> Iterator[list[Block | PdfHeading]]:
    """For every page its headings and blocks in order."""
    body = _body_size(pages)
    compounds = compounds_of([line for page in pages for line in page])
    for page in pages:
        yield list(_elements(page, _headings(page, body), compounds))


def blocks(lines: Sequence[PdfLine], compounds: set[str]) -> list[Block]:
    """Lines without headings, such as those in a cell of a table, as paragraphs and items."""
    found = _elements(lines, [False] * len(lines), compounds)
    return [element for element in found if isinstance(element, Block)]


def compounds_of(lines: Sequence[PdfLine]) -> set[str]:
    """The words that are written with a hyphen within a line."""
    hyphened = (line.text for line in lines if "-" in line.text)
    return {word.casefold() for text in hyphened for word in _HYPHENATED.findall(text)}


def _body_size(pages: Sequence[Sequence[PdfLine]]) -> float:
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _elements(page: Sequence[PdfLine], heading: Sequence[bool], compounds: set[str]) -> Iterator[Block | PdfHeading]:
    listed = counted(page)
    for start, end in pairwise([*_starts(page, heading, listed), len(page)]):
        yield _element(page[start:end], heading[start], compounds, listed=start in listed)


def _starts(page: Sequence[PdfLine], heading: Sequence[bool], listed: set[int]) -> Iterator[int]:
    """The lines that begin something new."""
    right = max((line.right for line in page), default=0.0)
    start = 0
    for at, line in enumerate(page):
        begins = at == 0 or at in listed or heading[at] != heading[at - 1]
        if begins or _parts(page[start:at], line, right, wraps=heading[at]):
            start = at
            yield at


def _headings(page: Sequence[PdfLine], body: float) -> list[bool]:
    """Which lines are of headings, the first lines of wrapped ones too: "Working time: barriers," / "benefits"."""
    found = [_looks_like_heading(line, body) for line in page]
    for at in range(len(page) - 2, -1, -1):
        found[at] = found[at] or (found[at + 1] and _goes_on(page[at], page[at + 1]))
    return found


def _goes_on(line: PdfLine, following: PdfLine) -> bool:
    close = following.top - line.bottom <= _GAP * (line.bottom - line.top)
    alike = line.bold and following.bold and abs(line.size - following.size) < 0.5
    return alike and close and line.text.endswith((",", ":", ";")) and following.text[:1].islower()


def _parts(run: Sequence[PdfLine], line: PdfLine, right: float, *, wraps: bool) -> bool:
    """Whether a line begins something new after the lines so far; within a heading no stop at a line's end does."""
    last = run[-1]
    if last.block or line.block or abs(last.size - line.size) > 1.5:
        return True
    if _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return True
    gap = line.top - last.bottom
    if gap > _GAP * max(last.bottom - last.top, 1) or gap < -(last.bottom - last.top):
        return True
    short = last.right < right - 0.25 * (right - last.left)
    return short and last.text.endswith((".", ":", ";", "!", "?")) and not (wraps and line.text[:1].islower())


def _looks_like_heading(line: PdfLine, body: float) -> bool:
    if line.block or len(line.text) > _LONGEST_HEADING or not re.search(r"[^\W\d_]{2}", line.text):
        return False
    if _BULLET.match(line.text):
        return False
    larger = line.size >= body * _LARGER
    return larger or (line.bold and line.size >= 0.95 * body and not line.text.endswith((".", ",", ";", ":")))


def _element(
    run: Sequence[PdfLine], is_heading: bool, compounds: set[str], *, listed: bool = False
) -> Block | PdfHeading:
    if run[0].block:
        return run[0].block
    text = _joined([line.text for line in run], compounds)
    if is_heading and len(text) <= _LONGEST_HEADING:
        return PdfHeading(text, run[0].size)
    if _BULLET.match(text):
        return Block(_BULLET.sub("", text) or text, "item", 1 if text[0] in "o○◦–—" else 0)
    return Block(text, "item" if listed or (_NUMBERED.match(text) and len(text) > 4) else "paragraph")


def _joined(texts: Sequence[str], compounds: set[str]) -> str:
    """Lines in one; a word broken at a line's end is made whole, unless the document writes it with a hyphen."""
    joined = texts[0]
    for text in texts[1:]:
        joined = _mended(joined, text, compounds) if joined[-1] in _MAY_GO_ON else f"{joined} {text}"
    return joined


def _mended(before: str, text: str, compounds: set[str]) -> str:
    last = before.rsplit(" ", 1)[-1]
    goes_on = text[0].isdigit() or text[0].isupper()
    if _BROKEN_WHOLE.search(last) or (_BROKEN_NUMBER.search(last) and goes_on):
        return before + text
    broken, first = _BROKEN_WORD.search(last), re.match(r"[^\W\d_]+", text)
    if not broken or not first or first[0] in _CONJUNCTIONS:
        return f"{before} {text}"
    if first[0][0].isupper() or f"{broken[1]}-{first[0]}".casefold() in compounds:
        return before + text
    return before[:-1] + text
