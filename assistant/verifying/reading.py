"""A text taken apart for checking: links, identifiers, figures, names, words, clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.verifying.figures import Figures, blank, read_figures
from assistant.verifying.vocabulary import vocabulary
from assistant.words import fold, stem, stems, stop_words, tokens

_LINK = re.compile(
    r"\bhttps?://[^\s<>\"'“”()\[\]]+|\bwww\.[^\s<>\"'“”()\[\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@-])(?:[a-z0-9-]+\.)+[a-z]{2,24}(?![\w.-])(?:/[^\s<>\"'“”()\[\]]*)?"
)
_IDENTIFIER = re.compile(r"(?<![\w-])(?=[\w/.-]*[^\W\d_])(?=[\w/.-]*\d)[^\W_]+(?:[-/.][^\W_]+)*(?![\w])")
_ALL_CAPITALS = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]+(?:[-/][A-Z0-9]+)+(?![\w-])")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$|\d+-[a-z]+$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*")
_CLAUSE = re.compile(
    r"[;:()\n•|]|\s[–—-]\s|,\s|[.!?](?=\s|$)|\band (?=not\b)"
    r"|\b(?:but|while|whereas|although|though|however|except|which|who|that)\b",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"[;\n]|[.!?](?=\s|$)|,?\s(?:but|while|whereas|although|though|however)\s", re.IGNORECASE)
_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)
_PREFIXED = re.compile(
    r"\b(?:in|non-?)(?=eligible)|\bun(?=able|available|limited|restricted|likely)|\bim(?=possible)", re.I
)


@dataclass(frozen=True)
class Clause:
    """Words that are said together, and how often they are denied."""

    text: str
    words: frozenset[str]
    denials: int


@dataclass(frozen=True)
class Reading:
    """One text, taken apart once."""

    text: str

    @cached_property
    def links(self) -> frozenset[str]:
        return frozenset(_plain_link(match[0]) for match in _LINK.finditer(self.text))

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """Topic ids, codes and names with figures in them, folded."""
        return frozenset(fold(self.text[start:end]) for start, end in self._identifier_spans)

    @cached_property
    def figures(self) -> Figures:
        return read_figures(blank(self._unlinked, iter(self._identifier_spans)))

    @cached_property
    def names(self) -> tuple[tuple[str, bool], ...]:
        """Each capitalised word, folded, and whether it begins a sentence (and may be an ordinary word)."""
        return tuple((fold(match[0]), begins) for match, begins in self._capitalised())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded content words of the text, compounds whole, without links, identifiers and figures."""
        known = vocabulary().framing
        written = dict.fromkeys(
            fold(match[0]).removesuffix("'s").removesuffix("’s") for match in _WORD.finditer(self.figures.masked)
        )
        return tuple(w for w in written if w not in stop_words() and len(w) > 1 and stem(w) not in known)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stems(self.text))

    @cached_property
    def segments(self) -> tuple[Reading, ...]:
        """The parts of which each says one thing of one subject."""
        return tuple(reading(part) for part in _halved(_SEGMENT.split(self.text)) if part.strip())

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(_clauses(self.text))

    @cached_property
    def _identifier_spans(self) -> tuple[tuple[int, int], ...]:
        found = [*_IDENTIFIER.finditer(self._unlinked), *_ALL_CAPITALS.finditer(self._unlinked)]
        return tuple(match.span() for match in found if _is_identifier(match[0]))

    @cached_property
    def _unlinked(self) -> str:
        return blank(self.text, (match.span() for match in _LINK.finditer(self.text)))

    def _capitalised(self) -> Iterator[tuple[re.Match[str], bool]]:
        for match in _WORD.finditer(self.figures.masked):
            written = match[0]
            if written[0].isupper() or written[1:] != written[1:].lower():
                begins = _begins_sentence(self.text, match.start()) and written[1:] == written[1:].lower()
                yield match, begins


@lru_cache(maxsize=2048)
def reading(text: str) -> Reading:
    """The reading of a text; the same text is taken apart once."""
    return Reading(text)


def _is_identifier(written: str) -> bool:
    """Not a day, a measure (``18-month``) or a clock time, which are figures."""
    return any(c.isalpha() for c in written) and not _ORDINAL.match(written) and not _is_measure(written)


def _is_measure(written: str) -> bool:
    """``5m``, ``10k``, ``30kg``, ``9am``: a figure with its unit."""
    return re.fullmatch(r"\d+(?:[.,]\d+)*(?:m|k|bn|mio|mln|am|pm|kg|km|kw|mw|h)", written, re.IGNORECASE) is not None


def _plain_link(written: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", written.lower()).rstrip("/.,;:!?)*_")


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'“‘([*_-–•\t")
    return not before or before[-1] in ".!?:\n"


def _halved(parts: list[str]) -> Iterator[str]:
    """A part is cut at "and" where both sides state a figure: "A closes in May and B in June"."""
    for part in parts:
        pieces = re.split(r",?\s+and\s+", part)
        if len(pieces) > 1 and all(re.search(r"\d", piece) and _WORD.search(piece) for piece in pieces):
            yield from pieces
        else:
            yield part


def _clauses(text: str) -> Iterator[Clause]:
    plain = _CONTRACTED.sub(" not", _PREFIXED.sub("not ", fold(text)))
    for part in _CLAUSE.split(vocabulary().idioms.sub(" ", plain)):
        present = tokens(part)
        words = frozenset(stem(word) for word in present if word not in stop_words() and not word.isdigit())
        if words:
            yield Clause(part, words, sum(word in vocabulary().negators for word in present))
