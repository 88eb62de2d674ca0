"""Bytes to text, whatever the encoding; what is no text is refused."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ingest.errors import ReaderError
from ingest.readers.alphabets import likeliest_encoding

_MARKS = (  # the four-byte marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ["cp1252", "cp1250", "iso8859_2", "iso8859_15", "cp850", "cp852", "cp1251", "cp1253", "mac_roman"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65_536  # bytes that decide on an encoding
_MOST_CONTROL = 0.01  # share of control characters that text stays below


def read_bytes(path: Path) -> bytes:
    """The content of a file that holds something; ReaderError where it is empty or cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReaderError(path.name, f"cannot be opened: {error.strerror or error}.") from error
    if not data.strip():
        raise ReaderError(path.name, "is empty.")
    return data


def read_text(path: Path) -> str:
    """The text of a file with ``\\n`` line ends; ReaderError where it is empty or no text."""
    text = decode(read_bytes(path), path.name)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise ReaderError(path.name, "is empty.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(data: bytes, name: str) -> str:
    """Text of bytes: by its byte order mark, else UTF-8, else the likeliest European encoding."""
    encoding = _encoding_by_mark(data) or _encoding_by_zeros(data) or "utf-8"
    try:
        text = data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError:
        text = _guessed(data, name)
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise ReaderError(name, "is not a text file: it holds binary data.")
    return _CONTROL.sub(" ", text)


def _encoding_by_mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _encoding_by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark shows as every second byte being zero."""
    sample = data[:_SAMPLE]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > 0.3 * len(sample) and even < 0.05 * len(sample):
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * len(sample) and odd < 0.05 * len(sample) else None


def _guessed(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    if b"\x00" in data:
        raise ReaderError(name, "is not a text file: it holds binary data.")
    encoding = likeliest_encoding(data[:_SAMPLE])
    if encoding is None:
        best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
        encoding = best.encoding if best else None
    if encoding is None:
        raise ReaderError(name, "is not a text file, or its encoding is not known; save it as UTF-8.")
    return data.decode(encoding, errors="replace")
