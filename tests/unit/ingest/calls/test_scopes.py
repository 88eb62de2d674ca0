"""A call whose parts stand under headings of their own is one call with all of them."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from ingest.assembling import assemble
from vectorstore.records import Call

CALL_TEXT = """---
title: "Reed Roof Vouchers: call text"
published: 2027-01-20
---
Published by the Thatchers' League.

## 1. What the call is for
The call finances vouchers for consultancy on roofs of reed, to help thatchers in construction.

## 2. Who may apply
Only small and medium-sized enterprises may apply, each alone, established in Denmark or the Netherlands. Large
companies, universities and clusters may not apply.

## 3. Timeline
| Step | Date |
|---|---|
| Call opens | 27 January 2027 |
| Information webinar | 13 February 2027 |
| Deadline for applications | 25 April 2027, 15:00 CET |
| Results | June 2027 |
| Latest end of projects | 31 May 2028 |

## 4. Money
Each voucher is worth up to EUR 30,000. The whole call has a budget of EUR 900,000, enough for about 30 vouchers.
"""
LISTING = """# Open calls of the hub

## Open Call 3 – Kites
SMEs can receive up to EUR 75,000 for kites. Applications open on 10 March 2027 and close on 12 June 2027.
### Who can apply
SMEs and start-ups.
### Results
Teams hear from us on 1 September 2027.

## Open Call 2 – Winches
This call closed on 15 November 2026. Up to EUR 50,000 was given.
### Who could apply
Start-ups.
"""
GUIDE = """# Guide for members

## Who can apply
Members of the league may ask for grants at any time.

## Timeline
We answer within ten days; the league was founded on 3 May 1997.
"""


def calls(folder: Path, text: str) -> dict[str, Call]:
    file = folder / "page.md"
    file.write_text(text, encoding="utf-8")
    content = assemble(file, "digest", lambda words: len(words.split()), 254)
    return {call.title: call for document in content.documents for call in document.calls}


def test_a_call_text_in_chapters_is_one_call_with_the_facts_of_all_of_them(tmp_path: Path) -> None:
    (call,) = calls(tmp_path, CALL_TEXT).values()
    assert call.title == "Reed Roof Vouchers: call text"
    assert [(day.date, day.time) for day in call.deadlines] == [(date(2027, 4, 25), time(15))]
    assert call.opens == date(2027, 1, 27)
    assert (call.applicants, call.countries) == (("sme",), ("DK", "NL"))
    assert (call.budget.max_eur, call.budget.total_eur, call.budget.grants) == (30_000, 900_000, 30)


def test_parts_below_the_name_of_a_call_belong_to_it_and_not_to_its_neighbour(tmp_path: Path) -> None:
    found = calls(tmp_path, LISTING)
    assert {title: [day.date for day in call.deadlines] for title, call in found.items()} == {
        "Kites": [date(2027, 6, 12)],
        "Winches": [date(2026, 11, 15)],
    }
    assert (found["Kites"].applicants, found["Winches"].applicants) == (("sme", "start-up"), ("start-up",))


def test_chapters_of_a_guide_that_gives_no_deadline_are_no_call(tmp_path: Path) -> None:
    assert calls(tmp_path, GUIDE) == {}
