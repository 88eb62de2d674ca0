"""Fact support: of the dates, numbers, identifiers and links that cited statements name, the share that is supported.

A fact is supported when it stands, normalised, in a passage that its statement cites, or in a field of a call card
(days left are counted from such a field and the answer's day). Read by the verifier's own reading of texts.
"""

from __future__ import annotations

from eval.judged import Judged
from eval.metrics.metric import Metric
from eval.passages import StoredPassage
from eval.received import ReceivedStatement


def _measure(judged: Judged) -> float | None:
    counts = [
        _counted(judged, statement, cited) for statement in judged.factual if (cited := judged.cited_by(statement))
    ]
    stated, missing = sum(count[0] for count in counts), sum(count[1] for count in counts)
    return (stated - missing) / stated if stated else None


def _counted(judged: Judged, statement: ReceivedStatement, cited: tuple[StoredPassage, ...]) -> tuple[int, int]:
    """How many facts a statement names, and how many of them nothing supports."""
    from assistant.verifying.literals import missing_dates, missing_figures, missing_identifiers, missing_links
    from assistant.verifying.reading import reading
    from eval.metrics.verifier import claim, sources

    said = reading(claim(statement))
    against = tuple(sources(judged, cited).values())
    stated = len(said.links) + len(said.identifiers) + len(said.figures.dates) + len(said.figures.numbers)
    checks = (missing_links, missing_identifiers, missing_dates, missing_figures)
    return stated, sum(1 for check in checks for _ in check(said, against))


FACT_SUPPORT = Metric("fact_support", "Facts found in what is cited", _measure)
