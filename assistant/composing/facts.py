"""A fact, list or definition from prose: the passage's own words, when they answer what is asked."""

from __future__ import annotations

from assistant.composing.answer_types import missing_type
from assistant.composing.materials import Materials
from assistant.composing.quoting import Span, is_list, lines, quote, sentences
from assistant.drafts import Draft, Sentence
from assistant.retrieving import Found, coverage
from vectorstore.records import Passage

# Calibrated on the development questions; see docs/decisions.
ENOUGH_COVERAGE = 0.55
ENOUGH_SIMILARITY = 0.50
LEAST_COVERAGE = 0.34
NEAR = 0.92
SHORT = 360
MOST_SENTENCES = 3
MOST_PASSAGES = 2


def compose_fact(materials: Materials) -> Draft | None:
    """The best passages in their own words; None when they do not hold what is asked."""
    answering = [item for item in materials.retrieved.found[:8] if _answers(materials, item)]
    if not answering:
        return None
    best = answering[0]
    chosen = [best] + [
        item for item in answering[1:] if item.score >= NEAR * best.score and item.coverage >= best.coverage
    ]
    said = [sentence for item in chosen[:MOST_PASSAGES] for sentence in _say(materials, item.passage)]
    return Draft("answered", tuple(dict.fromkeys(said)))


def _answers(materials: Materials, item: Found) -> bool:
    covered = item.coverage >= ENOUGH_COVERAGE
    similar = item.hit.similarity >= ENOUGH_SIMILARITY and item.coverage >= LEAST_COVERAGE
    return (covered or similar) and not missing_type(materials.understood, item.passage, materials.generation)


def _say(materials: Materials, passage: Passage) -> list[Sentence]:
    if is_list(passage):
        return _whole_list(passage)
    if len(passage.text) <= SHORT or passage.kind == "row":
        return [_verbatim(passage, span, passage) for span in _joined(passage)]
    return [_verbatim(passage, span, passage) for span in _best_sentences(materials, passage)]


def _whole_list(passage: Passage) -> list[Sentence]:
    """The lead-in and every item as statements of one quote: the whole list."""
    spans = list(lines(passage.text))
    whole = quote(passage, (spans[0][0], spans[-1][1]))
    said = [Sentence(passage.text[slice(*span)], (whole,)) for span in spans]
    topic = passage.heading_path[-1] if passage.heading_path else ""
    if topic and said[0].text.endswith(":") and topic.casefold() not in said[0].text.casefold():
        said[0] = Sentence(f"{topic} – {said[0].text}", (whole,))
    return said


def _joined(passage: Passage) -> list[Span]:
    spans = list(lines(passage.text))
    return [(spans[0][0], spans[-1][1])] if spans else []


def _best_sentences(materials: Materials, passage: Passage) -> list[Span]:
    """The sentences that hold most of the question's words, in the order of the passage."""
    weights = materials.retrieved.weights
    ranked = sorted(sentences(passage.text), key=lambda span: -coverage(weights, passage.text[slice(*span)]))
    top = coverage(weights, passage.text[slice(*ranked[0])]) if ranked else 0.0
    kept = [span for span in ranked[:MOST_SENTENCES] if coverage(weights, passage.text[slice(*span)]) >= 0.6 * top]
    return sorted(kept)


def _verbatim(passage: Passage, span: Span, whole: Passage) -> Sentence:
    text = " ".join(passage.text[slice(*span)].split())
    heading = whole.heading_path[-1] if whole.heading_path else ""
    bare = heading and heading.casefold() not in text.casefold() and len(text) < 200
    return Sentence(f"{heading}: {text}" if bare else text, (quote(passage, span),))
