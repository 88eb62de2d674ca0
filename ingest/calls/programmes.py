"""The programme of a call: by its identifier, by the heading above it, or by name in its text."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.calls.evidence import Finds, Region, headings
from ingest.taxonomy import load
from vectorstore.records import Passage


def of_headings(passage: Passage, finds: Finds) -> str:
    """The programme that the headings name, innermost first: "Calls from Euroclusters"; empty if none does."""
    return next(filter(None, (_named(heading, finds) for heading in headings(passage))), "")


def of_text(region: Region, topic_id: str | None, passages: Sequence[Passage], finds: Finds) -> str:
    """The widest programme of an identifier (as the portal names it) in one of the passages, else the first named."""
    taxonomy = load()
    if topic_id:
        key = taxonomy.programme_of(topic_id)
        if key:
            widest = taxonomy.label("programme", (key, *taxonomy.broader("programme", key))[-1])
            finds.quote("programme", widest, topic_id, passages)
            return widest
    return _named(region, finds)


def _named(region: Region, finds: Finds) -> str:
    mention = next((m for m in load().find(region.text) if m.kind == "programme"), None)
    if mention is None:
        return ""
    label = load().label("programme", mention.key)
    finds.add("programme", label, region, mention.start, mention.end)
    return label
