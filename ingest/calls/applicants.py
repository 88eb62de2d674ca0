"""Who may apply: the applicants that a text calls for, not everybody it mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.calls import cues
from ingest.calls.evidence import Finds, Region, headings
from ingest.calls.sentences import sentences
from ingest.taxonomy import Mention, load
from vectorstore.records import Passage

# A cue stands directly before those meant ("open to SMEs") or directly after them ("SMEs may apply"): see cues.toml.
_BEFORE = ("applicant", "before")
_STRICTLY_BEFORE = ("applicant", "strictly_before")
_TARGET = ("applicant", "target")
_SERVED = ("applicant", "served")
_EXCEPTED = ("applicant", "excepted")
_ANNOUNCED = ("applicant", "announced")
_CONSORTIUM_MUST = re.compile(r"\s*(?:must|should|shall|has to|have to|needs? to|are required)\b", re.IGNORECASE)
_REFUSED = ("applicant", "refused")
_MADE_OF = re.compile(
    r"\s+(?:made up |consisting |composed )?(?:of|von|aus|de|di)\s+"
    r"(?:at least |mindestens |al menos |au moins |almeno )?(?:\w+ )?"
)
_ENUMERATES = re.compile(rf"\W*(?:,|;|/|\b(?:{cues.CONJUNCTIONS})\b)")
_SENTENCE_END = re.compile(r"[.!?]\s")
_CLAUSE_END = re.compile(r"[;.:]")
_CHAIN = 45  # characters between two applicants of one enumeration
_REACH = 90  # characters before a mention in which its cue stands

Cue = tuple[str, str]


def stated(region: Region, finds: Finds) -> None:
    """The applicants of a short text that is a call: those called for, else those mentioned and not only served."""
    mentions = _mentions(region.text)
    called = [m for m in mentions if _cue(_BEFORE, region.text, m) and not _served(region.text, m)]
    chosen = _chained(region.text, mentions, called) or [m for m in mentions if not _served(region.text, m)]
    _add(region, chosen, finds)


def strictly_stated(region: Region, finds: Finds, *, targets: bool = False) -> None:
    """The applicants of running text, only where the sentence says that they may apply.

    With ``targets`` also those whose capacity or integration is the aim of the call.
    """
    says_who = cues.anywhere("applicant", "says_who")
    if not targets and not says_who.search(region.text):
        return
    for sentence in sentences(region):
        if (targets or says_who.search(sentence.text)) and not cues.anywhere("applicant", "standard").search(
            sentence.text
        ):
            mentions = _mentions(sentence.text)
            meant = [m for m in mentions if _is_called(sentence.text, m, targets) and not _refused(sentence.text, m)]
            _add(sentence, _chained(sentence.text, mentions, meant), finds)


def of_headings(passage: Passage, finds: Finds) -> None:
    """Those for whom the innermost heading that says so announces its calls: "Opportunities for SMEs"."""
    for heading in headings(passage):
        meant = [m for m in _mentions(heading.text) if _cue(_ANNOUNCED, heading.text, m)]
        _add(heading, meant, finds)
        if meant:
            return


def listed(region: Region, finds: Finds) -> None:
    """Every applicant of a cell that only names applicants."""
    mentions = _mentions(region.text)
    refused = [mention for mention in mentions if _refused(region.text, mention)]
    chained = _chained(region.text, mentions, refused)
    _add(region, [m for m in mentions if m not in chained or not _in_clause(region.text, m, refused)], finds)


def _mentions(text: str) -> list[Mention]:
    return [mention for mention in load().find(text) if mention.kind == "applicant"]


def _is_called(text: str, mention: Mention, targets: bool) -> bool:
    if targets and mention.key == "consortium" and _CONSORTIUM_MUST.match(text, mention.end):
        return True
    if targets and _cue(_TARGET, text, mention):
        return True
    after = cues.just_after("applicant", "strictly_after").match(text, mention.end)
    return bool(after) or _cue(_STRICTLY_BEFORE, text, mention)


def _cue(cue: Cue, text: str, mention: Mention) -> bool:
    """Does the cue stand before the mention, articles and a few adjectives between them?"""
    before = text[max(0, mention.start - _REACH) : mention.start]
    bare = cues.trailing("applicant", "between").sub("", before)
    pattern = cues.just_before(*cue)
    return bool(pattern.search(before) or pattern.search(bare))


def _served(text: str, mention: Mention) -> bool:
    return _cue(_SERVED, text, mention) or _refused(text, mention)


def _refused(text: str, mention: Mention) -> bool:
    return bool(cues.just_after(*_REFUSED).match(text, mention.end)) or _cue(_EXCEPTED, text, mention)


def _chained(text: str, mentions: Sequence[Mention], meant: Sequence[Mention]) -> list[Mention]:
    """Those meant and the rest of the enumeration they stand in."""
    chosen = {mentions.index(mention) for mention in meant}
    for at in range(1, len(mentions)):
        if at - 1 in chosen and _linked(text, mentions[at - 1], mentions[at]):
            chosen.add(at)
    for at in range(len(mentions) - 2, -1, -1):
        if at + 1 in chosen and _linked(text, mentions[at], mentions[at + 1]):
            chosen.add(at)
    return [mentions[at] for at in sorted(chosen)]


def _in_clause(text: str, mention: Mention, others: Sequence[Mention]) -> bool:
    """Does one of the others follow before the clause ends?"""
    return any(m.start >= mention.start and not _CLAUSE_END.search(text, mention.end, m.start) for m in others)


def _linked(text: str, one: Mention, other: Mention) -> bool:
    gap = text[one.end : other.start]
    if one.key == "consortium" and _MADE_OF.fullmatch(gap):
        return True
    return len(gap) <= _CHAIN and bool(_ENUMERATES.match(gap)) and not _SENTENCE_END.search(gap)


def _add(region: Region, mentions: Sequence[Mention], finds: Finds) -> None:
    for mention in mentions:
        finds.add("applicant", mention.key, region, mention.start, mention.end)
