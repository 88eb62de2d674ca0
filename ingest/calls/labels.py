"""Labels of table columns and portal fields → the field of a call that they name."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The first label that a row has wins: "topic title" goes before "call".
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "title", "topic title", "call title", "name of the call", "call name", "title of the call", "name", "opportunity",
        "open call", "call", "titre", "titel", "título", "titulo", "titolo", "tytuł", "tytul", "intitulé", "nombre", "nome",
        "nazwa", "aufruf", "convocatoria", "bando", "nabór", "appel", "appel à projets",
    ),
    "acronym": ("acronym", "project acronym", "short name", "project", "eurocluster", "akronym", "acronyme", "acrónimo", "acronimo", "sigle"),
    "topic_id": ("topic id", "topic identifier", "topic code", "identifier", "call id", "call identifier", "reference", "topic"),
    "deadline": (
        "deadline", "deadlines", "submission deadline", "application deadline", "closing date", "close date", "closes",
        "closes on", "end date", "deadline date", "next deadline", "cut-off", "cut-offs", "cut-off date", "cut-off dates",
        "date limite", "échéance", "clôture", "frist", "einreichfrist", "fecha límite", "plazo", "scadenza", "termin",
        "termin składania wniosków",
    ),
    "deadline_stage_2": ("s2 date", "stage 2 deadline", "second stage deadline", "2nd stage deadline", "deadline stage 2"),
    "deadline_model": ("deadline model", "submission procedure", "process", "stages"),
    "opens": ("opening date", "open date", "opens", "opens on", "start date", "planned opening date", "launch date", "opening", "date d'ouverture", "öffnung", "apertura", "otwarcie"),
    "url": ("url", "link", "web", "website", "web page", "page", "more information", "lien", "enlace", "strona"),
    "programme": ("programme", "program", "funding programme", "framework programme", "fund", "source level", "programm", "programa", "programma"),
    "action_type": ("type of action", "types of action", "action type", "funding type", "instrument", "type of grant"),
    "status": ("status", "call status", "state", "statut", "estado", "stato"),
    "status_on": ("status as of", "last seen", "harvested", "updated", "last update", "retrieved"),
    "summary": ("summary", "description", "what", "what it is", "objective", "about", "abstract", "what is funded", "short description", "résumé", "zusammenfassung", "resumen", "descrizione", "opis"),
    "keywords": ("keywords", "matched keywords", "tags", "themes", "mots-clés", "schlagwörter"),
    "sectors": ("sector", "sectors", "ecosystem", "ecosystems", "industrial ecosystem", "focus areas", "focus area", "field", "secteur", "branche", "sektor", "settore"),
    "applicants": (
        "applicants", "applicant", "who can apply", "who may apply", "eligible applicants", "eligibility", "for whom", "for",
        "target group", "target", "beneficiaries", "who", "bénéficiaires", "zielgruppe", "beneficiarios", "beneficiari",
        "dla kogo",
    ),
    "support": ("support", "kind of support", "type of support", "support type", "kind", "offer", "funding for", "type"),
    "countries": ("country", "countries", "target markets", "target market", "target countries", "eligible countries", "markets", "pays", "land", "país", "paese", "kraj"),
    "budget_min": ("budget per project min eur", "min budget", "minimum grant", "minimum budget", "min grant", "grant min"),
    "budget_max": ("budget per project max eur", "max budget", "maximum grant", "maximum budget", "max grant", "grant max", "max funding", "funding per project", "grant per project", "amount per project", "maximum funding"),
    "budget_total": ("total budget eur", "total budget", "call budget", "budget", "indicative budget", "overall budget"),
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^\w'-]+")


def normalised(label: str) -> str:
    """Lower case, words apart, no punctuation: ``closeDate`` and ``Close date:`` are one label."""
    return _NOT_WORD.sub(" ", _CAMEL.sub(" ", label).replace("_", " ").lower()).strip()


def fields(cells: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, str]]:
    """Field → (label as written, value) for every cell whose label is known and whose value is not empty."""
    by_label = {normalised(label): (label, value) for label, value in reversed(cells) if value.strip()}
    found: dict[str, tuple[str, str]] = {}
    for field, synonyms in _SYNONYMS.items():
        name = next((synonym for synonym in synonyms if synonym in by_label), None)
        if name is not None:
            found[field] = by_label[name]
    return found


def known_fields(cells: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The fields that the labels name, whether or not this row fills them."""
    labels = {normalised(label) for label, _ in cells}
    return frozenset(field for field, synonyms in _SYNONYMS.items() if not labels.isdisjoint(synonyms))
