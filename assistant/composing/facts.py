"""A fact, list or definition from prose: the passage's own words, when they answer what is asked."""

from __future__ import annotations

import re

from assistant.composing.answer_types import has_name, holds_type, missing_type
from assistant.composing.materials import Materials
from assistant.composing.quoting import Span, is_list, lines, quote, sentences
from assistant.drafts import Draft, Sentence
from assistant.retrieving import Found, coverage
from vectorstore.records import Passage

# Calibrated on the development questions.
ENOUGH_COVERAGE = 0.55
ENOUGH_SIMILARITY = 0.50
LEAST_COVERAGE = 0.34
NEAR = 0.92
LOOKED_AT = 8
MOST_PASSAGES = 2
# A line that holds this much of the question answers it without the rest of its list.
LINE_COVERAGE = 0.5
SHORT = 360  # characters of prose that are said whole
MOST_SENTENCES = 3
SHORT_LEAD_IN = 5  # words; a longer one names its topic itself
_ONE_VALUE = frozenset({"person", "count", "time", "place", "contact", "amount", "link", "deadline"})
_NAME_ALONE = re.compile(r"(?!.*\b(?:of|for|the|and)\b)[^,:;.\d]{4,60}$")


def compose_fact(materials: Materials) -> Draft | None:
    """The best passages in their own words; None when they do not hold what is asked."""
    answering = [item for item in materials.retrieved.found[:LOOKED_AT] if _answers(materials, item)]
    if not answering:
        return None
    best = answering[0]
    near = [item for item in answering[1:] if item.score >= NEAR * best.score and item.coverage >= best.coverage]
    said = [sentence for item in (best, *near)[:MOST_PASSAGES] for sentence in _say(materials, item.passage)]
    return Draft("answered", tuple(dict.fromkeys(said)))


def _answers(materials: Materials, item: Found) -> bool:
    covered = item.coverage >= ENOUGH_COVERAGE
    similar = item.hit.similarity >= ENOUGH_SIMILARITY and item.coverage >= LEAST_COVERAGE
    return (covered or similar) and not missing_type(materials.understood, item.passage, materials.generation)


def _say(materials: Materials, passage: Passage) -> list[Sentence]:
    if _asks_one_value(materials):
        chosen = _best_lines(materials, passage)
        if chosen:
            return [_verbatim(passage, span) for span in chosen]
    if is_list(passage):
        return _whole_list(passage)
    if len(passage.text) <= SHORT or passage.kind == "row":
        return [_verbatim(passage, span) for span in _joined(passage)]
    return [_verbatim(passage, span) for span in _best_sentences(materials, passage)]


def _asks_one_value(materials: Materials) -> bool:
    return bool(materials.understood.attributes & _ONE_VALUE)


def _best_lines(materials: Materials, passage: Passage) -> list[Span]:
    """The lines of a list that by themselves hold what is asked; none where it takes the whole."""
    spans = list(lines(passage.text))
    if len(spans) < 2:
        return []
    shares = [coverage(materials.retrieved.weights, passage.text[slice(*span)]) for span in spans]
    best = max(shares)
    if best < LINE_COVERAGE:
        return []
    chosen = [_with_role(passage.text, spans, at) for at, share in enumerate(shares) if share == best]
    return chosen if all(holds_type(materials.understood, passage.text[slice(*span)]) for span in chosen) else []


def _with_role(text: str, spans: list[Span], at: int) -> Span:
    """A name on a line of its own and the role on the line below belong together."""
    start, end = spans[at]
    if at + 1 < len(spans) and _is_name(text[start:end]):
        return start, spans[at + 1][1]
    if at and _is_name(text[slice(*spans[at - 1])]):
        return spans[at - 1][0], end
    return start, end


def _is_name(line: str) -> bool:
    return _NAME_ALONE.match(line) is not None and has_name(line)


def _whole_list(passage: Passage) -> list[Sentence]:
    """The lead-in and every item as statements of one quote: the whole list."""
    spans = list(lines(passage.text))
    whole = quote(passage, (spans[0][0], spans[-1][1]))
    said = [Sentence(passage.text[slice(*span)], (whole,)) for span in spans]
    lead_in = said[0].text
    topic = passage.heading_path[-1] if passage.heading_path else ""
    if topic and lead_in.endswith(":") and len(lead_in.split()) <= SHORT_LEAD_IN:
        said[0] = Sentence(f"{topic} – {lead_in}", (whole,))
    return said


def _joined(passage: Passage) -> list[Span]:
    spans = list(lines(passage.text))
    return [(spans[0][0], spans[-1][1])] if spans else []


def _best_sentences(materials: Materials, passage: Passage) -> list[Span]:
    """The sentences that hold most of the question's words, in the order of the passage."""
    weights = materials.retrieved.weights
    shares = {span: coverage(weights, passage.text[slice(*span)]) for span in sentences(passage.text)}
    top = max(shares.values(), default=0.0)
    ranked = sorted(shares, key=lambda span: -shares[span])[:MOST_SENTENCES]
    return sorted(span for span in ranked if shares[span] >= 0.6 * top)


def _verbatim(passage: Passage, span: Span) -> Sentence:
    """The words of a span, after the heading that they stand under where they do not name it themselves."""
    text = " ".join(passage.text[slice(*span)].split())
    heading = passage.heading_path[-1] if passage.heading_path else ""
    bare = heading and heading.casefold() not in text.casefold() and len(text) < 200
    return Sentence(f"{heading}: {text}" if bare else text, (quote(passage, span),))
