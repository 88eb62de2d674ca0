"""The programme of a call: by its identifier, by the heading above it, or by name in its text."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.calls.evidence import Finds, Region
from ingest.taxonomy import load


def of_headings(headings: Sequence[str]) -> str:
    """The programme that the headings name, innermost first: "Calls from Euroclusters"; empty if none does."""
    for heading in reversed(headings):
        for mention in load().find(heading):
            if mention.kind == "programme":
                return load().label("programme", mention.key)
    return ""


def of_text(region: Region, topic_id: str | None, finds: Finds) -> str:
    """The widest programme of an identifier (as the portal names it), else the first that the text names."""
    taxonomy = load()
    if topic_id:
        key = taxonomy.programme_of(topic_id)
        if key:
            widest = taxonomy.label("programme", (key, *taxonomy.broader("programme", key))[-1])
            finds.quote("programme", widest, topic_id, [region.passage])
            return widest
    mention = next((m for m in taxonomy.find(region.text) if m.kind == "programme"), None)
    if mention is None:
        return ""
    label = taxonomy.label("programme", mention.key)
    finds.add("programme", label, region, mention.start, mention.end)
    return label
