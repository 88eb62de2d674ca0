"""The address of a call: what is labelled so, that of the page that the call is, or the first its section links to."""

from __future__ import annotations

from pathlib import Path

from ingest.assembling import assemble
from vectorstore.records import Call

PAGE = """<html><head><title>AquaBoost open call</title>{head}</head><body><main><h1>AquaBoost open call</h1>
<p>The <a href="https://fund.example/programme">fund</a> offers vouchers of EUR 20 000 to SMEs in the water sector.</p>
<p>Deadline: 12 May 2027</p><p><a href="https://forms.example/apply">Apply here</a></p>{more}</main></body></html>"""
OWN = "https://aquaboost.example/open-call"
CANONICAL = f'<link rel="canonical" href="{OWN}">'


def call_of(folder: Path, head: str = "", more: str = "") -> Call:
    (folder / "page.html").write_text(PAGE.format(head=head, more=more), encoding="utf-8")
    (item,) = assemble(folder / "page.html", "digest", lambda words: len(words.split()), 254).documents
    (call,) = item.calls
    return call


def test_a_call_that_is_a_page_has_the_address_of_the_page(tmp_path: Path) -> None:
    for head in (CANONICAL, f'<meta property="og:url" content="{OWN}">'):
        call = call_of(tmp_path, head)
        assert call.url == OWN
        assert [evidence.value for evidence in call.evidence if evidence.field == "url"] == [OWN]


def test_the_address_may_be_told_beside_the_page(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(f'"page.html": {{url: "{OWN}"}}', encoding="utf-8")
    assert call_of(tmp_path).url == OWN


def test_a_labelled_address_goes_before_that_of_the_page(tmp_path: Path) -> None:
    assert call_of(tmp_path, CANONICAL, "<p>Website: https://aquaboost.example</p>").url == "https://aquaboost.example"


def test_a_page_without_an_address_gives_the_first_that_it_links_to(tmp_path: Path) -> None:
    assert call_of(tmp_path).url == "https://fund.example/programme"
