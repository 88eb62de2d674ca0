"""The words of a question as they are read: without instructions to the assistant, claims as questions, in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.lexicon import in_english, lexicon
from assistant.understanding.cognates import Cognates
from assistant.words import CAPITALS, content_words
from ingest.calls.dates import find_dates
from ingest.taxonomy import load

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
_SINCE_YEAR = re.compile(r"\b(?:since|in|from) (?:19|20)\d\d\b", re.IGNORECASE)
_CLAIMED = re.compile(
    r"\b(?:up to |about |over |more than |only |at most )?(?:\d(?:[\d,.]*\d)?|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)(?=\s+[a-z])"
)
_CLAIMED_PLACE = re.compile(
    r"(?P<is>\b(?:is|are|was|were|be|takes? place|took place)(?: (?:held|based|located|situated|hosted|organi[sz]ed))?)"
    rf" (?:in|at) (?:the )?[{CAPITALS}][\w'’-]*(?:,? [{CAPITALS}][\w'’-]*){{0,3}}\W*$"
)
_TAG = re.compile(
    r"[\s,–-]+(?:(?:is|are|was|were|do|does|did|has|have|can)n['’]?t (?:it|they|there|he|she|we)|is (?:that|this) "
    r"(?:right|correct|true)|right|correct|true|yes|no)\s*(?=\?*\s*$)",
    re.IGNORECASE,
)
_CALL_WORD = re.compile(r"\b(?:calls?|deadlines?|open|close[sd]?)\b", re.IGNORECASE)
Place = tuple[int, int]  # first character of a text, and the one behind the last
LONGEST_DATE = 31  # days: a claimed day or month, not a year that says which event is meant
ANY_YEAR = 1904  # stands for the year of a claimed date that names none


@dataclass(frozen=True, slots=True)
class Worded:
    """A question as written and as it is read."""

    written: str
    text: str
    """In English, a claim as the question that it answers."""
    foreign: bool
    claims: bool
    injected: bool
    """Was some of it an instruction to the assistant itself?"""
    unread: frozenset[str] = frozenset()
    """The words in another language that neither the glossary nor the index knows; names are none of them."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The words that say what is asked for: as written, and in English where that is another language."""
        return (self.text,) if self.claims else (self.written, self.text) if self.foreign else (self.written,)


def worded(
    question: str, language: str, cognates: Cognates | None = None, names: Callable[[str], list[Place]] = lambda _: []
) -> Worded:
    """Read the words of one self-contained question.

    ``cognates`` know the words of the index; where ``names`` finds some, they stay as they are.
    """
    written, injected = _without_injection(question, language)
    claims = lexicon().matches("intent", "premise", written)
    foreign, unread = language[:2] != "en", set[str]()
    text = lexicon().reword(_without_place(written) if claims else written)
    if foreign:
        text = lexicon().reword(_in_english(text, language, cognates, names, unread))
    return Worded(written, _unclaimed(text) if claims else text, foreign, claims, injected, frozenset(unread))


def _in_english(
    text: str, language: str, cognates: Cognates | None, names: Callable[[str], list[Place]], unread: set[str]
) -> str:
    """The text by the glossary and the cognates; the words that neither knows are added to ``unread``."""

    def together(text: str) -> list[Place]:
        return [*_phrases(text), *names(text)]

    if cognates is None:
        return in_english(text, language, together)

    def nearly(stretch: str) -> str:
        put = cognates.put(stretch, language)
        unread.update(cognates.unknown(put, language))
        return put

    return in_english(text, language, together, cognates.knows, nearly)


def _phrases(text: str) -> list[Place]:
    """Where the taxonomy reads several words together ("transition énergétique")."""
    found = ((mention.start, mention.end) for mention in load().find(text))
    return [span for span in found if " " in text[slice(*span)]]


def _without_injection(text: str, language: str) -> tuple[str, bool]:
    """The sentences of a question that are no instruction to the assistant itself, and whether there was one."""
    sentences = [part for part in _SENTENCE.split(text.strip()) if part]
    kept = [part for part in sentences if not _instructs(part) and not _instructs(in_english(part, language))]
    if len(kept) == len(sentences):
        return text.strip(), False
    remaining = [part for part in kept if content_words(part) and not part.endswith(":")]
    return " ".join(remaining), True


def _instructs(sentence: str) -> bool:
    return lexicon().matches("intent", "injection", sentence)


def _without_place(claim: str) -> str:
    """A claim as a question for the place: "is in Split" asks where, and Split must not be looked for."""
    return _CLAIMED_PLACE.sub(r"\g<is> where", _TAG.sub("", claim))


def _unclaimed(text: str) -> str:
    """A claim as a question: "had 100 speakers" asks how many; the claimed number must not be looked for."""
    if _CALL_WORD.search(text):
        return text
    text = _SINCE_YEAR.sub("since when", _TAG.sub("", text))
    days = [found for found in find_dates(text, year_hint=ANY_YEAR) if (found.end - found.start).days < LONGEST_DATE]
    for found in reversed(days):
        text = f"{text[: found.span[0]]}when{text[found.span[1] :]}"
    return _CLAIMED.sub("how many", text)
