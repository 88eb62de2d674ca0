"""What some sources of a call say otherwise than its card, which holds the word of the most trusted one."""

from __future__ import annotations

from ingest.calls.history import values
from vectorstore.catalogue import Catalogue
from vectorstore.records import Call, Evidence

# Fields that have one truth: a reader must hear of it where sources differ.
DECISIVE = ("deadline", "opens", "budget_total", "budget_min", "budget_max")


def conflicts(call: Call, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """The evidence of values that the card does not hold, in documents that do not hold the card's value either.

    A name or an address told otherwise is no conflict.
    """
    kept = {field: held for field, held in values(call).items() if field in DECISIVE or field == "grants"}
    stated = [e for e in call.evidence if e.field in kept]
    denied = [e for e in stated if e.value not in kept[e.field]]
    if not denied:
        return ()
    passages = catalogue.passages_by_id([e.passage_id for e in stated])
    homes = {passage_id: passage.document_id for passage_id, passage in passages.items()}
    agreeing = {(e.field, homes.get(e.passage_id)) for e in stated if e.value in kept[e.field]}
    return tuple(e for e in denied if (e.field, homes.get(e.passage_id)) not in agreeing and e.passage_id in homes)


def decisive(call: Call, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """The conflicts over dates and money, each value once."""
    found = {(e.field, e.value): e for e in conflicts(call, catalogue) if e.field in DECISIVE}
    return tuple(found.values())
