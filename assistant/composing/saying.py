"""How what was found is said: in the source's words, whole lists under their lead-in, a heading where it is needed."""

from __future__ import annotations

from collections.abc import Mapping, Set

from assistant.composing.pointing import pointed_at
from assistant.composing.quoting import Span, is_list, lines, lines_within, quote, sentences, with_nested
from assistant.composing.units import Unit, records
from assistant.drafts import Sentence
from assistant.retrieving import coverage
from assistant.words import stems
from vectorstore.records import Passage

BRIEF = 120  # characters of a passage that is said whole with any line of it
SHORT = 360  # characters of prose that are said whole
MOST_SENTENCES = 3
SHORT_LEAD_IN = 5  # words; a longer one names its topic itself


def say_passage(
    passage: Passage, weights: Mapping[str, float], asked: Set[str], kind: Set[str] = frozenset()
) -> list[Sentence]:
    """What a passage says on the question: the lines that it points at, a whole list, or its best sentences.

    ``kind`` is the stem of the noun for the things asked for, which tells no line from another.
    """
    if passage.kind == "row":
        return [_spoken(passage, span, asked) for span in _best_records(passage.text, weights)]
    pointed = pointed_at(passage, weights, kind)
    if pointed:
        return [said for span in pointed for said in _told(passage, _grown(passage.text, span, asked), asked)]
    if is_list(passage):
        return say_list(passage)
    if len(passage.text) <= SHORT:
        return [_spoken(passage, span, asked) for span in _joined(passage)]
    return [_spoken(passage, span, asked) for span in _best_sentences(passage, weights)]


def say_list(passage: Passage) -> list[Sentence]:
    """The lead-in and every item as statements of one quote: the whole list."""
    spans = list(lines(passage.text))
    whole = quote(passage, (spans[0][0], spans[-1][1]))
    said = [Sentence(passage.text[slice(*span)], (whole,), verbatim=True) for span in spans]
    lead_in = said[0].text
    topic = _heading(passage)
    if topic and lead_in.endswith(":") and len(lead_in.split()) <= SHORT_LEAD_IN:
        said[0] = Sentence(f"{topic} – {lead_in}", (whole,), verbatim=True)
    return said


def say_unit(unit: Unit, asked: Set[str]) -> list[Sentence]:
    """A unit in its words; a passage of a line or two is said whole."""
    passage = unit.passage
    if passage.kind != "row" and is_list(passage):
        return _told(passage, unit.span, asked)
    brief = len(passage.text) <= BRIEF and passage.kind != "row"
    span = _joined(passage)[0] if brief else _grown(passage.text, unit.span, asked)
    return [_spoken(passage, span, asked)]


def say_under_heading(unit: Unit) -> Sentence:
    """A unit in its words after the heading above it, which names what it is about."""
    passage, text = unit.passage, " ".join(unit.text.split())
    known = stems(_heading(passage)) <= stems(text)
    return Sentence(text if known else _headed(passage, text), (quote(passage, unit.span),))


def says_something(text: str, asked: Set[str]) -> bool:
    """Does a text hold more than the question's own words, and is it no question itself?"""
    return not text.rstrip().endswith("?") and not stems(text) <= asked


def _grown(text: str, span: Span, asked: Set[str]) -> Span:
    """A line that only repeats the question, such as a name, with the line below it."""
    if not stems(text[slice(*span)]) <= asked:
        return span
    below = [line for line in lines(text) if line[0] >= span[1]]
    return (span[0], with_nested(text, below[0])[1]) if below else span


def _best_sentences(passage: Passage, weights: Mapping[str, float]) -> list[Span]:
    """The sentences that hold most of the question's words, in the order of the passage."""
    shares = {span: coverage(weights, passage.text[slice(*span)]) for span in sentences(passage.text)}
    top = max(shares.values(), default=0.0)
    ranked = sorted(shares, key=lambda span: -shares[span])[:MOST_SENTENCES]
    return sorted(span for span in ranked if shares[span] >= 0.6 * top)


def _best_records(text: str, weights: Mapping[str, float]) -> list[Span]:
    """The records of a table that hold most of the question's words."""
    shares = {span: coverage(weights, text[slice(*span)]) for span in records(text)}
    top = max(shares.values(), default=0.0)
    return [span for span, share in shares.items() if share >= top]


def _told(passage: Passage, span: Span, asked: Set[str]) -> list[Sentence]:
    """A line in its words; one with items below it as statements of one quote."""
    spans = lines_within(passage.text, span)
    if len(spans) < 2 or not is_list(passage):
        return [_spoken(passage, span, asked)]
    whole = quote(passage, span)
    return [Sentence(passage.text[slice(*line)], (whole,), verbatim=True) for line in spans]


def _joined(passage: Passage) -> list[Span]:
    spans = list(lines(passage.text))
    return [(spans[0][0], spans[-1][1])] if spans else []


def _spoken(passage: Passage, span: Span, asked: Set[str]) -> Sentence:
    """The words of a span, after the heading above where that holds a word asked for which they do not."""
    text = " ".join(passage.text[slice(*span)].split())
    needed = asked & stems(_heading(passage)) - stems(text)
    return Sentence(_headed(passage, text) if needed else text, (quote(passage, span),), verbatim=True)


def _headed(passage: Passage, text: str) -> str:
    return f"{_heading(passage)}{' – ' if ': ' in text else ': '}{text}"


def _heading(passage: Passage) -> str:
    """The heading next above a passage, empty where there is none."""
    return passage.heading_path[-1] if passage.heading_path else ""
