"""HTML: main text by heading, lists, tables, links, what the head declares; menus and footers left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import ReaderError
from ingest.readers import read
from ingest.structure import Block, ReadDocument

HEAD = (
    '<html lang="en-GB"><head><title>Talk | Platform</title><link rel="canonical" href="https://example.org/talk">'
    '<meta property="og:site_name" content="Cluster Platform">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-15T10:00:00+02:00",'
    ' "author": {"name": "Ada Host"}}</script></head><body><nav><ul><li><a href="/a">Home</a></li></ul></nav>'
)
FOOT = "<footer>Imprint and privacy 2019-01-01</footer></body></html>"
INTRO = "<p>Clusters met to talk about the resilience of supply chains and about what regions can do for it.</p>"


def page(main: str, folder: Path) -> ReadDocument:
    (folder / "page.html").write_text(f"{HEAD}<main><h1>Talk</h1>{INTRO}{main}</main>{FOOT}", encoding="utf-8")
    (document,) = read(folder / "page.html")
    return document


def blocks(document: ReadDocument, *path: str) -> tuple[Block, ...]:
    return next(section.blocks for section in document.sections if section.heading_path == path)


def test_a_page_says_who_published_what_where_and_when(tmp_path: Path) -> None:
    document = page("<p>It was good.</p>", tmp_path)
    assert (document.title, document.author, document.publisher) == ("Talk", "Ada Host", "Cluster Platform")
    assert (document.published, document.source_url) == (date(2024, 5, 15), "https://example.org/talk")
    text = " ".join(block.text for section in document.sections for block in section.blocks)
    assert "resilience" in text
    assert "Imprint" not in text
    assert "Home" not in text


def test_lists_keep_their_nesting_and_links_their_address(tmp_path: Path) -> None:
    document = page(
        "<h2>Barriers</h2><p>They are:</p><ul><li>Skills<ul><li>green ones</li></ul></li>"
        '<li><a href="/capital">Capital</a></li></ul>',
        tmp_path,
    )
    assert blocks(document, "Barriers") == (
        Block("They are:"),
        Block("Skills", "item"),
        Block("green ones", "item", 1),
        Block("Capital (https://example.org/capital)", "item"),
    )


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ('<base href="https://files.example.org/deep/">', "https://files.example.org/deep/guide.pdf"),
        ('<base href="/deep/"><link rel="canonical" href="https://example.org/a/b">', "https://example.org/deep/guide.pdf"),
        ('<base href="https://[broken"><link rel="canonical" href="https://example.org/a/b">',
         "https://example.org/a/guide.pdf"),
    ],
)  # fmt: skip
def test_relative_links_start_from_the_base_of_a_page(tmp_path: Path, stated: str, address: str) -> None:
    (tmp_path / "page.html").write_text(
        f'<html><head>{stated}</head><body><main><h1>Talk</h1>{INTRO}<p>Read the <a href="guide.pdf">guide</a>.</p>'
        "</main></body></html>",
        encoding="utf-8",
    )
    (document,) = read(tmp_path / "page.html")
    assert f"Read the guide ({address})." in [block.text for section in document.sections for block in section.blocks]


def test_headings_that_are_links_are_kept_on_pages_that_only_list(tmp_path: Path) -> None:
    cards = "".join(
        f'<div class="card"><h3><a href="/c{at}">Call number {at}</a></h3><span>Deadline: {at} May 2025</span></div>'
        for at in range(1, 7)
    )
    document = page(f"<h2>Calls</h2><div>{cards}</div>", tmp_path)
    assert [section.heading_path for section in document.sections][-1] == ("Calls", "Call number 6")
    assert [b.text for b in blocks(document, "Calls", "Call number 6")] == [
        "https://example.org/c6",
        "Deadline: 6 May 2025",
    ]


def test_rows_of_a_table_carry_their_labels(tmp_path: Path) -> None:
    table = "<table><tr><th>Call</th><th>Deadline</th></tr><tr><td>AQUA</td><td>3 May</td></tr></table>"
    assert blocks(page(f"<h2>Dates</h2>{table}", tmp_path), "Dates")[0].cells == (
        ("Call", "AQUA"),
        ("Deadline", "3 May"),
    )


def test_the_declared_encoding_counts(tmp_path: Path) -> None:
    body = f"<body><p>Środki dla Łodzi. {'Żółta łódka. ' * 10}</p></body>"
    text = f'<html><head><meta charset="iso-8859-2"></head>{body}</html>'
    (tmp_path / "pl.html").write_bytes(text.encode("iso-8859-2"))
    assert "Łodzi" in read(tmp_path / "pl.html")[0].sections[0].blocks[0].text


@pytest.mark.parametrize("text", ["<html><body></body></html>", "<div>" * 100_000])
def test_a_page_without_text_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    with pytest.raises(ReaderError):
        read(tmp_path / "x.html")


STAGES = """<table><tr><th rowspan="2">Call</th><th colspan="2">Stage 1</th><th>Stage 2</th></tr>
<tr><th>Opens</th><th>Closes</th><th>Closes</th></tr>
<tr><td rowspan="2">AQUA</td><td>May</td><td>June</td><td>July</td></tr>
<tr><td colspan="2">later</td><td>August</td></tr></table>"""


def rows_of(document: ReadDocument) -> list[tuple[tuple[str, str], ...]]:
    return [block.cells for section in document.sections for block in section.blocks if block.kind == "row"]


@pytest.mark.parametrize("around", ["<main><h1>Talk</h1>{}</main>", "<h1>Talk</h1><div>{}</div>"])
def test_cells_over_rows_and_columns_leave_every_value_under_its_label(tmp_path: Path, around: str) -> None:
    (tmp_path / "page.html").write_text(HEAD + around.format(INTRO + STAGES) + FOOT, encoding="utf-8")
    (document,) = read(tmp_path / "page.html")
    assert rows_of(document) == [
        (("Call", "AQUA"), ("Stage 1 – Opens", "May"), ("Stage 1 – Closes", "June"), ("Stage 2 – Closes", "July")),
        (("Call", "AQUA"), ("Stage 1 – Opens", "later"), ("Stage 2 – Closes", "August")),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>Budget</td><td>EUR 2 million</td></tr><tr><td>Deadline</td><td>3 May 2027</td></tr>",
        "<tr><th>Budget</th><td>EUR 2 million</td></tr><tr><th>Deadline</th><td>3 May 2027</td></tr>",
        '<tr><th colspan="2">AQUA</th></tr><tr><td>Budget:</td><td>EUR 2 million</td></tr>'
        "<tr><td>Deadline:</td><td>3 May 2027</td></tr>",
    ],
)
def test_a_sheet_of_facts_has_its_labels_at_the_left(tmp_path: Path, table: str) -> None:
    document = page(f"<table>{table}</table>", tmp_path)
    assert rows_of(document) == [(("Budget", "EUR 2 million"),), (("Deadline", "3 May 2027"),)]


def test_the_mailbox_behind_a_link_is_kept_and_what_is_not_shown_is_not(tmp_path: Path) -> None:
    document = page(
        '<h2>Contact</h2><p>Write to <a href="mailto:ada@example.org?subject=Hi">Ada Host</a>.</p>'
        '<p style="display: none">Never shown.</p>',
        tmp_path,
    )
    assert blocks(document, "Contact") == (Block("Write to Ada Host (ada@example.org)."),)


def test_a_box_beside_the_text_is_read_behind_it_unless_it_leads_elsewhere(tmp_path: Path) -> None:
    facts = "<aside><h3>Key facts</h3><ul><li>Deadline: 12 May 2027</li><li>Grant: EUR 20 000</li></ul></aside>"
    related = '<aside><h3>Related</h3><ul><li><a href="/fire">A call on fire</a></li></ul></aside>'
    letter = '<aside class="newsletter-box"><p>Every week all news of the clusters in your mailbox.</p></aside>'
    document = page(f"<h2>Report</h2>{facts}After. <p>It was good.</p>{related}{letter}", tmp_path)
    assert blocks(document, "Report") == (Block("After."), Block("It was good."))
    assert [block.text for block in blocks(document, "Key facts")] == ["Deadline: 12 May 2027", "Grant: EUR 20 000"]
    assert [section.heading_path[-1:] for section in document.sections[-1:]] == [("Key facts",)]


def test_a_box_beside_all_text_is_none_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        f"{HEAD}<main><h1>Talk</h1>{INTRO}</main><aside><p>Our fair is on 3 March.</p></aside>{FOOT}", encoding="utf-8"
    )
    (document,) = read(tmp_path / "page.html")
    assert "fair" not in " ".join(block.text for section in document.sections for block in section.blocks)


def test_lines_that_begin_with_a_mark_are_items(tmp_path: Path) -> None:
    document = page(
        "<h2>Calls</h2><p>Open:</p><p>·&nbsp;&nbsp;AQUA: vouchers</p><p>• FIRE: training<br>• SOIL</p>", tmp_path
    )
    assert blocks(document, "Calls") == (
        Block("Open:"), Block("AQUA: vouchers", "item"), Block("FIRE: training", "item"), Block("SOIL", "item"),
    )  # fmt: skip


def test_what_is_struck_out_is_not_said(tmp_path: Path) -> None:
    document = page("<p>Deadline: <del>2 May 2027</del> <s>3 May 2027</s> 16 May 2027</p>", tmp_path)
    assert [block.text for block in blocks(document)][-1] == "Deadline: 16 May 2027"


CARDS = (("Deadline", "12 May 2027, 17:00"), ("Who can apply", "SMEs"), ("Funding", "EUR 20 000"))


def test_cards_whose_headings_label_a_line_each_are_labelled_lines(tmp_path: Path) -> None:
    cards = "".join(f"<div><h3>{label}</h3><p>{said}</p></div>" for label, said in CARDS)
    document = page(f"{cards}<h2>Questions</h2><h3>Deadline</h3><p>It is final.</p>", tmp_path)
    assert [block.text for block in blocks(document)][1:] == [f"{label}: {said}" for label, said in CARDS]
    assert blocks(document, "Questions", "Deadline") == (Block("It is final."),)


def test_sections_of_the_same_rank_as_what_stands_above_stay_sections(tmp_path: Path) -> None:
    document = page(
        "<h2>History</h2><p>One.</p><p>Two.</p><h2>Deadline</h2><p>May.</p><h2>Who can apply</h2><p>SMEs.</p>", tmp_path
    )
    assert blocks(document, "Deadline") == (Block("May."),)


def test_terms_with_what_is_said_of_them_are_lines_without_a_declared_main_text_too(tmp_path: Path) -> None:
    terms = "<dl><dt>Opening</dt><dd>1 March 2027</dd><dt>Results</dt><dd>July 2027</dd></dl>"
    (tmp_path / "page.html").write_text(f"{HEAD}<div><h1>Call</h1>{INTRO}{INTRO}{terms}</div>{FOOT}", encoding="utf-8")
    (document,) = read(tmp_path / "page.html")
    told = [block.text for section in document.sections for block in section.blocks]
    assert told[-2:] == ["Opening: 1 March 2027", "Results: July 2027"]
