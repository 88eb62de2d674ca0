from __future__ import annotations

import pytest

from assistant.understanding.topic_ids import written_ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("budget of SMP-COSME-2024-EEN-01?", ("SMP-COSME-2024-EEN-01",)),
        ("budget of smp-cosme-2024-een-01?", ("smp-cosme-2024-een-01",)),
        ("when does erc-2026-stg close", ("erc-2026-stg",)),
        ("Deadline of Horizon-CL9-2031-01-Foo-07", ("Horizon-CL9-2031-01-Foo-07",)),
        ("HORIZON_CL2_2027_01_HERITAGE_66", ("HORIZON-CL2-2027-01-HERITAGE-66",)),
        ("HORIZON–CL2–2027–01–HERITAGE–66", ("HORIZON-CL2-2027-01-HERITAGE-66",)),
        ("RFCS-2026-02-PDP or I3-2029-INV1?", ("RFCS-2026-02-PDP", "I3-2029-INV1")),
        ("deadline of HORIZON CL2 2027 01 DEMOCRACY 44", ("HORIZON-CL2-2027-01-DEMOCRACY-44",)),
        ("deadline horizon cl2 2027 01 democracy 44?", ("horizon-cl2-2027-01-democracy-44",)),
        ("How much does NRIF 2026 ROBOT 09 give?", ("NRIF-2026-ROBOT-09",)),
        ("SMP COSME 2024 EEN 02?", ("SMP-COSME-2024-EEN-02",)),
    ],
)
def test_topic_ids_are_read_in_any_case_and_with_any_dash(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(each.name for each in written_ids(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "state-of-the-art-2024 solutions for end-to-end services",
        "the multi-annual programme-2021-2027",
        "what is in euroclusters-calls-2024-05-15.csv",
        "the report-2024-final of the year-2024",
        "open until 2024-05-15",
        "Which LIFE 2026 calls close before 22 September?",
        "LIFE 2026 NAT 22 SEPTEMBER",
        "which HORIZON 2027 AI topics close in 2027",
        "WHICH LIFE 2026 CALLS CLOSE ON 22",
        "12 topics of Horizon Europe 2026 12 topics of 10",
    ],
)
def test_words_days_and_file_names_are_no_topic_ids(text: str) -> None:
    assert written_ids(text) == ()
