"""How well the quoted sources match a question: a rough figure that tells staff where to look twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import Answer
from assistant.desk.records import Level
from assistant.lexicon import in_english, trade_stems
from assistant.words import content_words, stem, stems

Similarities = Callable[[str, Sequence[str]], Sequence[float]]

HIGH, MEDIUM = 0.62, 0.42
# A cosine at which the small model takes two texts to say the same.
SAME = 0.7
MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Confidence:
    """Between 0 and 1, and the word for it."""

    value: float

    @property
    def level(self) -> Level:
        if self.value >= HIGH:
            return "high"
        return "medium" if self.value >= MEDIUM else "low"


def confidence(question: str, answer: Answer, similarities: Similarities) -> Confidence:
    """Half the share of the question's words that the quotes and their headings hold, half their likeness in meaning.

    Zero for an abstention.
    """
    if answer.status != "answered" or not answer.citations:
        return Confidence(0.0)
    quoted = [" › ".join((c.title, *c.heading_path, c.quote)) for c in answer.citations[:MOST_QUOTES]]
    english = in_english(question, answer.language)
    likeness = min(1.0, max(similarities(english, quoted)) / SAME)
    return Confidence(round(0.5 * _covered(english, answer) + 0.5 * max(0.0, likeness), 2))


def _covered(question: str, answer: Answer) -> float:
    """The share of the words that tell what it is about; 1 where it holds none ("Which calls are open?")."""
    wanted = {stem(word) for word in content_words(question)} - trade_stems()
    texts = [text for c in answer.citations for text in (c.title, c.quote, *c.heading_path)]
    held = stems(" ".join((*texts, answer.text)))
    return len(wanted & held) / len(wanted) if wanted else 1.0
