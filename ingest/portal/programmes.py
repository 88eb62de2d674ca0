"""The portal's numbers of the programmes, and the names by which people ask for them."""

from __future__ import annotations

from ingest.errors import UnknownProgramme

_NUMBERS = {
    "43108390": ("horizon europe", "horizon"),
    "43152860": ("digital europe", "digital"),
    "43252476": ("single market programme", "smp", "cosme"),
    "43252405": ("life",),
    "44181033": ("european defence fund", "edf"),
    "43251567": ("connecting europe facility", "cef"),
    "43251814": ("creative europe", "crea"),
    "43251589": ("citizens, equality, rights and values", "cerv"),
    "43353764": ("erasmus+", "erasmus"),
    "43298916": ("euratom",),
    "44416173": ("interregional innovation", "i3"),
    "43392145": ("emfaf",),
    "43254019": ("esf+", "esf"),
    "43252449": ("rfcs",),
    "43252386": ("justice",),
}


def number_of(programme: str) -> str:
    """The number of a programme, by number or by name; UnknownProgramme with those that are known."""
    if programme.isdigit():
        return programme
    wanted = programme.strip().casefold()
    for number, names in _NUMBERS.items():
        if wanted in names:
            return number
    raise UnknownProgramme(programme, sorted(names[0] for names in _NUMBERS.values()))
