"""Slides and tables that give a call's facts under labels: "Who may apply: …", "What you get: …"."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.assembling import assemble
from vectorstore.records import Call

SLIDES = """Slide 1
Spring meeting of the River Towns
Ghent, 2 February 2027

Slide 2
Call: Quiet Barges
Who may apply: boat yards and skippers, SMEs only
What you get: up to EUR 25,000 for electric engines
Opens: 1 March 2027
Closes: 30 April 2027, 17:00
Budget of the call: EUR 1.5 million

Slide 3
Call: Locks Lab
Who may apply: universities and research institutes
What you get: grants between EUR 200,000 and EUR 750,000 for flood models
Two stages: stage 1 closes 12 May 2027, stage 2 closes 20 October 2027

Slide 4
Call: Old Quays
Who may apply: museums
What you get: advice on archives
Closed on 10 January 2027

Slide 5
How to apply
- Write ten pages
- The office closes at five
"""
CUT_OFFS = """# Money for members

## LOOMLIFT open call
- Vouchers of up to EUR 9,000 for textile SMEs and start-ups from Poland and Czechia
- Opens: 1 March 2027
- Cut-offs: 30 April 2027 and 30 June 2027 (17:00 Brussels time)
- Total budget: EUR 600,000; around 60 vouchers will be awarded
"""
PAGE = """<html><head><title>FERRYLAB second open call for proposals</title></head><body><main>
<h1>FERRYLAB second open call for proposals</h1>
<p>FERRYLAB invites yards and ferry operators to test green technologies on short routes between the islands.</p>
<dl><dt>Deadline</dt><dd>14 October 2027, 17:00 Brussels time</dd><dt>Opening date</dt><dd>1 July 2027</dd>
<dt>Grant per project</dt><dd>EUR 60,000 to EUR 120,000</dd>
<dt>Who can apply</dt><dd>SMEs, research organisations</dd></dl>
<p>Up to 12 projects will be funded.</p></main></body></html>
"""
TABLE = """# Open calls

| Call | For whom | Support | Deadline | Total budget | Grant per project |
|---|---|---|---|---|---|
| Snow Free | Ski resorts and huts | Tourism without snow | 14 May 2027 | EUR 1.1 million | EUR 20,000 to 60,000 |
"""

UNDER_LABELS = {
    "seite.html": """<h1>Aufrufe des Seenlands</h1><h2>Stille Stege</h2><p>Programm: Seenland Fonds</p>
<p>Kennung: SLF-2027-STEG-01</p><p>Gefördert werden Stege aus Altholz, höchstens 40.000 Euro je Gemeinde.</p>
<p>Öffnung: 1. März 2027</p><p>Einreichfrist: 31. Mai 2027</p>""",
    "page.md": """# Appels du Pays des lacs
## Pontons calmes
Programme : Fonds des lacs
Identifiant : SLF-2027-STEG-01
Aide aux pontons en bois de récupération, jusqu'à 40 000 euros par commune.
Ouverture : 1er mars 2027
Date limite : 31 mai 2027
""",
    "pagina.md": """# Bandi della regione dei laghi
## Pontili quieti
Fondo: Fondo dei laghi
Codice: SLF-2027-STEG-01
Contributi fino a 40.000 euro per i pontili di legno di recupero.
Apertura: 1 marzo 2027
Scadenza: 31 maggio 2027
""",
}


def calls(folder: Path, name: str, text: str) -> dict[str, Call]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    content = assemble(file, "digest", lambda words: len(words.split()), 254)
    return {call.title: call for document in content.documents for call in document.calls}


def test_a_slide_headed_as_a_call_is_one_by_the_name_behind_the_label(tmp_path: Path) -> None:
    found = calls(tmp_path, "spring.txt", SLIDES)
    assert set(found) == {"Quiet Barges", "Locks Lab", "Old Quays"}
    assert found["Quiet Barges"].summary == "up to EUR 25,000 for electric engines"
    assert found["Quiet Barges"].opens == date(2027, 3, 1)
    assert [day.date for day in found["Old Quays"].deadlines] == [date(2027, 1, 10)]


def test_labelled_lines_say_who_may_apply_and_what_each_gets(tmp_path: Path) -> None:
    found = calls(tmp_path, "spring.txt", SLIDES)
    barges, lab = found["Quiet Barges"], found["Locks Lab"]
    assert (barges.applicants, barges.budget.max_eur, barges.budget.total_eur) == (("sme",), 25_000, 1_500_000)
    assert set(lab.applicants) == {"university-education", "research-organisation"}
    assert (lab.budget.min_eur, lab.budget.max_eur) == (200_000, 750_000)
    assert [day.label for day in lab.deadlines] == ["stage 1", "stage 2"]


def test_a_table_says_the_range_of_a_grant_and_the_field_of_those_it_is_for(tmp_path: Path) -> None:
    (call,) = calls(tmp_path, "page.md", TABLE).values()
    assert (call.budget.total_eur, call.budget.min_eur, call.budget.max_eur) == (1_100_000, 20_000, 60_000)
    assert call.summary == "Tourism without snow"
    assert "tourism" in call.sectors


def test_a_slide_with_a_name_a_line_of_days_and_facts_in_lines_is_one_call(tmp_path: Path) -> None:
    (call,) = calls(tmp_path, "slides.md", CUT_OFFS).values()
    assert (call.title, call.opens) == ("LOOMLIFT open call", date(2027, 3, 1))
    assert [(day.date, day.label) for day in call.deadlines] == [
        (date(2027, 4, 30), "cut-off"),
        (date(2027, 6, 30), "cut-off"),
    ]
    assert (call.applicants, call.sectors, call.countries) == (("sme", "start-up"), ("textiles",), ("PL", "CZ"))
    assert (call.budget.total_eur, call.budget.max_eur, call.budget.grants) == (600_000, 9_000, 60)


def test_a_page_of_one_call_gives_its_facts_as_terms_with_what_is_said_of_them(tmp_path: Path) -> None:
    (call,) = calls(tmp_path, "page.html", PAGE).values()
    assert (call.title, call.opens) == ("FERRYLAB second open call for proposals", date(2027, 7, 1))
    assert [day.date for day in call.deadlines] == [date(2027, 10, 14)]
    assert set(call.applicants) == {"sme", "research-organisation"}
    assert (call.budget.min_eur, call.budget.max_eur, call.budget.grants) == (60_000, 120_000, 12)
    assert (call.countries, "green-technologies" in call.sectors) == ((), True)
    assert "title" in {evidence.field for evidence in call.evidence}


@pytest.mark.parametrize(
    ("name", "title", "programme"),
    [
        ("seite.html", "Stille Stege", "Seenland Fonds"),
        ("page.md", "Pontons calmes", "Fonds des lacs"),
        ("pagina.md", "Pontili quieti", "Fondo dei laghi"),
    ],
)
def test_a_section_of_lines_under_labels_is_a_call_in_whatever_language(
    tmp_path: Path, name: str, title: str, programme: str
) -> None:
    (call,) = calls(tmp_path, name, UNDER_LABELS[name]).values()
    assert (call.title, call.topic_id, call.programme) == (title, "SLF-2027-STEG-01", programme)
    assert (call.opens, [day.date for day in call.deadlines]) == (date(2027, 3, 1), [date(2027, 5, 31)])
    assert call.budget.max_eur == 40_000
    assert not call.summary.startswith(("Program", "Fondo"))


def test_the_unit_of_a_column_of_amounts_is_no_part_of_its_label(tmp_path: Path) -> None:
    header = "Project;Call title;Max per project (EUR);Total budget in €;Deadline"
    rows = f"{header}\nLOFT;Roof gardens;60000;1200000;2027-05-29\n"
    (call,) = calls(tmp_path, "calls.csv", rows).values()
    assert (call.budget.max_eur, call.budget.total_eur) == (60_000, 1_200_000)


def test_an_event_under_labels_is_no_call(tmp_path: Path) -> None:
    text = "# Networking\n## Matchmaking day\nDeadline: 3 March 2027\nCountry: Spain\nRegister online.\n"
    assert not calls(tmp_path, "page.md", text)


def test_those_who_may_not_apply_are_no_applicants_and_the_members_of_a_consortium_are(tmp_path: Path) -> None:
    text = """# Calls

## Call: Dry Dock
Who may apply: consortia of at least three SMEs; large companies and universities are excluded
Deadline: 14 May 2027

## Call: Nassdock
Zielgruppe: KMU. Großunternehmen sind ausgeschlossen
Frist: 14. Mai 2027
"""
    found = calls(tmp_path, "docks.md", text)
    assert {title: call.applicants for title, call in found.items()} == {
        "Dry Dock": ("consortium", "sme"),
        "Nassdock": ("sme",),
    }
