"""Pictures of slides by LibreOffice: a script stands in for it, so that it can also hang, crash and miscount."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from ingest.options import Reading
from ingest.pictures.office import Office
from ingest.pictures.outside import looks_outside
from ingest.sandboxing.limits import Limits
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from tests.pdf_files import pdf
from vectorstore.store import Store

SLIDES = ["Clusters meet in Graz", "Kept for another day", "They meet in Lyon too"]
HIDDEN = 1
PAGES = [[(300, 24, SLIDES[0])], [(300, 24, SLIDES[2])]]
WRITE = 'while [ "$1" != --outdir ]; do shift; done\ncp "{pdf}" "$2/deck.pdf"\n'
PROFILE = 'cp -r "${{1#-env:UserInstallation=file://}}" "{folder}/profile"\nenv > "{folder}/environment"\n'


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    made = Presentation()
    for at, text in enumerate(SLIDES):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = f"Theme {at}"
        slide.placeholders[1].text = text
        if at == HIDDEN:
            slide._element.set("show", "0")
    folder = tmp_path / "in"
    folder.mkdir()
    made.save(str(folder / "talk.pptx"))
    return folder


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The script to be written, before everything else on the path."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


def install(program: Path, script: str, pages: list[list[tuple[float, float, str]]] = PAGES) -> None:
    made = program.with_name("made.pdf")
    made.write_bytes(pdf(pages, 960, 540))
    program.write_text("#!/bin/sh\n" + script.format(pdf=made, folder=program.parent))
    program.chmod(0o755)


def ingested(decks: Path, export: float = 20) -> tuple[dict[str, str], list[str]]:
    """The place of each passage's picture, none as "", and the notes of the ingest."""
    store = Store(decks.parent / "store", FakeEmbedder(), lambda: NOON)
    report = sync([decks], store, limits=Limits(export=export))
    assert (report.created, report.rejected) == (1, ())
    with closing(store.open()) as generation:
        found = generation.catalogue
        pictures = {p.text: (p.locator, found.picture(p.passage_id)) for p in found.all_passages()}
        assert all(
            generation.picture(picture.digest)[:3] == b"\xff\xd8\xff" for _, picture in pictures.values() if picture
        )
    shown = {text: f"{place.kind} {place.value}" if picture else "" for text, (place, picture) in pictures.items()}
    return shown, [f"{remark.path}: {remark.reason}" for remark in report.remarks if "hidden" not in remark.reason]


def test_each_shown_slide_has_its_picture(decks: Path, soffice: Path) -> None:
    install(soffice, WRITE)
    assert ingested(decks) == ({SLIDES[0]: "slide 1", SLIDES[2]: "slide 2"}, [])


def test_the_picture_is_the_one_of_its_slide(decks: Path, soffice: Path) -> None:
    install(soffice, WRITE, [[], PAGES[1]])
    store = Store(decks.parent / "store", FakeEmbedder(), lambda: NOON)
    sync([decks], store)
    with closing(store.open()) as generation:
        found = generation.catalogue
        sizes = {p.text: len(generation.picture(found.picture(p.passage_id).digest)) for p in found.all_passages()}  # type: ignore[union-attr]
    assert sizes[SLIDES[0]] < sizes[SLIDES[2]]  # an empty page takes less


def test_the_profile_is_its_own_and_forbids_links_and_macros_and_no_secret_is_given(
    decks: Path, soffice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EUCLUSTERS_STAFF_TOKEN", "not to be told")
    install(soffice, PROFILE + WRITE)
    ingested(decks)
    settings = (soffice.parent / "profile" / "user" / "registrymodifications.xcu").read_text()
    for forbidden in ("BlockUntrustedRefererLinks", "DisableMacrosExecution"):
        assert f'"{forbidden}" oor:op="fuse"><value>true</value>' in settings
    environment = (soffice.parent / "environment").read_text()
    assert "not to be told" not in environment
    assert f"HOME={Path.home()}\n" not in environment


def test_without_libreoffice_one_note_counts_the_decks(
    decks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    shown, notes = ingested(decks)
    assert set(shown.values()) == {""}
    assert notes == [
        "LibreOffice: is not installed (soffice), so that slides of PPTX files have no pictures: 1 of these files."
    ]


def test_one_that_hangs_is_ended_with_all_that_it_started(decks: Path, soffice: Path) -> None:
    install(soffice, 'sleep 300 &\necho $! > "{folder}/child"\nwait\n')
    shown, notes = ingested(decks, export=0.5)
    assert set(shown.values()) == {""}
    assert notes == [f"{decks}/talk.pptx: has no pictures, as it takes LibreOffice longer than 0.5 s."]
    assert is_gone(int((soffice.parent / "child").read_text()))


def is_gone(pid: int) -> bool:
    """No such process, or one that has ended and waits to be buried."""
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"


@pytest.mark.parametrize(
    ("script", "pages", "reason"),
    [
        ("exit 3\n", PAGES, "is too much for LibreOffice (it ended with 3)."),
        ("kill -SEGV $$\n", PAGES, "is too much for LibreOffice (it ended with -11)."),
        ("exit 0\n", PAGES, "is not turned into a PDF by LibreOffice."),
        (WRITE, [*PAGES, PAGES[0]], "is turned into 3 pages for 2 slides by LibreOffice."),
        (WRITE + 'echo broken > "$2/deck.pdf"\n', PAGES, "is turned into a broken PDF by LibreOffice."),
    ],
)
def test_one_that_fails_costs_the_pictures_and_nothing_else(
    decks: Path, soffice: Path, script: str, pages: list[list[tuple[float, float, str]]], reason: str
) -> None:
    install(soffice, script, pages)
    shown, notes = ingested(decks)
    assert set(shown) == {SLIDES[0], SLIDES[2]}
    assert set(shown.values()) == {""}
    assert notes == [f"{decks}/talk.pptx: has no pictures, as it {reason}"]


def test_one_that_cannot_be_started_costs_the_pictures_and_nothing_else(decks: Path, soffice: Path) -> None:
    soffice.write_bytes(b"\x7fELF no program")
    soffice.chmod(0o755)
    shown, notes = ingested(decks)
    assert set(shown.values()) == {""}
    assert notes == [f"{decks}/talk.pptx: has no pictures, as it cannot be given to LibreOffice: Exec format error."]


def test_without_the_setting_libreoffice_is_not_started(decks: Path, soffice: Path) -> None:
    install(soffice, 'touch "{folder}/started"\n' + WRITE)
    sync([decks], Store(decks.parent / "store", FakeEmbedder(), lambda: NOON), reading=Reading(pictures=False))
    assert not (soffice.parent / "started").exists()


@pytest.mark.parametrize(
    ("drawing", "outside"),
    [
        (b'<svg><image xlink:href="file:///etc/logo.png"/></svg>', True),
        (b'<?xml version="1.0"?><s:svg xmlns:s="x"><s:image href = \'../logo.png\'/></s:svg>', True),
        ('<svg><image href="file:///etc/logo.png"/></svg>'.encode("utf-16"), True),
        (b'<!DOCTYPE svg [<!ENTITY i "&#60;image">]><svg>&i;</svg>', True),
        (b"\x1f\x8b\x08 a packed drawing", True),
        (b"%!PS-Adobe-3.0 EPSF-3.0", True),
        (b'<svg><image href="data:image/png;base64,AA=="/><a href="#part"/></svg>', False),
        (b'<svg><a href="https://example.org/">a link</a></svg>', False),
        (b"\x89PNG", False),
    ],
)
def test_a_drawing_that_may_show_other_files_is_not_given_to_libreoffice(
    decks: Path, drawing: bytes, outside: bool
) -> None:
    with zipfile.ZipFile(decks / "talk.pptx", "a") as deck:
        deck.writestr("ppt/media/image1.png", drawing)
    assert looks_outside(decks / "talk.pptx") is outside


def test_a_deck_with_such_a_drawing_is_read_without_pictures(decks: Path, soffice: Path) -> None:
    install(soffice, WRITE)
    with zipfile.ZipFile(decks / "talk.pptx", "a") as deck:
        deck.writestr("ppt/media/image1.png", b'<svg><image href="/etc/logo.png"/></svg>')
    shown, (note,) = ingested(decks)
    assert set(shown.values()) == {""}
    assert note.endswith("holds a drawing that may show other files, so LibreOffice is not given it.")


LIBREOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")


@LIBREOFFICE
def test_libreoffice_itself_leaves_hidden_slides_out(decks: Path) -> None:
    assert ingested(decks, export=120) == ({SLIDES[0]: "slide 1", SLIDES[2]: "slide 2"}, [])


@LIBREOFFICE
def test_libreoffice_itself_fetches_nothing_that_a_deck_links_to(decks: Path, tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    with serving_bytes(picture.getvalue()) as (address, asked):
        link_a_picture(decks / "talk.pptx", picture, f"{address}/logo.png")
        export = Office.installed(Limits()).export(decks / "talk.pptx", tmp_path)  # type: ignore[union-attr]
    assert export.with_suffix(".pdf").is_file()
    assert asked == []


def link_a_picture(path: Path, picture: BytesIO, address: str) -> None:
    """A picture on the first slide that the deck does not hold but names."""
    deck = Presentation(str(path))
    shape = deck.slides[0].shapes.add_picture(picture, 0, 0)
    blip = shape._element.blipFill.find(qn("a:blip"))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), deck.slides[0].part.relate_to(address, RT.IMAGE, is_external=True))
    deck.save(str(path))


@contextmanager
def serving_bytes(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """A server on loopback, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
