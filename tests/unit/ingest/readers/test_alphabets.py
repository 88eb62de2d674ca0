"""Texts that are no UTF-8: what short ones say is read in the letters of their language."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.decoding import read_text

WESTERN = (
    "Clôture : 12 mai 2027 à 17 h.",
    "Señor Muñoz: mañana, ¿quién puede solicitar?",
    "La scadenza è il 3 giugno",
    "Inscrições até 12 de março",
    "Åpningsdato: 3. mars, søknad på nett",
    "Täyttöpäivä: hakemusten määräaika",
    "Förderung für Städte: 60 000 €",
)
CENTRAL = (
    "Termin składania wniosków: małe i średnie przedsiębiorstwa",
    "Termín podání: 3. června 2027",
    "Pályázati határidő: 2027. június 3.",
    "Krajnji rok za prijavu: 3. lipnja; tvrtke i udruženja",
)
OTHERS = (
    ("iso8859_2", "Žádost o dotaci pro malé a střední podniky"),
    ("cp1251", "Срок за подаване: 3 юни 2027 г."),
    ("cp1253", "Προθεσμία υποβολής: 3 Ιουνίου 2027"),
)


@pytest.mark.parametrize(
    ("encoding", "said"), [*(("cp1252", each) for each in WESTERN), *(("cp1250", each) for each in CENTRAL), *OTHERS]
)
def test_a_short_text_keeps_its_letters(tmp_path: Path, encoding: str, said: str) -> None:
    (tmp_path / "note.txt").write_bytes(said.encode(encoding))
    assert read_text(tmp_path / "note.txt") == said


def test_a_name_from_elsewhere_changes_no_other_letter(tmp_path: Path) -> None:
    said = "Les bénéficiaires sont des PME à l'étranger, très liées à leur région. Contact : M. Muñoz." * 3
    (tmp_path / "note.txt").write_bytes(said.encode("cp1252"))
    assert read_text(tmp_path / "note.txt") == said
