"""Calls that are a name with facts below it, a sentence, or a row of a timetable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ingest.assembling import assemble
from vectorstore.records import Call

SLIDES = """---
published: 2027-02-04
---
# Money for harbours

## From the portal
- Trays for fresh fish
  - Topic ID: HORIZON-JU-CBE-2027-IA-09; HORIZON JU Innovation Actions
  - Opening: 1 April 2027; deadline: 16 September 2027
- Visits between port cities
  - Topic ID: SMP-COSME-2027-PORT-02
  - Multiple cut-offs; first deadline: 28 May 2027

## Three calls

QUAYSIDE

What: studies on shore power

Who: port authorities and municipalities

When: 30 March 2027, 17:00 (CET)

SKIPPER

What: exchange trips for dock workers

Who: individuals

When: any time until 31 December 2027

## Three parties

GALA NIGHT

What: dinner

Who: members

When: 30 April 2027

## Lines
- PACKRIGHT: Training grant for boxes; deadline extended from 31 January to 27 February 2027
- CRANE4ALL: Export grant for makers of cranes, closed on 30 January 2027
- ICEBOX: Up to EUR 60,000 per SME for cold stores; apply between 2 March and 30 April 2027
- SEASTITCH: Coaching for start-ups making nets; two cut-offs: 15 March and 15 June 2027

## Timeline of the REEFER call

| Step | When |
|---|---|
| Launch of the call | 12 January 2027 |
| Online info session | 22 January 2027 |
| Deadline | 12 March 2027 at noon |
| Start of projects | 1 July 2027 |

## Beach Twin
The call for twins of beaches is closed since 31 January 2027. Results are expected in April 2027.
"""


def calls(folder: Path) -> dict[str, Call]:
    file = folder / "slides.md"
    file.write_text(SLIDES, encoding="utf-8")
    content = assemble(file, "digest", lambda words: len(words.split()), 254)
    return {call.acronym or call.title: call for document in content.documents for call in document.calls}


def days(call: Call) -> list[date]:
    return [deadline.date for deadline in call.deadlines]


def test_an_item_with_an_identifier_below_it_is_a_call_of_its_own(tmp_path: Path) -> None:
    found = calls(tmp_path)
    trays, visits = found["Trays for fresh fish"], found["Visits between port cities"]
    assert (trays.topic_id, trays.opens, days(trays)) == (
        "HORIZON-JU-CBE-2027-IA-09",
        date(2027, 4, 1),
        [date(2027, 9, 16)],
    )
    assert (visits.topic_id, [day.label for day in visits.deadlines]) == ("SMP-COSME-2027-PORT-02", ["first cut-off"])


def test_a_name_with_what_who_and_when_is_a_call_among_calls_and_nowhere_else(tmp_path: Path) -> None:
    found = calls(tmp_path)
    assert (found["QUAYSIDE"].applicants, days(found["QUAYSIDE"])) == (("public-authority",), [date(2027, 3, 30)])
    assert (found["SKIPPER"].applicants, days(found["SKIPPER"])) == (("natural-person",), [date(2027, 12, 31)])
    assert "GALA NIGHT" not in found


def test_lines_that_tell_of_moved_past_and_windowed_deadlines_are_calls(tmp_path: Path) -> None:
    found = calls(tmp_path)
    assert days(found["PACKRIGHT"]) == [date(2027, 2, 27)]
    assert days(found["CRANE4ALL"]) == [date(2027, 1, 30)]
    assert (found["ICEBOX"].opens, days(found["ICEBOX"])) == (date(2027, 3, 2), [date(2027, 4, 30)])
    assert found["SEASTITCH"].title == "Coaching for start-ups making nets"


def test_a_timetable_and_a_sentence_give_the_deadline_of_the_call_they_are_headed_by(tmp_path: Path) -> None:
    found = calls(tmp_path)
    assert (found["REEFER call"].opens, days(found["REEFER call"])) == (date(2027, 1, 12), [date(2027, 3, 12)])
    assert days(found["Beach Twin"]) == [date(2027, 1, 31)]


BUS = """---
published: 2027-09-22
---
# Forum

## BusBuddy: minibuses for villages
- 12 October 2027 – call opens
- 20 October 2027 – webinar
- 11 December 2027, 17:00 CET – submission deadline
- March 2028 – grant agreements signed
- Eligible: municipalities from Poland and Romania
"""


def test_a_list_of_days_with_their_words_behind_them_and_a_fact_make_a_call(tmp_path: Path) -> None:
    (tmp_path / "bus.md").write_text(BUS, encoding="utf-8")
    (document,) = assemble(tmp_path / "bus.md", "digest", lambda words: len(words.split()), 254).documents
    (call,) = document.calls
    assert (call.title, call.opens, days(call)) == (
        "BusBuddy: minibuses for villages",
        date(2027, 10, 12),
        [date(2027, 12, 11)],
    )
    assert call.applicants == ("public-authority",)
