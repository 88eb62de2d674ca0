"""The passages that a run's answers rest on, stored beside them so that a run can be scored again by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Passages", "StoredPassage"]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """One passage as ``GET /api/passages/{id}`` gives it: what is needed to check a quote and to show it."""

    passage_id: str
    title: str
    text: str
    heading_path: tuple[str, ...] = ()
    source_url: str | None = None
    published: str | None = None

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> StoredPassage:
        """From JSON, whatever else it holds."""
        return cls(
            passage_id=str(raw["passage_id"]),
            title=str(raw.get("title", "")),
            text=str(raw.get("text", "")),
            heading_path=tuple(map(str, raw.get("heading_path") or ())),
            source_url=raw.get("source_url"),
            published=raw.get("published"),
        )

    @property
    def shown(self) -> str:
        """Headings and text, as retrieval sees them."""
        return "\n".join((*self.heading_path, self.text))


Passages = Mapping[str, StoredPassage]
