"""Files made to exhaust whoever reads them: each is one rejected or harmless file, and its neighbours are read."""

from __future__ import annotations

import time
import zipfile
import zlib
from pathlib import Path

import pytest

from ingest.errors import ReaderError
from ingest.sandbox import Sandbox
from ingest.sandboxing.limits import MIB, Limits

LIMITS = Limits(seconds=10, memory=1024 * MIB)


def flat_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(3):
            archive.writestr(f"ppt/media/{number}.xml", bytes(100_000_000))


def lying_zip(path: Path) -> None:
    """The directory says 1 byte; the entry unpacks to 100 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", bytes(100_000_000))
    size = (100_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1).to_bytes(4, "little")))


def crowded_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}", b"")


def climbing_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/cron.d/job", b"x")


def deep_xml(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<a>" * 300_000 + b"</a>" * 300_000)


def deep_json(path: Path) -> None:
    path.write_bytes(b"[" * 1_000_000)


def nested_tags(path: Path) -> None:
    path.write_bytes(b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000)


def pdf(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size 9 >>\n%%EOF\n"


def kids_cycle(path: Path) -> None:
    node = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"
    path.write_bytes(pdf(b"<< /Type /Catalog /Pages 2 0 R >>", node))


def filter_chain(path: Path) -> None:
    data = bytes(200_000_000)
    for _ in range(3):
        data = zlib.compress(data, 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    path.write_bytes(pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream % (len(data), data)))


def huge_cue(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nA: ")
        for _ in range(100):
            file.write(b"word " * 200_000)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("flat.pptx", flat_zip),
        ("lying.pptx", lying_zip),
        ("crowded.docx", crowded_zip),
        ("climbing.xlsx", climbing_zip),
        ("deep.pptx", deep_xml),
        ("deep.json", deep_json),
        ("cycle.pdf", kids_cycle),
        ("chain.pdf", filter_chain),
    ],
)
def test_a_bomb_is_one_rejected_file(tmp_path: Path, name: str, make: object) -> None:
    bomb, fine = tmp_path / name, tmp_path / "fine.md"
    assert callable(make)
    make(bomb)
    fine.write_text("# Fine\n\nA note on clusters.\n")
    begun = time.monotonic()
    with Sandbox(LIMITS) as sandbox:
        with pytest.raises(ReaderError):
            sandbox.read(bomb)
        assert sandbox.read(fine)[0].title == "Fine"
    assert time.monotonic() - begun < LIMITS.seconds + 10


def test_tags_nested_without_end_and_a_huge_cue_are_read_or_rejected(tmp_path: Path) -> None:
    nested_tags(tmp_path / "tags.html")
    huge_cue(tmp_path / "cue.vtt")
    with Sandbox(LIMITS) as sandbox:
        found = list(sandbox.read_all([tmp_path / "tags.html", tmp_path / "cue.vtt"]))
    assert len(found) == 2
    for documents in found:
        if not isinstance(documents, ReaderError):
            assert sum(len(b.text) for d in documents for s in d.sections for b in s.blocks) <= LIMITS.text
