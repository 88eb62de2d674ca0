"""Does the claim say the same as its source, not the contrary, more or less: polarity, bounds, roles, scope, status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.verifying.figures import Figure
from assistant.verifying.flaws import Flaw
from assistant.verifying.literals import states_date
from assistant.verifying.reading import Clause, Reading
from assistant.verifying.sources import Source
from assistant.verifying.vocabulary import vocabulary
from assistant.words import fold, stem, tokens
from ingest.calls.dates import FoundDate

Sources = tuple[Source, ...]
_WINDOW = 30
_OUTSPOKEN = re.compile(
    r"\b(?:at least|no (?:less|fewer) than|more than|over|at most|up to|no more than|fewer than|less than|below)\s*"
    r"(?:eur|usd|€|\$)?\s*$"
)
_BINDING = {
    "closing": re.compile(r"\b(?:deadlines?|clos(?:es?|ed|ing)|cut-?offs?|due|expir\w+)\b"),
    "opening": re.compile(r"\b(?:open(?:s|ed|ing)|launch\w*)\b"),
}
_EXTREME = re.compile(r"\b(?:minimum|maximum)\b")
_CLAUSE_END = re.compile(r"[;:.!?]\s")
_OPEN = re.compile(
    r"\b(?:is|are|remains?|still|currently|now)\s+(?:\w+\s+){0,2}?(?:open|accepting|running|ongoing|available)\b"
    r"|\b(?:can|may|should)\s+(?:still\s+|now\s+)?(?:apply|submit)\b|\bapply (?:now|today|until|by|before)\b"
    r"|\b(?:closes|will close|opens|days? left|until)\b"
)
_CLOSED = re.compile(
    r"\b(?:is|are|has|have|was)\s+(?:\w+\s+){0,2}?(?:closed|over|expired)\b|\bno longer\b|\bclosed on\b"
)


def wrong_polarity(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """Denied where the nearest words of the sources affirm, affirmed where they deny, or the other side of a pair."""
    stated = [clause for source in cited for clause in source.whole.clauses]
    present = frozenset().union(*(source.whole.stems for source in cited))
    for clause in claim.clauses:
        nearest = _nearest(clause, stated)
        if nearest and not any(other.denials == clause.denials for other in nearest):
            yield Flaw("polarity", clause.text.strip())
        yield from (Flaw("polarity", word) for word in _turned(clause, nearest, present))


def denied_there(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """All that a source denies in one breath, affirmed, and affirmed by no source: "neither charges for advice"."""
    stated = [clause for source in cited for clause in source.whole.clauses]
    denials = [(other, other.words - set(map(stem, vocabulary().negators))) for other in stated if other.denials]
    for clause in (clause for clause in claim.clauses if not clause.denials):
        for denied, words in denials:
            affirmed = any(words <= other.words for other in stated if not other.denials)
            if words and words <= clause.words and not affirmed:
                yield Flaw("polarity", denied.text.strip())


def _nearest(clause: Clause, stated: list[Clause]) -> list[Clause]:
    """The clauses of the sources that share most words that mean something with this one, then most words."""
    said = set(tokens(clause.text))
    shared = [(len(clause.words & other.words), len(said & set(tokens(other.text))), other) for other in stated]
    most = max(((count, alike) for count, alike, _ in shared), default=(0, 0))
    return [other for count, alike, other in shared if (count, alike) == most] if most[0] else []


def _turned(clause: Clause, nearest: list[Clause], present: frozenset[str]) -> Iterator[str]:
    """Words whose contrary the sources say, and not themselves: anywhere, or right where the claim takes them from."""
    known = vocabulary()
    for word in map(stem, tokens(known.bounds.sub(" ", clause.text))):
        side, contrary = known.antonyms.get(word, (frozenset(), frozenset()))
        meant = known.synonyms.get(word, frozenset()) - contrary | side | {word}
        if not contrary & present:
            continue
        if not meant & present or (nearest and all(_says(o, contrary) and not _says(o, meant) for o in nearest)):
            yield word


def _says(clause: Clause, roots: frozenset[str]) -> bool:
    return any(stem(token) in roots for token in tokens(clause.text))


def other_bounds(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """``at least 70 %`` where every source says ``up to 70 %``, or nothing where every source says so."""
    for figure in claim.figures.numbers:
        bound = _bound(claim.text, figure.span[0])
        if bound:
            stated = [
                _bound(source.whole.text, other.span[0])
                for source in cited
                for other in source.whole.figures.numbers
                if other.said == figure.said
            ]
            if stated and bound not in stated and (any(stated) or _is_outspoken(claim.text, figure.span[0])):
                yield Flaw("bound", claim.text[slice(*figure.span)])
        elif _always_bounded(figure, cited):
            yield Flaw("bound", claim.text[slice(*figure.span)])


def _always_bounded(figure: Figure, cited: Sources) -> bool:
    """Do the sources say a figure only with an outspoken bound right before it?"""
    stated = [
        _is_outspoken(source.whole.text, other.span[0])
        for source in cited
        for other in source.whole.figures.numbers
        if other.said == figure.said
    ]
    return bool(stated) and all(stated)


def _bound(text: str, start: int) -> str:
    """Which bound the words right before a figure set: ``upper``, ``lower``, ``below``, ``above`` or none."""
    before = fold(text[max(0, start - _WINDOW) : start])
    found = vocabulary().bounds.findall(before) or _EXTREME.findall(_CLAUSE_END.split(fold(text[:start]))[-1])
    if not found:
        return ""
    outer = ("below", "above") if found[-1] in vocabulary().outer else ("upper", "lower")
    return outer[found[-1] not in vocabulary().upper]


def _is_outspoken(text: str, start: int) -> bool:
    """Do the words right before a figure bound it and nothing else ("at least", not "from")?"""
    return _OUTSPOKEN.search(fold(text[:start])) is not None


def other_roles(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """A closing day told as an opening day, or any other day told as one of them."""
    for segment in claim.segments:
        roles = _roles(segment.text)
        for found in segment.figures.dates if roles else ():
            stated = [stated for source in cited for stated in _stated_roles(found, source)]
            binding = frozenset(role for role, words in _BINDING.items() if words.search(fold(segment.text)))
            if stated and not any(_fits(roles, binding, others) for others in stated):
                yield Flaw("role", segment.text[slice(*found.span)])


def _stated_roles(found: FoundDate, source: Source) -> Iterator[frozenset[str]]:
    """The roles in each place that states a date; a line that names none has those of its headings."""
    headings = frozenset[str]().union(*(_roles(part.text) for part in source.around))
    for part in (segment for line in source.lines for segment in line.segments):
        if states_date(found, part):
            yield _roles(part.text) or headings
    for part in source.around:
        if states_date(found, part):
            yield _roles(part.text)


def _fits(claimed: frozenset[str], binding: frozenset[str], stated: frozenset[str]) -> bool:
    """A role shared, or one that the claim may give of itself to a date that has none; what binds must be shared."""
    if binding:
        return bool(binding & stated)
    return bool(claimed & stated) or (not stated and not claimed & {"closing", "opening"})


def _roles(text: str) -> frozenset[str]:
    present = {stem(token) for token in tokens(text)}
    return frozenset(role for role, words in vocabulary().roles.items() if words & present)


def other_scope(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """``only``, ``all``, ``must`` and their like where no cited source says so."""
    said = _all_stems(reading.text for reading in (claim,))
    stated = _all_stems(source.whole.text for source in cited)
    for row in vocabulary().strict:
        if said & row and not stated & row:
            yield Flaw("scope", " ".join(sorted(said & row)))


def _all_stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(token) for text in texts for token in tokens(text))


def wrong_status(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """A call that is closed on the day asked for is not told as open, whatever its source says, nor the reverse."""
    text = fold(claim.text)
    states = {source.status for source in cited if source.status}
    if states == {"closed"} and _OPEN.search(text) and not _CLOSED.search(text):
        yield Flaw("status", "open")
    if states and states <= {"open", "forthcoming"} and _CLOSED.search(text):
        yield Flaw("status", "closed")
