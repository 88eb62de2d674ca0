"""Two questions in one sentence, each answered by itself: "how many speakers and how many stands", "of A and of B"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers import Question
from assistant.composing.facts import compose_fact
from assistant.composing.materials import Materials
from assistant.drafts import Draft
from assistant.retrieving import retrieve
from assistant.understanding import understand
from assistant.words import content_words

_ASKED = r"(?:how many|how much|how long|who|whom|when|where|why|which|what)"
_TWO_QUESTIONS = re.compile(
    rf"^(?P<first>.*?\b{_ASKED}\b.+?),?\s+and(?: also)?\s+(?P<second>{_ASKED}\b.+)$", re.IGNORECASE
)
_TWO_OBJECTS = re.compile(
    r"^(?P<asked>.*?\b(?P<joint>of|for|in|at|on|about|does|do|is|are|the)\s+)(?P<first>[^,?]+?),?\s+and\s+(?P=joint)\s+"
    r"(?P<second>[^,?]+?)(?P<end>\W*)$",
    re.IGNORECASE,
)


def parts(question: str) -> tuple[str, ...]:
    """The questions that one sentence puts; none where it puts one only, or the second leans on the first."""
    match = _TWO_QUESTIONS.match(question)
    if match and content_words(match["second"]):
        return match["first"], match["second"]
    match = _TWO_OBJECTS.match(question)
    return tuple(f"{match['asked']}{match[side]}{match['end']}" for side in ("first", "second")) if match else ()


def compose_parts(materials: Materials) -> Draft | None:
    """The answers to the questions of one sentence, one after the other; None where one of them has none."""
    drafts = [compose_fact(_asking(part, materials)) for part in parts(materials.understood.question)]
    if not drafts or None in drafts:
        return None
    said = [sentence for draft in drafts if draft for sentence in draft.sentences]
    return Draft("answered", tuple(dict.fromkeys(said)))


def _asking(part: str, materials: Materials) -> Materials:
    whole = materials.understood
    understood = understand(Question(part), whole.as_of, whole.language, materials.book)
    return replace(materials, understood=understood, retrieved=retrieve(understood, materials.generation))
