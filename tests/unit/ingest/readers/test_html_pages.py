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
