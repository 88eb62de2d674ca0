from __future__ import annotations

import pytest

from ingest.taxonomy import load
from ingest.taxonomy.entries import phrases, table


def keys(text: str, kind: str) -> set[str]:
    return {mention.key for mention in load().find(text) if mention.kind == kind}


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("fire brigade of a small town", "civil-security"),
        ("sapeurs-pompiers", "civil-security"),
        ("feux de forêt", "civil-security"),
        ("Waldbrände", "civil-security"),
        ("bomberos", "civil-security"),
        ("vigili del fuoco", "civil-security"),
        ("straż pożarna", "civil-security"),
        ("membrane filtration units", "water"),
        ("street lights", "furniture-lighting"),
        ("a campsite", "tourism"),
        ("charging cables", "electromobility"),
        ("pastry shop", "agri-food"),
        ("ostréiculteur", "agri-food"),
        ("Metzgerei", "agri-food"),
        ("hairdresser", "proximity-social-economy"),
        ("peluquería", "proximity-social-economy"),
        ("jeweller", "creative-industries"),
        ("zabawki", "creative-industries"),
        ("car repair shop", "mobility-transport-automotive"),
        ("officina metalmeccanica", "manufacturing"),
        ("domestic violence", "democracy-society"),
        ("Pflegedienst für Senioren mit Demenz", "health"),
    ],
)
def test_everyday_words_name_their_field(text: str, sector: str) -> None:
    assert sector in keys(text, "sector")


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("travelling to customers", "travel-voucher"),
        ("viajar a México", "travel-voucher"),
        ("find customers abroad", "internationalisation"),
        ("hire an expert", "consultancy"),
        ("meet buyers", "networking"),
        ("build a prototype", "innovation-development"),
    ],
)
def test_everyday_words_name_a_need(text: str, need: str) -> None:
    assert need in keys(text, "support")


@pytest.mark.parametrize(
    "text", ["a brand of its own", "in this mode", "a lot of", "at this stage", "as well as", "train the staff", "sad"]
)
def test_an_english_word_is_not_read_as_another_language_s(text: str) -> None:
    assert not keys(text, "sector")


@pytest.mark.parametrize("kind", ["sector", "applicant", "support"])
def test_a_guard_hides_its_kind(kind: str) -> None:
    seen = {phrase: keys(phrase, kind) for phrase in phrases(table("guards.toml")[kind]["phrases"])}
    assert seen
    assert not {phrase: found for phrase, found in seen.items() if found}
