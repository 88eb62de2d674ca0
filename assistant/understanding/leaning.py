"""Does a question lean on the turn before? What it says by itself, by the words of its own language alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.lexicon import in_english, lexicon, trade_stems
from assistant.words import content_words, fold, stem
from ingest.calls.dates import find_dates
from ingest.taxonomy import load

# A question with this many words of its own stands for itself unless it points back.
FEW_WORDS = 3
# An interrogative with no more words than this is about the theme of the last turn.
BARE_WORDS = 2
# Stands for the year of a date that names none.
ANY_YEAR = 1904
_LISTS_CALLS = frozenset({"find_calls", "plural"})
_CONDITIONS = frozenset({"open_now", "forthcoming", "undated"})
_PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "fifth": 4, "last": -1}
_THE_ONE = re.compile(r"\bthe ones? (?:on|in|for|about|from|with|by|at|of)\b", re.IGNORECASE)
ORDINAL = re.compile(rf"\b(?:the )?({'|'.join(_PLACES)}) (?:one|call|of (?:them|these|those))\b", re.IGNORECASE)
_PREPOSITIONS = {
    "en": ("to|for|of|about|on|in|with|against|from", "the"),
    "fr": ("à|au|aux|pour|de|du|des|d['’]|sur|contre", "la|les?|l['’]"),
    "de": ("für|bei|zur|zum|zu|von|gegen|über", "der|die|das|den|dem"),
    "es": ("para|por|de|del|a|al|contra|sobre", "la|los|las|el"),
    "it": ("a|per|di|alla|alle|al|dei|delle|della|del|su|contro", "la|il|lo|gli|le|i|l['’]"),
    "pl": ("dla|w|o|do|na|przeciw", ""),
    "pt": ("para|por|de|da|do|das|dos|à|ao|contra|sobre", "as?|os?"),
    "nl": ("voor|bij|tot|naar|van|tegen|over", "de|het"),
}
_OBJECTS = {
    code: re.compile(rf"\b(?:{before})(?:(?<=['’])|\s)(?:(?:{article})(?:(?<=['’])|\s))?([^?]+?)\W*$", re.IGNORECASE)
    for code, (before, article) in _PREPOSITIONS.items()
}
_DEFINITION = re.compile(
    r"\b(?:what (?:is|are) an?|qu.est[- ]ce qu.une?|was ist eine?|que es una?|che cos.? ?e (?:un|una|uno)|co to jest) "
    r"[\w-]+(?: [\w-]+)?\W*$"
)


@dataclass(frozen=True)
class Said:
    """One question of a conversation and its language, as a BCP 47 code."""

    text: str
    language: str

    def is_like(self, kind: str, text: str | None = None) -> bool:
        """Does it (or a part of it) hold a word of a kind: ``pronoun``, ``interrogative`` or ``continued``?"""
        return lexicon().matches(kind, self._code, self.text if text is None else text)

    @cached_property
    def intents(self) -> frozenset[str]:
        """What is wanted, by the words as written and by those in English."""
        english = in_english(self.text, self.language)
        return lexicon().matching("intent", self.text) | lexicon().matching("intent", english)

    @cached_property
    def attributes(self) -> frozenset[str]:
        """What it asks for."""
        return lexicon().matching("attribute", self.text)

    @cached_property
    def topic(self) -> list[str]:
        """The words that say what is asked about: no dates, no words of the trade."""
        text = self.text
        for found in reversed(find_dates(text, year_hint=ANY_YEAR)):
            text = f"{text[: found.span[0]]} {text[found.span[1] :]}"
        return _untraded(text)

    @property
    def object(self) -> re.Match[str] | None:
        """What stands after the first preposition; its words are group 1."""
        return _OBJECTS[self._code].search(self.text)

    @property
    def has_name(self) -> bool:
        return any(word[:1].isupper() for word in self.text.split()[1:])

    @property
    def narrows(self) -> bool:
        """Does it choose among the calls of the last answer ("which of these …", "only those …")?"""
        return lexicon().matches("follow_up", "narrowing", self.text)

    @property
    def asks_for_source(self) -> bool:
        """Does it ask where the last answer is written ("where does it say so?")?"""
        return lexicon().matches("follow_up", "source", self.text)

    @property
    def names_subject(self) -> bool:
        """Does it name what it asks about: an own name, or "the one on …"?"""
        return self.has_own_name or bool(_THE_ONE.search(self.text))

    @property
    def has_own_name(self) -> bool:
        """Is there a word with a capital that is no month, place or field?"""
        dates = [slice(*found.span) for found in find_dates(self.text, year_hint=ANY_YEAR)]
        known = [self.text[span] for span in dates]
        known += [self.text[m.start : m.end] for m in load().find(self.text)]
        words = [word.strip(",;:.?!()") for word in self.text.split()[1:]]
        return any(
            word[:1].isupper() and word[1:2].isalpha() and not any(word in part for part in known) for word in words
        )

    @property
    def ordinal(self) -> int | None:
        """The place of the call that it points to in the last answer, counted from 0; -1 for the last."""
        match = ORDINAL.search(fold(self.text))
        return _PLACES[match[1]] if match else None

    @property
    def describes_asker(self) -> bool:
        return "asker" in self.intents

    @property
    def asks_for_us(self) -> bool:
        """Does it speak of "us", who described themselves in the turn before?"""
        return lexicon().matches("follow_up", "about_us", self.text) and not any(
            mention.kind in ("sector", "applicant", "support") for mention in load().find(self.text)
        )

    @property
    def lists_calls(self) -> bool:
        return self.intents >= _LISTS_CALLS

    @property
    def lists_calls_by_itself(self) -> bool:
        """Does it ask for calls in so many words, on a condition of its own ("which calls are open now?")?"""
        if not self.lists_calls or self._points_back or self.narrows:
            return False
        return bool(self.intents & _CONDITIONS or find_dates(self.text, year_hint=ANY_YEAR))

    @property
    def stands_alone(self) -> bool:
        continues = self.is_like("continued")
        if _DEFINITION.search(fold(self.text)) or self._names_its_subject:
            return True
        if self._points_back:
            return len(self.topic) > FEW_WORDS + continues
        return bool(len(self.topic) > BARE_WORDS or load().find(self.text) or self.has_name)

    @property
    def _points_back(self) -> bool:
        return self.is_like("continued") or self.is_like("pronoun")

    @property
    def _names_its_subject(self) -> bool:
        """Does it ask for something of something ("barriers to resilience"), for no attribute of what went before?"""
        of = self.object
        if of is None or self.attributes - {"definition"}:
            return False
        head = self.text[: of.start()]
        beside = f"{head} {of[1]}"
        if self.is_like("continued", beside) or self.is_like("pronoun", beside):
            return False
        if lexicon().matches("follow_up", "narrowing", beside):
            return False
        return bool(_untraded(head) and _untraded(of[1]))

    @property
    def _code(self) -> str:
        return self.language[:2] if self.language[:2] in _PREPOSITIONS else "en"


def _untraded(text: str) -> list[str]:
    return [word for word in content_words(text) if stem(word) not in trade_stems()]
