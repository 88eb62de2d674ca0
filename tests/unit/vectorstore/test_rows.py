"""Catalogue rows of earlier versions are read as what they say now."""

from __future__ import annotations

import json

from vectorstore.records import Call, Evidence
from vectorstore.rows import call_of, call_row


def test_evidence_that_an_older_catalogue_kept_as_history_says_nothing_now() -> None:
    now, was = Evidence("deadline", "2027-05-15", "p0", 0, 9), Evidence("deadline", "2027-05-01", "p1", 0, 9)
    row = call_row(Call("c", "Boats", "Boats", "d", "p0", evidence=(now, was)), 0)
    stored = json.loads(row["evidence"])
    row["evidence"] = json.dumps([stored[0], [*stored[1], "2027-04-20"]])
    assert call_of(row).evidence == (now,)  # type: ignore[arg-type]
