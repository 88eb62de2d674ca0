"""What an asker wants of a call, criterion by criterion: which of its values pass, leave it open, or rule it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.answers import Criterion
from assistant.understanding.understood import Understood
from ingest.taxonomy import load

# A start-up is an SME, so what is open to SMEs is open to it; the reverse the source would have to say. Calls for
# cluster organisations name business networks in one breath with them.
_ALSO = {"start-up": ("sme",), "business-support-organisation": ("cluster-organisation",)}
# Needs so close that a call for the one does not rule out the other.
_CLOSE = (
    {"travel-voucher", "internationalisation", "networking"},
    {"training", "coaching"},
    {"coaching", "consultancy"},
)
_ABROAD = frozenset({"internationalisation", "travel-voucher"})
ANY_KIND: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One criterion that the asker gave something for; a call that names nothing for it leaves it open."""

    criterion: Criterion
    passing: Mapping[str, str]
    """Each value of a call that passes, the best first, with the value asked for that it stands for."""
    near: frozenset[str] = frozenset()
    """Values that leave the criterion open."""
    ruling: frozenset[str] | None = ANY_KIND
    """The kinds of support of the calls that any other value rules out: all, or these."""
    homes: frozenset[str] = frozenset()
    """Where the asker is established: a call only for applicants from elsewhere fails."""


def wanted_by(understood: Understood) -> tuple[Wanted, ...]:
    """What is known of the asker, as conditions on calls; the deadline is checked by the status."""
    profile = understood.profile
    found = (
        _passing_as("applicant", accepted_as(profile.applicant)),
        Wanted("sector", sectors_within(profile.sectors)),
        Wanted("need", {key: key for key in profile.needs}, _close_to(profile.needs)),
        _country(understood),
    )
    return tuple(wanted for wanted in found if wanted.passing)


def _passing_as(criterion: Criterion, keys: Iterable[str]) -> Wanted:
    return Wanted(criterion, {key: key for key in keys})


def accepted_as(applicant: str | None) -> tuple[str, ...]:
    """What a call may name for this applicant to be among those it is open to; nothing for nobody."""
    return (applicant, *_ALSO.get(applicant, ())) if applicant else ()


def _country(understood: Understood) -> Wanted:
    """Pass where the call names a country asked for or a part of the world it lies in.

    A call for activities abroad that names its countries leads nowhere else: it fails who wants to go elsewhere.
    """
    asked = [*understood.countries, *filter(None, (understood.profile.country,))]
    ruling = _ABROAD if understood.destinations else frozenset[str]()
    homes = frozenset(each for key in understood.homes for each in (key, *load().broader("country", key)))
    return Wanted("country", {key: key for key in with_regions(asked)}, ruling=ruling, homes=homes)


def with_regions(countries: Iterable[str]) -> Iterator[str]:
    """The countries, then the continents they lie on; what is open to all of the EU tells calls not apart."""
    yield from countries
    yield from (region for key in countries for region in load().broader("country", key) if region != "eu")


def _close_to(needs: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(group for group in _CLOSE if group.intersection(needs)))


@lru_cache(4096)
def sectors_within(wanted: tuple[str, ...]) -> Mapping[str, str]:
    """The sectors that are one of these, or share a field with one, each with the one that it stands for."""
    found: dict[str, str] = {}
    for key in _with_broader(wanted):
        for offered in load().keys("sector"):
            if key in _with_broader((offered,)):
                found.setdefault(offered, key)
    return found


@lru_cache(16384)
def _with_broader(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors themselves and those they are part of."""
    return tuple(dict.fromkeys(other for key in keys for other in (key, *load().broader("sector", key))))
