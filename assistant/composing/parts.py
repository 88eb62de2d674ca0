"""Two questions in one sentence, each answered by itself: "how many speakers and how many stands", "of A and of B"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers import Question
from assistant.composing.facts import compose_fact
from assistant.composing.materials import Materials
from assistant.drafts import Draft, Sentence
from assistant.retrieving import retrieve
from assistant.understanding.understanding import understand
from assistant.words import content_words

_ASKED = r"(?:how many|how much|how long|who|whom|when|where|why|which|what)"
_TWO_QUESTIONS = re.compile(
    rf"^(?P<first>.*?\b{_ASKED}\b.+?),?\s+and(?: also)?\s+(?P<second>{_ASKED}\b.+)$", re.IGNORECASE
)
_LEANING = re.compile(rf"^{_ASKED}(?P<object>\s+(?P<joint>in|on|at|for|from|of|by|with|to|about)\s.+)$", re.IGNORECASE)
_TWO_OBJECTS = re.compile(
    r"^(?P<asked>.*?\b(?P<joint>of|for|in|at|on|about|does|do|is|are|the)\s+)(?P<first>[^,?]+?),?\s+and\s+(?P=joint)\s+"
    r"(?P<second>[^,?]+?)(?P<end>\W*)$",
    re.IGNORECASE,
)


def parts(question: str) -> tuple[str, ...]:
    """The questions that one sentence puts, each complete; none where it puts one only."""
    match = _TWO_QUESTIONS.match(question)
    if match and content_words(match["second"]):
        return match["first"], _completed(match["second"], match["first"])
    match = _TWO_OBJECTS.match(question)
    return tuple(f"{match['asked']}{match[side]}{match['end']}" for side in ("first", "second")) if match else ()


def _completed(second: str, first: str) -> str:
    """A second question with what it leaves to the first: "which takes place in A and which in B"."""
    match = _LEANING.match(second)
    shared, joint, _ = first.rpartition(f" {match['joint']} ") if match else ("", "", "")
    return f"{shared}{match['object']}" if match and joint else second


def compose_parts(materials: Materials) -> Draft | None:
    """The answers to the questions of one sentence, one after the other; None where one of them has none."""
    said: tuple[Sentence, ...] = ()
    for part in parts(materials.understood.question):
        draft = _answer(_asking(part, materials), said)
        if draft is None:
            return None
        said += draft.sentences
    return Draft("answered", tuple(dict.fromkeys(said))) if said else None


def _answer(asking: Materials, said: tuple[Sentence, ...]) -> Draft | None:
    """The answer to one part: from the section that answered the part before where it fits as well, else from any."""
    sections = {asking.passage(quote.passage_id).section_id for sentence in said for quote in sentence.quotes}
    best = max((item.coverage for item in asking.retrieved.found), default=0.0)
    near = tuple(f for f in asking.retrieved.found if f.passage.section_id in sections and f.coverage >= best)
    beside = replace(asking, retrieved=replace(asking.retrieved, found=near))
    return (compose_fact(beside) if near else None) or compose_fact(asking)


def _asking(part: str, materials: Materials) -> Materials:
    whole = materials.understood
    understood = understand(Question(part), whole.as_of, whole.language, materials.book)
    return replace(materials, understood=understood, retrieved=retrieve(understood, materials.generation))
