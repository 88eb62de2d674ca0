"""The day on which the portal listed a call no more: told in words that are kept with it, and read from them again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.calls.evidence import Finds, whole
from vectorstore.records import Passage

VANISHED = "vanished"
GONE = "The portal no longer lists this call."
_VANISHED = re.compile(rf"(\d{{4}}-\d\d-\d\d): {re.escape(GONE)}")


def find(passages: Iterable[Passage], finds: Finds) -> None:
    """The days that passages tell of."""
    for passage in passages:
        for gone in _VANISHED.finditer(passage.text) if GONE in passage.text else ():
            finds.add(VANISHED, gone.group(1), whole(passage), *gone.span())
