"""Lines of text without marks: wrapped prose is one paragraph, lines of their own stay apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.lines import Line
from ingest.readers.people import is_name, is_person, is_role
from ingest.structure import Block

_LABELLED = re.compile(r"[^\W\d_a-z][^:.!?]{1,30}:\s+\S")
_WRAPPED = 55  # characters; lines of wrapped prose are longer than this, lines of their own mostly shorter


def paragraph_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """The paragraphs of lines that stand together; a name keeps the role below it."""
    texts = [line.text for line in lines if line.text]
    if len(texts) > 1 and all(map(_goes_on, texts, texts[1:])) and not any(map(is_person, texts)):
        yield Block(" ".join(texts))
        return
    at = 0
    while at < len(texts):
        pair = at + 1 < len(texts) and is_name(texts[at]) and is_role(texts[at + 1])
        yield Block("\n".join(texts[at : at + 2]) if pair else texts[at])
        at += 2 if pair else 1


def _goes_on(text: str, after: str) -> bool:
    """Whether a line is wrapped into the next: it is long, or the next goes on in the middle of a sentence.

    A line that begins with a label goes on with none.
    """
    if _LABELLED.match(after):
        return False
    return len(text) >= _WRAPPED or (after[:1].islower() and not text.endswith((".", ";", ":", "!", "?")))
