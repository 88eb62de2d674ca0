"""What came of asking the model, added up since the process began."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from assistant.answers import Usage


@dataclass
class Tally:
    """Counts that many threads add to; read them from a ``copy``."""

    asked: int = 0
    failed: int = 0
    refused: int = 0  # beyond what it may do in a day
    fell_back: int = 0  # answers that are extractive although there is a model to ask
    dropped: Counter[str] = field(default_factory=Counter)  # sentences, by what was wrong with them
    input_tokens: int = 0
    output_tokens: int = 0
    cost_eur: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, dropped: Counter[str] | None = None, usage: Usage | None = None, **counts: int) -> None:
        """Add to the counts named, all at once."""
        with self._lock:
            for name, count in counts.items():
                setattr(self, name, getattr(self, name) + count)
            self.dropped.update(dropped or {})
            if usage:
                self.input_tokens += usage.input_tokens
                self.output_tokens += usage.output_tokens
                self.cost_eur += usage.cost_eur or 0.0

    def copy(self) -> Tally:
        with self._lock:
            return Tally(
                self.asked,
                self.failed,
                self.refused,
                self.fell_back,
                Counter(self.dropped),
                self.input_tokens,
                self.output_tokens,
                self.cost_eur,
            )
