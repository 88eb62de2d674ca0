from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import Profile, Question
from assistant.calls.as_of import AsOf
from assistant.calls.callbook import CallBook
from assistant.drafts import Match
from assistant.recommending.matching import findings
from assistant.recommending.outcomes import Outcomes
from assistant.recommending.wanted import wanted_by
from assistant.understanding.understanding import understand
from vectorstore.records import Call, Evidence

AS_OF = AsOf(date(2024, 5, 15))
SECTORS = ("water", "agri-food", "digital", "ai", "tourism")
SUPPORT = ("training", "coaching", "travel-voucher", "internationalisation", "prize")
APPLICANTS = ("sme", "start-up", "ngo", "cluster-organisation", "business-support-organisation")
COUNTRIES = ("UA", "JP", "asia", "eu")


def some(keys: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(keys), max_size=2, unique=True).map(tuple)


def offering(
    applicants: tuple[str, ...],
    sectors: tuple[str, ...],
    support: tuple[str, ...],
    countries: tuple[str, ...],
    seats: tuple[str, ...] = (),
) -> Call:
    call = Call("", "T", "S", "d", "p", applicants=applicants, sectors=sectors, support=support, countries=countries)
    return replace(call, evidence=tuple(Evidence("seat", seat, "p", 0, 1) for seat in seats))


CALLS = st.lists(
    st.builds(offering, some(APPLICANTS), some(SECTORS), some(SUPPORT), some(COUNTRIES), some(COUNTRIES)),
    min_size=1,
    max_size=6,
)
PROFILES = st.builds(
    Profile,
    st.sampled_from((None, *APPLICANTS)),
    some(SECTORS),
    st.sampled_from((None, "UA", "JP")),
    st.none(),
    some(SUPPORT),
)


@settings(max_examples=150, deadline=None)
@given(CALLS, PROFILES, st.sampled_from(["which calls fit us", "we want to go to Japan"]))
def test_all_calls_at_once_come_out_as_each_by_itself(calls: list[Call], profile: Profile, text: str) -> None:
    book = CallBook(tuple(calls))
    wanted = wanted_by(understand(Question(text, profile=profile), AS_OF, "en", CallBook(())))
    each = [Match(call, "open", findings(call, wanted)) for call in calls]
    outcomes = Outcomes(wanted, book.index)
    assert [*outcomes.failed] == [match.failed for match in each]
    assert [*outcomes.failed_beyond_theme] == [match.with_theme_open().failed for match in each]
    assert [*outcomes.passed_all] == [match.passed_all for match in each]


def failed(question: str, call: Call) -> bool:
    wanted = wanted_by(understand(Question(question), AS_OF, "en", CallBook(())))
    return any(finding.outcome == "fail" for finding in findings(call, wanted))


def test_a_call_only_for_applicants_from_elsewhere_fails_wherever_else_it_leads() -> None:
    of_ukraine = offering(("start-up",), ("health",), (), ("UA", "ES"), seats=("UA",))
    assert failed("Health start-ups in Spain", of_ukraine)
    assert not failed("Health start-ups in Ukraine", of_ukraine)
    assert not failed("Which health calls are about Spain?", of_ukraine)


def test_where_a_mission_goes_is_no_seat_of_those_who_travel() -> None:
    to_japan = offering(("sme",), (), ("internationalisation",), ("JP",), seats=("eu",))
    assert not failed("SME that looks for partners in Japan", to_japan)
    assert not failed("SMEs in Spain", to_japan)
    assert failed("SMEs in Japan", to_japan)
