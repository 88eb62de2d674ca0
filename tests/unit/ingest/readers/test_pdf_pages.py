"""PDF: pages, headings by type, running lines, broken words, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import wrap

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.readers import read
from ingest.readers.ocr import MARK
from ingest.structure import ReadDocument
from tests.pdf_files import Line, drawn, pdf, text


def of(pages: list[list[Line]], folder: Path, width: int = 595, height: int = 842) -> ReadDocument:
    (folder / "paper.pdf").write_bytes(pdf(pages, width, height))
    (document,) = read(folder / "paper.pdf")
    return document


BODY: list[Line] = [(700, 11, "The first line of a paragraph about water that goes"), (686, 11, "on in a second line.")]


def test_headings_are_larger_and_pages_are_locators(tmp_path: Path) -> None:
    paper = of([[(760, 20, "Water"), (740, 14, "Leaks"), *BODY], [(740, 14, "Floods"), *BODY]], tmp_path)
    assert paper.title == "Water"
    found = [(s.locator.kind, s.locator.value, s.heading_path[-1:]) for s in paper.sections if s.blocks]
    assert found[-1] == ("page", "2", ("Floods",))
    assert (
        paper.sections[-1].blocks[0].text == "The first line of a paragraph about water that goes on in a second line."
    )


def test_a_page_goes_on_under_the_heading_before_it(tmp_path: Path) -> None:
    long = [
        (y, 11, f"Sentence number {y} of a long first page that is full of running text about water.")
        for y in (700, 686, 672)
    ]
    paper = of([[(740, 14, "Leaks"), *long], BODY], tmp_path)
    assert paper.sections[-1].heading_path == ("Leaks",)


def test_slides_begin_anew_with_each_page(tmp_path: Path) -> None:
    pages = [
        [(400, 28, "Leaks"), (300, 16, "Old pipes leak more than new ones do.")],
        [(300, 16, "Rain helps a little.")],
    ]
    assert of(pages, tmp_path, 720, 540).sections[-1].heading_path == ()


def test_words_broken_at_the_line_end_are_made_whole(tmp_path: Path) -> None:
    broken: list[Line] = [
        (700, 11, "Much water is lost through the under-"),
        (686, 11, "ground pipes and cross-border mains, and through cross-"),
        (672, 11, "border rivers."),
    ]
    (block,) = of([broken], tmp_path).sections[0].blocks
    assert "underground pipes" in block.text
    assert "cross-border rivers" in block.text


def test_running_headers_stand_once_and_page_numbers_never(tmp_path: Path) -> None:
    pages = [[(820, 9, "Water report 2025"), *BODY, (30, 9, f"Page {n} of 4")] for n in range(1, 5)]
    text = "\n".join(block.text for section in of(pages, tmp_path).sections for block in section.blocks)
    assert text.count("Water report 2025") == 1
    assert "of 4" not in text


def test_bullets_are_items(tmp_path: Path) -> None:
    paper = of([[(700, 11, "What helps:"), (686, 11, "- sensors"), (672, 11, "- maps of pipes")]], tmp_path)
    assert [(block.text, block.kind) for block in paper.sections[0].blocks] == [
        ("What helps:", "paragraph"),
        ("sensors", "item"),
        ("maps of pipes", "item"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no pdf at all", "is no PDF"), (b"%PDF-1.4\nbroken", "broken PDF"), (pdf([[]]), "no text"), (b"", "is empty")],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "paper.pdf").write_bytes(content)
    with pytest.raises(ReaderError, match=reason):
        read(tmp_path / "paper.pdf")


def test_a_protected_file_says_so(shared: Path) -> None:
    with pytest.raises(ReaderError, match="protected by a password"):
        read(shared / "data/hostile/pdfminer_samples/samples__encryption__aes-256.pdf")


def test_a_page_that_is_a_picture_of_text_is_read_and_marked(tmp_path: Path) -> None:
    image = Image.new("RGB", (1200, 675), "white")
    ImageDraw.Draw(image).text((80, 250), "Clusters meet in Graz", "black", ImageFont.load_default(64))
    blank = Image.new("RGB", (1200, 675), "white")
    image.save(tmp_path / "scan.pdf", save_all=True, append_images=[blank])
    (document,) = read(tmp_path / "scan.pdf")
    (section,) = document.sections
    assert (section.locator.value, section.heading_path) == ("1", (MARK,))
    assert "Graz" in section.blocks[0].text
    with pytest.raises(ReaderError, match="holds no text"):
        read(tmp_path / "scan.pdf", Reading(ocr=False))


@pytest.mark.parametrize(("height", "is_read"), [(400, True), (150, False), (595, False)])
def test_a_large_picture_beside_a_few_words_is_read_too(tmp_path: Path, height: int, is_read: bool) -> None:
    image = Image.new("RGB", (1200, 1100), "white")
    ImageDraw.Draw(image).text((80, 250), "Clusters meet in Graz", "black", ImageFont.load_default(96))
    with pypdfium2.PdfDocument(pdf([[(560, 18, "Figure"), (540, 11, "A map of 2027")]], 842, 595)) as paper:
        picture = pypdfium2.PdfImage.new(paper)
        picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(image))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(842, height))
        page = paper[0]
        page.insert_obj(picture)
        page.gen_content()
        paper.save(tmp_path / "paper.pdf")
    (document,) = read(tmp_path / "paper.pdf")
    texts = [section.blocks[0].text for section in document.sections]
    assert [("Graz" in text, "map" in text) for text in texts] == [(False, True), *[(True, False)] * is_read]
    assert all(section.heading_path == (*document.sections[0].heading_path, MARK) for section in document.sections[1:])


def test_a_word_with_a_hyphen_is_whole_wherever_its_line_ends(tmp_path: Path) -> None:
    lines: list[Line] = [
        (700, 11, "The short-"),
        (686, 11, "and long-term aims of HORIZON-CL2-2027-"),
        (672, 11, "01-HERITAGE-03 and the DCAT-"),
        (658, 11, "AP profile of 2021-"),
        (644, 11, "2027, see https://example.eu/calls-"),
        (630, 11, "open/2027."),
    ]
    (block,) = of([lines], tmp_path).sections[0].blocks
    assert block.text == (
        "The short- and long-term aims of HORIZON-CL2-2027-01-HERITAGE-03 and the DCAT-AP profile of 2021-2027, "
        "see https://example.eu/calls-open/2027."
    )


def test_numbers_above_each_other_and_hyphens_within_words_of_a_real_agenda(shared: Path) -> None:
    (document,) = read(shared / "data/slides/SEMIC_Catalogue-of-Services_Webinar_2019-02-06.pdf", Reading(ocr=False))
    agenda = [block.text for section in document.sections if section.locator.value == "2" for block in section.blocks]
    assert {"6 AOB and wrap-up", "5 Change management of CPSV-AP"} <= set(agenda)
    assert not [text for text in agenda if text.isdigit() and len(text) > 1]


LEFT = """The water board met in Graz to talk about leaks and how to find them before they do
harm. It was agreed that sensors help most where pipes are old, and that maps of them should be open to all towns
of the region. Costs are shared among towns by the length of their pipes, not by their inhabitants or income"""
RIGHT = """Firms may apply for vouchers of up to five thousand euro for training in the use of a
sensor network. Vouchers are given in order of arrival until the budget is spent. Each firm can have one voucher
in a year. Forms are on the pages of the cluster, where the rules are too. Questions go to the desk in town"""


def across(left: list[str], right: list[str], x: int) -> str:
    lines = enumerate(zip(left, right, strict=False))
    return "\n".join(text(60, 780 - 14 * at, a) + "\n" + text(x, 780 - 14 * at, b) for at, (a, b) in lines)


def test_two_columns_written_line_by_line_across_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = (wrap(" ".join(column.split()), 42) for column in (LEFT, RIGHT))
    title = text(60, 810, "A title over both columns that is long enough to cross the gap between them", 14)
    (tmp_path / "paper.pdf").write_bytes(drawn([f"{title}\n{across(left, right, 310)}"]))
    (document,) = read(tmp_path / "paper.pdf")
    told = " ".join(block.text for section in document.sections for block in section.blocks)
    lines = min(len(left), len(right))
    assert told.endswith(" ".join([*left[:lines], *right[:lines]]))
    assert document.title.startswith("A title over both")


def test_columns_of_short_values_stay_rows(tmp_path: Path) -> None:
    names, values = [f"Region {n}" for n in range(8)], [f"{n} million euro" for n in range(8)]
    (tmp_path / "paper.pdf").write_bytes(drawn([across(names, values, 310)]))
    (document,) = read(tmp_path / "paper.pdf")
    told = [block.text for block in document.sections[0].blocks]
    assert told[3:5] == ["Region 3: 3 million euro", "Region 4: 4 million euro"]


REAL = ("work-programmes/HE_CL2_2025.pdf", "slides/SDG_sandbox_webinars_2020/20200708_WP4_webinar_2_v0.10.pdf")


@pytest.mark.parametrize("name", REAL)
def test_hardly_a_word_of_a_real_paper_is_left_broken(shared: Path, name: str) -> None:
    (document,) = read(shared / "data" / name, Reading(ocr=False))
    told = "\n".join(block.text for section in document.sections for block in section.blocks)
    broken = re.findall(r"\w- (?!and |or |to )\w", told)
    assert len(broken) <= len(told.split()) / 10_000
