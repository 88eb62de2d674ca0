"""The texts and questions of a benchmark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from eval.errors import BenchmarkError
from eval.sets import load

if TYPE_CHECKING:
    from ingest.structure import ReadDocument

__all__ = ["Asked", "hit", "questions_of", "texts_of"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A single question, its day, and the regexes that a context must hold to answer it; none: only timed."""

    question: str
    as_of: date | None
    facts: tuple[str, ...]


def questions_of(files: Sequence[Path]) -> tuple[Asked, ...]:
    """The single-turn questions of some sets; follow-ups are left out, since a stock pipeline has no conversation.

    Raises BenchmarkError where there are none.
    """
    asked = []
    for question_set in map(load, files):
        for each in question_set.questions:
            if each.question:
                facts = (each.cite or each.say) if each.expect == "answer" else ()
                asked.append(Asked(each.question, question_set.day_of(each), tuple(facts)))
    if not asked:
        raise BenchmarkError("The question sets hold no question of a single turn: give others with --questions.")
    return tuple(asked)


def hit(facts: Sequence[str], pieces: Sequence[str], characters: int) -> bool:
    """Do all facts stand in the first characters of the pieces, best first?"""
    context = "\n".join(pieces)[:characters]
    return all(re.search(fact, context, re.IGNORECASE) for fact in facts)


def texts_of(corpus: Path) -> tuple[str, ...]:
    """Every document of a file or folder as plain text, as this project's readers see it, without what they reject."""
    from ingest.discovering import discover
    from ingest.errors import ReaderError
    from ingest.readers import read

    texts: list[str] = []
    for file in discover([corpus]).files:
        try:
            texts.extend(_plain(document) for document in read(file.path))
        except ReaderError:
            continue  # both sides go without it
    return tuple(texts)


def _plain(document: ReadDocument) -> str:
    lines = [document.title]
    for section in document.sections:
        lines += [*section.heading_path[-1:], *(block.text for block in section.blocks)]
    return "\n".join(lines)
