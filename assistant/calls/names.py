"""Names that calls go by besides acronym and topic id: their titles, the names inside these, pieces of topic ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.lexicon import trade_stems
from assistant.words import CAPITALISED, content_words, fold, stem, tokens
from ingest.taxonomy import load
from vectorstore.records import Call

# A title is named when this share of its words stands in the question in one piece.
MOST_OF_TITLE = 0.6
_SHORT_NAME = 3  # letters
_RUN = 3  # words of a longer title that must stand in a row
_FEW = 2  # calls that may share a name of one word
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_APART = re.compile(r"\s+[-–—]\s+|[:(]\s*")  # what stands between a title's name and its explanation
_COINED = re.compile(r"(?<![\w-])(?=\w{4,})(?=(?:\w*[A-Z]){2}|\w*\d\w*[A-Z]|\w*[A-Z]\w*\d)\w*[A-Za-z]\w*(?![\w-])")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?")
_ANY_CASE = 5  # letters of a coined name that is known in small letters too

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A title, or what begins it: its significant words, all of its words, its call."""

    words: Words
    written: str
    call: Call


@dataclass(frozen=True)
class CallNames:
    """The names of all calls of a generation; built once when it is opened."""

    calls: tuple[Call, ...]

    def prepare(self) -> None:
        """Build what the first question would otherwise wait for."""
        for name in ("_by_pair", "_by_head", "_short_names", "_coined"):
            getattr(self, name)

    def named(self, text: str, *, alone: bool = False) -> tuple[Call, ...]:
        """The calls of which a text holds a coined name ("OFELIA"), a piece of the topic id or most of the title.

        With ``alone`` a title of two words counts only where the text says nothing else: it may be a topic.
        """
        return self._by_word(text) or self._by_title(text, alone) or self._by_capitals(text)

    def title_run(self, text: str, call: Call) -> int:
        """How many words of the call's title stand in a text one after the other."""
        return _longest_run(_stemmed(text), _stemmed(call.title))

    def in_capitals(self, text: str) -> Iterator[tuple[tuple[int, int], tuple[Call, ...]]]:
        """Names of two words and more that few titles hold in the same capitals ("Polar Fibre"): their places, calls.

        The first word of a text has a capital anyway.
        """
        for match in CAPITALISED.finditer(text):
            for start in (match.start(), match.start() + match[0].index(" ") + 1):
                calls = self._titled(text[start : match.end()])
                if calls:
                    yield (start, match.end()), calls
                    break

    def _by_capitals(self, text: str) -> tuple[Call, ...]:
        return tuple({call.call_id: call for _, calls in self.in_capitals(text) for call in calls}.values())

    def _titled(self, name: str) -> tuple[Call, ...]:
        if " " not in name or any(m.start == 0 and m.end == len(name) for m in load().find(name)):
            return ()
        pairs = pairwise(_significant(_stemmed(name)))
        held = (entry.call for pair in pairs for entry in self._by_pair.get(pair, ()) if name in entry.call.title)
        found = self._by_head.get(name) or tuple({call.call_id: call for call in held}.values())
        return found if len(found) <= _FEW else ()

    @cached_property
    def _by_head(self) -> dict[str, tuple[Call, ...]]:
        """Calls by what begins their titles, as written."""
        return grouped((head_of(call.title), call) for call in self.calls)

    def _by_word(self, text: str) -> tuple[Call, ...]:
        pieces = [call for word in _CAPITALS.findall(text) for call in self._short_names.get(word, ())]
        coined = [call for word in re.findall(r"\w+", text) for call in self._coined_as(word)]
        return tuple({call.call_id: call for call in (pieces or coined)}.values())

    def _coined_as(self, word: str) -> tuple[Call, ...]:
        shown = word != word.lower() or (len(word) >= _ANY_CASE and not _means_something(word))
        return self._coined.get(fold(word), ()) if shown else ()

    def _by_title(self, text: str, alone: bool) -> tuple[Call, ...]:
        asked = _significant(_stemmed(text))
        least = _RUN if alone and len(asked) > 2 else 2
        written = _written(text)
        near = {id(entry): entry for pair in pairwise(asked) for entry in self._by_pair.get(pair, ())}
        long = (entry for entry in near.values() if len(entry.words) >= least)
        shares = [(share, entry.call) for entry in long if (share := _share(asked, entry, written))]
        best = max((share for share, _ in shares), default=0.0)
        found = (call for share, call in shares if share == best >= MOST_OF_TITLE)
        return tuple({call.call_id: call for call in found}.values())

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], list[_Name]]:
        """Titles, and the names that begin them, by every two words that stand there one after the other."""
        found: dict[tuple[str, str], list[_Name]] = {}
        for call in self.calls:
            for name in dict.fromkeys((call.title, head_of(call.title))):
                entry = _Name(_significant(_stemmed(name)), _written(name), call)
                for pair in dict.fromkeys(pairwise(entry.words)):
                    found.setdefault(pair, []).append(entry)
        return found

    @cached_property
    def _short_names(self) -> dict[str, tuple[Call, ...]]:
        """Pieces of topic ids in capitals that few calls share, as EEN of SMP-COSME-2024-EEN-01."""
        pieces = grouped(
            (piece, call)
            for call in self.calls
            for piece in dict.fromkeys((call.topic_id or "").split("-")[1:])
            if len(piece) >= _SHORT_NAME and piece.isalpha() and piece.isupper()
        )
        few = {piece: calls for piece, calls in pieces.items() if len(calls) <= min(_FEW, len(self.calls) // 4)}
        return {piece: calls for piece, calls in few.items() if not _means_something(piece, "programme")}

    @cached_property
    def _coined(self) -> dict[str, tuple[Call, ...]]:
        """Words that someone made up to name a thing, as AID4SME or TechEU, of titles; by what they fold to."""
        written = grouped((name, call) for call in self.calls for name in dict.fromkeys(_COINED.findall(call.title)))
        coined = ((fold(name), call) for name, held in written.items() if not _means_something(name) for call in held)
        return {name: calls for name, calls in grouped(coined).items() if len(calls) <= _FEW}


def head_of(title: str) -> str:
    """The first part of a title that says something: "OFELIA" of "OFELIA - open call for SMEs"."""
    return next((part for part in _APART.split(title) if _significant(_stemmed(part))), title)


def _stemmed(text: str) -> Words:
    """The stems of the words that say something, in order; a word may come twice, as in "A Taler and A Fediversity"."""
    said = set(content_words(text))
    return tuple(stem(word) for word in tokens(text) if word in said)


def _significant(words: Words) -> Words:
    """Without what any call may be called: open call, programme, 2026, 12th."""
    return tuple(word for word in words if word not in trade_stems() and not _ORDINAL.fullmatch(word))


def _written(text: str) -> str:
    """The stems of a text in one line, small words too."""
    return " ".join(_significant(tuple(stem(word) for word in tokens(text))))


def _share(asked: Words, name: _Name, written: str) -> float:
    """The share of a title that a question holds in one piece, 0 where the piece is too short to be its name."""
    run, length = _longest_run(asked, name.words), len(name.words)
    if run < min(length, _RUN):
        return 0.0
    if length == 2 and name.written not in written and " ".join(name.words) not in written:
        return 0.0
    return run / length


def _longest_run(asked: Words, title: Words) -> int:
    """How many words of a title stand in a question one after the other."""
    longest, previous = 0, [0] * (len(title) + 1)
    for word in asked:
        current = [0, *(previous[at] + 1 if word == other else 0 for at, other in enumerate(title))]
        longest, previous = max(longest, *current), current
    return longest


def _means_something(piece: str, but: str = "") -> bool:
    """Is a name also a word of questions, as SME or WATER?"""
    return stem(fold(piece)) in trade_stems() or any(mention.kind != but for mention in load().find(piece))


def grouped(pairs: Iterable[tuple[str, Call]]) -> dict[str, tuple[Call, ...]]:
    """The calls of each key, in order."""
    groups: dict[str, list[Call]] = {}
    for key, call in pairs:
        groups.setdefault(key, []).append(call)
    return {key: tuple(calls) for key, calls in groups.items()}
