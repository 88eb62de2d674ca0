"""Questions from files and pasted text: the form is told from the content, one small file for each.

Zoom's report and other tables, the API's JSON, a saved chat, plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.desk.errors import UnreadableImport
from assistant.desk.importing import api, chat, lines, table
from assistant.desk.importing.times import When
from assistant.desk.records import Incoming
from ingest.errors import ReaderError
from ingest.readers.decoding import decode

__all__ = ["Form", "When", "read", "read_file"]

Form = Literal["table", "json", "chat", "lines"]
_OTHER = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an Office file or archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|\?xml|svg|rss)\b|\{\\rtf", re.IGNORECASE)
_SUFFIXES: dict[str, Form] = {".csv": "table", ".tsv": "table", ".json": "json"}


@dataclass(frozen=True, slots=True)
class Read:
    """The form that was found, and the questions in their order."""

    form: Form
    questions: tuple[Incoming, ...]


def read_file(data: bytes, name: str, when: When, mapping: Mapping[str, str] | None = None) -> Read:
    """The questions of a file; raises UnreadableImport, NoQuestionColumn."""
    for mark, kind in _OTHER.items():
        if data.startswith(mark):
            raise UnreadableImport(f"{name} is {kind}; export the questions as CSV, JSON or plain text.")
    try:
        text = decode(data, name)
    except ReaderError as error:
        raise UnreadableImport(str(error)) from None
    return read(text, name, when, mapping)


def read(text: str, name: str, when: When, mapping: Mapping[str, str] | None = None) -> Read:
    """The questions of a text; raises as above, and where it holds none."""
    if not text.strip():
        raise UnreadableImport(f"{name} is empty.")
    form = _form(text, name, mapping)
    found = _questions(form, text, name, when, mapping)
    if not found:
        raise UnreadableImport(f"{name} holds no question.")
    return Read(form, found)


def _questions(form: Form, text: str, name: str, when: When, mapping: Mapping[str, str] | None) -> tuple[Incoming, ...]:
    match form:
        case "json":
            return api.read(text, name, when)
        case "chat":
            return chat.read(text, when)
        case "table":
            return table.read(text, name, when, mapping)
        case "lines":
            return lines.read(text)


def _form(text: str, name: str, mapping: Mapping[str, str] | None) -> Form:
    """By the content first: a report is recognised under any file name."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("WEBVTT"):
        raise UnreadableImport(f"{name} is a transcript, not a list of questions: give it as a .vtt file.")
    if _MARKUP.match(start):
        raise UnreadableImport(f"{name} is a web page or a formatted text; export the questions as CSV or plain text.")
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if chat.is_chat(start):
        return "chat"
    if mapping or suffix in (".csv", ".tsv"):
        return "table"
    if start[:1] in "{[" and (suffix == ".json" or _closes(start)):
        return "json"
    return _SUFFIXES.get(suffix) or ("table" if _is_report(text, name) else "lines")


def _closes(start: str) -> bool:
    return start.rstrip()[-1:] in "}]"


def _is_report(text: str, name: str) -> bool:
    """Is a text without a telling name a table with a header of several known columns?"""
    try:
        _, header = table.best(text, name, {})
    except UnreadableImport:
        return False
    return len(header.places) > 1
