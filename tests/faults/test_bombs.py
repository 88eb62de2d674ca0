"""Files made to exhaust whoever reads them: each is one rejected or harmless file, and its neighbours are read."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 10.0  # that one file may take


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


BOMBS: dict[str, Callable[[Path], None]] = {
    "flat.pptx": flat_zip,
    "lying.pptx": lying_zip,
    "crowded.docx": crowded_zip,
    "climbing.xlsx": climbing_zip,
    "deep.pptx": deep_xml,
    "deep.json": deep_json,
    "cycle.pdf": kids_cycle,
    "chain.pdf": filter_chain,
}
HEAVY: dict[str, Callable[[Path], None]] = {"cue.vtt": huge_cue, "tags.html": nested_tags}  # read or rejected
# Of the process that ingests; what getrusage tells of it includes the process that began it.
MOST = 1 << 30  # bytes of memory
INGEST = """
import json, sys
from pathlib import Path
from ingest.sandboxing.limits import Limits
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

store = Store(Path(sys.argv[2]), FakeEmbedder(), lambda: NOON)
report = sync([Path(sys.argv[1])], store, limits=Limits(seconds=float(sys.argv[3])))
memory = 1024 * int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print(json.dumps({"memory": memory, "rejected": {Path(each.path).name: each.reason for each in report.rejected}}))
"""


def test_bombs_among_good_files_are_rejected_by_name_and_every_good_file_is_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, make in (BOMBS | HEAVY).items():
        make(folder / name)
        (folder / f"{name}-after.md").write_text(f"# After {name}\n\nA note that stands behind {name}.\n")
    begun = time.monotonic()
    script = [sys.executable, "-c", INGEST, str(folder), str(tmp_path / "store"), str(SECONDS)]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, check=True, text=True)
    assert time.monotonic() - begun < len(BOMBS | HEAVY) * (SECONDS + 5)
    told = json.loads(done.stdout)
    assert told["memory"] < MOST
    assert BOMBS.keys() <= told["rejected"].keys() <= (BOMBS | HEAVY).keys()
    assert all(reason.endswith(".") and "Traceback" not in reason for reason in told["rejected"].values())
    store = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    assert store.verify().ok
    with closing(store.open()) as generation:
        titles = {document.title for document in generation.catalogue.documents()}
    assert titles >= {f"After {name}" for name in BOMBS | HEAVY}
