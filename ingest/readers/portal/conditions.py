"""The conditions of a topic: what is said of this topic stays, references to the general annexes and links go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.readers.portal.text import blocks
from ingest.structure import Block

_PARTS = re.compile(
    r"(?:[1-9][abc]?\.\s*)?(?:"
    r"Admissibility (?:and Eligibility )?[Cc]onditions:?(?: Proposal page limits? and layout)?|Eligible [Cc]ountries|"
    r"Other [Ee]ligib(?:le|ility) [Cc]onditions|Financial and operational capacity and exclusion|"
    r"Evaluation and award: (?:Submission and evaluation processes|Award criteria, scoring and thresholds|"
    r"Indicative timeline for evaluation and grant agreement)|Legal and financial set-up of the grants)"
)
_NUMBERED_PART = re.compile(rf"(?<![\d])(?=[1-9][abc]?\.\s*){_PARTS.pattern}")
_TAIL = re.compile(
    r"\s*(?:Application and evaluation forms and model grant agreement|Call [Dd]ocuments? and annexes\b|"
    r"Application form templates\b|Additional documents\s*:|Call [Dd]ocuments?\s*:?\s*Call [Dd]ocument)"
)
_AFTER = re.compile(r"6\. Legal and financial set-up of the grants")
_LONGEST_REFERENCE = 240  # characters
_REFERENCE = re.compile(
    r"[^.;]*\b(?:[Dd]escribed|[Ss]et out|[Dd]etailed|[Dd]efined)\s(?:in|section|on)\b(?:[^.;]|\.(?=\d))*[.;]?"
)
_SENTENCE = re.compile(r"(?<=[.;])\s*(?=[A-Z])|(?<=call document) \.")
_EMPTY = re.compile(
    r"\W*(?:(?:General |Specific )?[Cc]onditions\W*)?(?:n/a|not applicable|none|described in)?\W*|"
    r"\W*[Pp]roposal page limits? and layout\W*|A number of non-EU/non-Associated Countries[^.]*\.|"
    r"See the information in the Horizon Europe Programme Guide\.?|Section \d+ of the call document\.?|"
    r"See details in the call [Dd]ocument\.?|Part B of the Application Form[^.]*\.?"
)


def by_part(text: str) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Headings of the conditions with what they say of this topic; parts that only refer elsewhere are left out."""
    text = _without_links(text)
    cuts = list(_NUMBERED_PART.finditer(text))
    heads = [("", 0, cuts[0].start() if cuts else len(text))]
    for at, cut in enumerate(cuts):
        end = cuts[at + 1].start() if at + 1 < len(cuts) else len(text)
        heads.append((re.sub(r"^[\dabc.]+\s*|:$", "", cut.group()), cut.end(), end))
    for heading, start, end in heads:
        found = tuple(block for block in blocks(text[start:end]) if not _says_nothing(block.text))
        if found:
            yield heading, found


def _without_links(text: str) -> str:
    """The text up to the list of forms and documents that ends it."""
    last = _AFTER.search(text)
    tail = _TAIL.search(text, last.end() if last else len(text) // 3)
    return text[: tail.start()] if tail else text


def _says_nothing(text: str) -> bool:
    """A sentence that only refers to the general annexes or the call document."""
    sentences = _SENTENCE.split(text)
    return all(
        _EMPTY.fullmatch(each) or (len(each) <= _LONGEST_REFERENCE and _REFERENCE.fullmatch(each)) for each in sentences
    )
