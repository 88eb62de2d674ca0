"""Words of PDF pages that link somewhere."""

from __future__ import annotations

from pathlib import Path

from ingest.readers import read
from tests.pdf_files import drawn, text

HERE = "https://calls.example/apply"


def told(folder: Path, page: str, *links: tuple[float, float, float, float, str]) -> list[str]:
    """What a page says that links from these corners (left, bottom, right, top) to these addresses."""
    notes = " ".join(
        f"<< /Type /Annot /Subtype /Link /Rect [{a} {b} {c} {d}] /A << /S /URI /URI ({address}) >> >>"
        for a, b, c, d, address in links
    )
    (folder / "paper.pdf").write_bytes(drawn([page], notes=notes))
    (document,) = read(folder / "paper.pdf")
    return [block.text for section in document.sections for block in section.blocks]


def test_linked_words_keep_their_address(tmp_path: Path) -> None:
    page = text(60, 700, "Apply here until May, and no later than that.")
    assert told(tmp_path, page, (90, 697, 113, 712, HERE)) == [
        f"Apply here ({HERE}) until May, and no later than that."
    ]


def test_a_link_over_two_lines_stands_behind_its_last_word(tmp_path: Path) -> None:
    page = "\n".join(
        [text(60, 700, "Who may ask for the vouchers of the year and"), text(60, 686, "how much they pay")]
    )
    links = (60, 697, 290, 712, HERE), (60, 683, 160, 698, HERE)
    (said,) = told(tmp_path, page, *links)
    assert said == f"Who may ask for the vouchers of the year and how much they pay ({HERE})"


def test_an_address_that_is_written_out_is_not_told_twice(tmp_path: Path) -> None:
    page = text(60, 700, "See www.Calls.example/apply for all that you need.")
    assert told(tmp_path, page, (80, 697, 190, 712, f"{HERE}/")) == [
        "See www.Calls.example/apply for all that you need."
    ]


def test_links_to_files_and_beside_all_words_are_none(tmp_path: Path) -> None:
    page = text(60, 700, "Apply here until May.")
    links = (60, 697, 113, 712, "file:///etc/passwd"), (300, 300, 400, 400, HERE)
    assert told(tmp_path, page, *links) == ["Apply here until May."]
