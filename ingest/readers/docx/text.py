"""The words of a DOCX paragraph: links with their address, footnotes with their number, deleted text left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.docx.styles import W, is_on, related
from ingest.readers.inline import clean

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ADDRESS = re.compile(r'HYPERLINK\s+"(https?://[^"]+)"')
_SKIPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "txbxContent", "sdtPr")
)
_SPOKEN = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(slots=True)
class Words:
    """Reads paragraphs of one document; ``pending`` are the footnotes referred to since they were last taken."""

    part: Any
    notes: dict[str, str] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, paragraph: Any) -> str:
        """On one line, but for the breaks that the author put in."""
        text = "".join(self._texts(paragraph))
        return "\n".join(filter(None, (clean(line) for line in text.split("\n"))))

    def take_notes(self) -> list[str]:
        """The footnotes since the last time, each "[1] its text"."""
        taken, self.pending = self.pending, []
        return taken

    def _texts(self, element: Any) -> Iterator[str]:
        for child in element:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in _SPOKEN:
                yield _SPOKEN[child.tag]
            elif child.tag == f"{W}hyperlink":
                yield _linked("".join(self._texts(child)), self._address(child))
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._note(child)
            elif child.tag == f"{W}r" and _is_taken_back(child.find(f"{W}rPr")):
                continue
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._texts(child[0]) if len(child) else ()
            else:
                yield from self._texts(child)

    def _address(self, link: Any) -> str:
        relation = self.part.rels.get(link.get(f"{_R}id"))
        address = relation.target_ref if relation is not None and relation.is_external else ""
        return address if address.startswith(("http://", "https://")) else ""

    def _note(self, reference: Any) -> str:
        key = f"{reference.tag}{reference.get(f'{W}id')}"
        text = self.notes.get(key)
        if not text:
            return ""
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        self.pending.append(f"[{number}] {text}")
        return f"[{number}]"


def _is_taken_back(properties: Any) -> bool:
    """Is a run hidden or struck out?"""
    return any(is_on(properties, name) for name in ("vanish", "strike", "dstrike"))


def words_of(document: Any) -> Words:
    """The reader of a python-docx document's paragraphs."""
    return Words(document.part, {**_notes(document.part, "footnote"), **_notes(document.part, "endnote")})


def field_addresses(paragraph: Any) -> list[str]:
    """Addresses of links that are written as fields."""
    codes = (code.text or "" for code in paragraph.iter(f"{W}instrText"))
    return [match[1] for code in codes if (match := _ADDRESS.search(code))]


def _linked(words: str, address: str) -> str:
    if not address or address.rstrip("/") == words.strip().rstrip("/"):
        return words
    return f"{words.rstrip()} ({address})" if words.strip() else ""


def _notes(part: Any, kind: str) -> dict[str, str]:
    """The texts of foot- or endnotes by the tag and id that refer to them."""
    root = related(part, f"/{kind}s")
    if root is None:
        return {}
    found: dict[str, str] = {}
    for note in root.iter(f"{W}{kind}"):
        relations = next(rel.target_part for rel in part.rels.values() if rel.reltype.endswith(f"/{kind}s"))
        reader = Words(relations)
        texts = (" ".join(reader.of(paragraph).split()) for paragraph in note.iter(f"{W}p"))
        found[f"{W}{kind}Reference{note.get(f'{W}id')}"] = " ".join(filter(None, texts))
    return found
