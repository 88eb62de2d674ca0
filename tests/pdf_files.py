"""PDF files written by hand, so that a test says what stands where on a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.readers import read
from ingest.structure import Block

Line = tuple[float, float, str]  # points from the bottom, type size, text


def pdf(pages: list[list[Line]], width: int = 595, height: int = 842) -> bytes:
    """A PDF written by hand: one font, one line of text each."""
    return drawn(["\n".join(text(60, y, said, size) for y, size, said in lines) for lines in pages], width, height)


def text(x: float, y: float, said: str, size: float = 11, font: str = "F1") -> str:
    """A line of text as a page writes it; the font F2 is bold."""
    return f"BT /{font} {size} Tf {x} {y} Td ({said}) Tj ET"


def rules(lines: Sequence[tuple[float, float, float, float]]) -> str:
    """Lines as a page draws them, each from one point to another."""
    return "\n".join(f"{x1} {y1} m {x2} {y2} l S" for x1, y1, x2, y2 in lines)


def table(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], bold: int = 0) -> str:
    """A table with all its lines: where columns and rows are parted (downwards), the cells, how many rows are bold.

    A cell's lines stand below each other.
    """
    lines = [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
    said = [
        text(xs[column] + 4, ys[row] - 12 - 12 * at, line, 10, "F2" if row < bold else "F1")
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        for at, line in enumerate(cell.split("\n") if cell else ())
    ]
    return "\n".join([rules(lines), *said])


def drawn(pages: Sequence[str], width: int = 595, height: int = 842, turned: int = 0, notes: str = "") -> bytes:
    """A PDF of pages as they are written in its own language, shown turned clockwise by so many degrees.

    ``notes`` are annotations of every page, links among them.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects += [f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica{weight} >>" for weight in ("", "-Bold")]
    kids = []
    for content in pages:
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {turned} /Annots [{notes}] "
            f"/Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def blocks(folder: Path, *pages: str) -> list[tuple[str, Block]]:
    """Page → block of drawn pages, in the order of reading."""
    (folder / "paper.pdf").write_bytes(drawn(pages))
    (document,) = read(folder / "paper.pdf")
    return [(section.locator.value, block) for section in document.sections for block in section.blocks]


def rows(folder: Path, *pages: str) -> list[dict[str, str]]:
    """The cells of each row by their labels, as read."""
    return [dict(block.cells) for _, block in blocks(folder, *pages) if block.kind == "row"]


def _file(objects: Sequence[str]) -> bytes:
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    listed = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{listed}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return f"{out}startxref\n{start}\n%%EOF\n".encode("latin-1")
