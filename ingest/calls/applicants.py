"""Who may apply: the applicants that a text calls for, not everybody it mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.calls.evidence import Finds, Region
from ingest.calls.sentences import sentences
from ingest.taxonomy import Mention, load

# A cue stands directly before those meant ("open to SMEs") or directly after them ("SMEs may apply").
_BEFORE = re.compile(
    r"\b(?:open to|open for|restricted to|reserved (?:for|to)|(?:only )?available (?:only )?(?:to|for)|addressed to|intended for|"
    r"meant for|aimed at|designed for|dedicated to|eligible (?:applicants?|entities|beneficiaries|participants|organisations)"
    r"(?: are| include| must be)?:?|applicants? (?:must|should|may|can|shall) be|applicants? (?:are|include):?|"
    r"appl(?:y|ication|ications) (?:as|from|by)|selecting|(?:is|are|be) implemented by|calls? for|call (?:for )?open to|"
    r"(?:grants?|support|vouchers?|funding|aid|services|prizes?|call|calls|fstp|opportunit\w+) (?:for|to)(?: help)?|to help|help|"
    r"participation of|supports?|seeks?|looking for|targets?|targeting|relevant (?:for|to)|invites?|welcomes?|"
    r"who can apply\??:?|for whom\??:?|applicants?:|beneficiaries:|réservé aux?|destiné aux?|ouvert aux?|"
    r"richtet sich an|offen für|dirigid[oa] a|destinad[oa] a|rivolt[oa] a(?:lle|gli|i)?|aperto a(?:lle|gli|i)?|skierowan\w+ do)"
    r"\s*$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:opportunit\w+|calls?|funding|grants?|support|vouchers?) (?:open )?(?:for|to)\s*$", re.IGNORECASE
)
_STRICT_BEFORE = re.compile(
    r"\b(?:open (?:only )?to|open for|restricted to|reserved (?:for|to)|available only (?:to|for)|"
    r"eligible (?:applicants?|entities|beneficiaries|participants|organisations)(?: are| include| must be)?:?|"
    r"applicants? (?:must|should|may|can|shall) be|selecting|(?:is|are|be) implemented by|call for|"
    r"proposals? (?:must|should) be submitted by|submitted by|who can apply\??:?)\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:(?:may|can|could|must|should|shall|will) (?:also |only )?(?:apply|submit|be eligible|participate|lead)|"
    r"(?:are|is) (?:also |particularly |strongly )?(?:eligible|invited|encouraged|welcome|the eligible|targeted)|eligible|"
    r"that is offering|offering|operating in|willing to)\b",
    re.IGNORECASE,
)
_STRICT_AFTER = re.compile(
    r"\s*(?:(?:may|can|shall) (?:also |only )?(?:apply|submit|be eligible)|"
    r"(?:are|is) (?:also |particularly )?(?:eligible|invited to apply))\b",
    re.IGNORECASE,
)
_CONSORTIUM_MUST = re.compile(
    r"\s*(?:must|should|shall|has to|have to|needs? to|are required)\b|\s+(?:of|composed of) at least\b", re.IGNORECASE
)
_TARGET = re.compile(
    r"\b(?:preparedness and capacity of|preparedness of|capacit(?:y|ies) of|integration of|supporting|support to|"
    r"(?:cooperation|partnerships?|collaboration)[\w ]{0,30} between)\s*$",
    re.IGNORECASE,
)
# Those a call's winners are to serve, or that are told to stay away.
_SERVED = re.compile(
    r"\b(?:collaborate with|cooperate with|work(?:ing)? with|services to|solutions (?:to|for)|in particular for|between|"
    r"provid\w+ [\w ]{0,30}(?:to|for)|training of|not open to|except|other than|excluding|engaged? with|led by)\s*$",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\s*(?:(?:may|can|are|is) ?not\b|cannot\b|are excluded|is excluded)", re.IGNORECASE)
_LINK = re.compile(r"\W*(?:and(?: / ?or)?|or|and/or|including|as well as|et|ou|und|oder|y|e|o|i|lub)?\W*(?:[\w'-]+\W+){0,3}?$", re.I)
_ARTICLES = re.compile(
    r"(?:(?:an?|the|and|all|any|one|individual|innovative|eligible|single|european|eu|ukrainian|local|national|regional|private|"
    r"public|small|young|tech-savvy|interested|established|micro|traditional|deep-tech|high-potential|legal|only|"
    r"independent|healthcare|growth-stage|les?|la|des|de|die|der|das|las?|los|le|gli|i)[\s,*]+)*$",
    re.IGNORECASE,
)
_SAYS_WHO = re.compile(  # a quick look before the slow one
    r"\b(?:open (?:only )?to|open for|restricted|reserved|available only|eligible|appl(?:y|icants?)|selecting|implemented by|"
    r"call for|submit\w*|invited)\b",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(r"gender equality plan|annex|blind evaluation|page limit|lump sum decision|procurement must|international organisations|forming a consortium", re.IGNORECASE)
_CHAIN = 45  # characters between two applicants of one enumeration


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
    for sentence in sentences(region):
        may_say = targets or _SAYS_WHO.search(sentence.text)
        if may_say and not _BOILERPLATE.search(sentence.text):
            mentions = _mentions(sentence.text)
            meant = [m for m in mentions if _is_called(sentence.text, m, targets) and not _refused(sentence.text, m)]
            _add(sentence, _chained(sentence.text, mentions, meant), finds)


def of_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Those for whom the innermost heading that says so announces its calls."""
    for heading in reversed(headings):
        meant = tuple(dict.fromkeys(m.key for m in _mentions(heading) if _cue(_ANNOUNCED, heading, m)))
        if meant:
            return meant
    return ()


def listed(region: Region, finds: Finds) -> None:
    """Every applicant of a cell that only names applicants."""
    _add(region, [m for m in _mentions(region.text) if not _refused(region.text, m)], finds)


def _mentions(text: str) -> list[Mention]:
    return [mention for mention in load().find(text) if mention.kind == "applicant"]


def _is_called(text: str, mention: Mention, targets: bool) -> bool:
    if targets and mention.key == "consortium" and _CONSORTIUM_MUST.match(text, mention.end):
        return True
    if targets and _cue(_TARGET, text, mention):
        return True
    return _cue(_STRICT_BEFORE, text, mention) or bool(_STRICT_AFTER.match(text, mention.end))


def _cue(pattern: re.Pattern[str], text: str, mention: Mention) -> bool:
    """Does the cue stand before the mention, articles and a few adjectives between them?"""
    before = text[max(0, mention.start - 90) : mention.start]
    return bool(pattern.search(_ARTICLES.sub("", before) or before) or pattern.search(before))


def _served(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 90) : mention.start]
    return bool(_SERVED.search(_ARTICLES.sub("", before))) or _refused(text, mention)


def _refused(text: str, mention: Mention) -> bool:
    return bool(_REFUSED.match(text, mention.end))


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


def _linked(text: str, one: Mention, other: Mention) -> bool:
    gap = text[one.end : other.start]
    enumerates = re.match(r"\W*(?:,|;|/|\band\b|\bor\b|\bund\b|\bet\b|\by\b|\be\b|\bi\b)", gap)
    return len(gap) <= _CHAIN and enumerates is not None and not re.search(r"[.!?]\s", gap)


def _add(region: Region, mentions: Sequence[Mention], finds: Finds) -> None:
    for mention in mentions:
        finds.add("applicant", mention.key, region, mention.start, mention.end)
