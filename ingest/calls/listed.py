"""One line, one call: "ACRONYM: what is funded; deadline D Month YYYY"."""

from __future__ import annotations

import re

from ingest import labels
from ingest.calls import applicants, fields, grants, money
from ingest.calls.closed import told_closed
from ingest.calls.closings import closing, completed
from ingest.calls.day_roles import REPLACED
from ingest.calls.evidence import Finds, Region, whole
from ingest.calls.identifiers import TOPIC_ID, call_id, edition
from ingest.calls.offered import offered
from ingest.calls.programmes import of_headings, of_text
from ingest.calls.recognising import ListedItem, read_item
from vectorstore.records import Call, Deadline, Document, Passage

_URL = re.compile(r"https?://[^\s<>()\]\"']+[^\s<>()\]\"'.,;:]")
_SPEAKER = re.compile(r"(?P<name>[^:\n]{1,60}):\s")
_CLAUSE_ENDS = (  # from the best place to end a title to the worst
    re.compile(r"\s*[;:.](?=\s)|\s+[–—-](?=\s)"),
    re.compile(r"(?<!related)(?<!access)\s+(?=(?:to|by)\s)|,(?=\s)"),
    re.compile(r"\s+(?=(?:for|in|from|with|and|that|which)\s)"),
    re.compile(r"\s+"),
)
_TITLE = 110  # characters that a title may have
_SHORT_TITLE = 30


def extract(document: Document, passage: Passage) -> Call | None:
    """The call that a passage states in its first line, or None; a day without a year is near the document's."""
    item = read_item(_said(passage), document.published)
    if item is None:
        return None
    finds = Finds()
    region = Region(passage, *item.what)
    _name(passage, item, finds)
    days = completed(_deadlines(passage, item, finds), (whole(passage),), finds)
    _other_days(passage, item, finds)
    _fields(region, passage, finds)
    return _call(document, passage, item, days, finds)


def _said(passage: Passage) -> str:
    """The text with blanks in place of who speaks, whose name is none of a call."""
    speaker = _SPEAKER.match(passage.text) if passage.locator.kind == "time" else None
    if speaker is None or labels.is_known(speaker["name"]):
        return passage.text
    return " " * speaker.end() + passage.text[speaker.end() :]


def _deadlines(passage: Passage, item: ListedItem, finds: Finds) -> tuple[Deadline, ...]:
    """Each day once, in order."""
    label = "single" if len({found.end for found in item.deadlines}) == 1 else "cut-off"
    places = range(len(item.deadlines))
    found = {
        item.deadlines[at].end: closing(whole(passage), item.deadlines, at, label, finds) for at in reversed(places)
    }
    return tuple(found[day] for day in sorted(found))


def _other_days(passage: Passage, item: ListedItem, finds: Finds) -> None:
    if item.opens:
        finds.add("opens", item.opens.start.isoformat(), whole(passage), *item.opens.span)
    for day in item.replaced:
        finds.add(REPLACED, day.end.isoformat(), whole(passage), *day.span)


def _name(passage: Passage, item: ListedItem, finds: Finds) -> None:
    title = title_span(passage.text, *item.what)
    finds.add("title", passage.text[slice(*title)], whole(passage), *title)
    finds.add("summary", passage.text[slice(*item.what)], whole(passage), *item.what)
    if item.acronym:
        finds.add("acronym", passage.text[slice(*item.acronym)], whole(passage), *item.acronym)
    topic = TOPIC_ID.search(passage.text)
    if topic:
        finds.add("topic_id", topic[0], whole(passage), *topic.span())
    url = _URL.search(passage.text)
    if url:
        finds.add("url", url[0], whole(passage), *url.span())


def _fields(region: Region, passage: Passage, finds: Finds) -> None:
    applicants.stated(region, finds)
    if not finds.values("applicant"):
        applicants.of_headings(passage, finds)
    for kind in ("sector", "support", "country"):
        fields.everything(kind, region, finds)
    money.find_budget(whole(passage), finds)
    grants.find(whole(passage), finds)


def title_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The beginning of a description that can stand as a title, ended where a clause ends."""
    line = text.find("\n", start, end)
    end = line if line > start else end
    if end - start <= _TITLE:
        return start, end
    for clause_end in _CLAUSE_ENDS:
        places = [m.start() for m in clause_end.finditer(text, start + _SHORT_TITLE, start + _TITLE)]
        if places:
            return start, _before_open_bracket(text, start, places[-1])
    return start, start + _TITLE


def _before_open_bracket(text: str, start: int, end: int) -> int:
    bracket = text.rfind("(", start, end)
    return start + len(text[start:bracket].rstrip()) if bracket > start and ")" not in text[bracket:end] else end


def _call(document: Document, passage: Passage, item: ListedItem, days: tuple[Deadline, ...], finds: Finds) -> Call:
    title, acronym = finds.values("title")[0], next(iter(finds.values("acronym")), None)
    topic_id, what = next(iter(finds.values("topic_id")), None), passage.text[slice(*item.what)]
    return Call(
        call_id=call_id(topic_id, acronym, what, edition(what, None, days)),
        title=title,
        summary=what,
        document_id=document.document_id,
        passage_id=passage.passage_id,
        programme=_programme(passage, topic_id, finds),
        acronym=acronym,
        topic_id=topic_id,
        url=next(iter(finds.values("url")), None),
        opens=item.opens.start if item.opens else None,
        deadlines=days,
        source_status=told_closed([passage]),
        source_status_on=document.published,
        **offered(finds),
    )


def _programme(passage: Passage, topic_id: str | None, finds: Finds) -> str:
    above = "" if topic_id else of_headings(passage, finds)
    return above or of_text(whole(passage), topic_id, (passage,), finds)
