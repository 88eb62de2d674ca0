"""A slide or section that is one call: its heading is the title, its lines give identifier, deadline and action."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.call_slides import NAMED_AS_CALL
from ingest.calls import applicants, fields, grants, labelled_lines, money
from ingest.calls.closings import closing, completed
from ingest.calls.dates import find_dates
from ingest.calls.evidence import Finds, Region, headings, whole
from ingest.calls.identifiers import TOPIC_ID, call_id, edition, labelled_topic_ids
from ingest.calls.offered import offered
from ingest.calls.programmes import of_headings, of_text
from ingest.calls.sentences import summary
from ingest.calls.stages import beside, stage_named
from ingest.taxonomy import Kind
from vectorstore.records import Call, Deadline, Document, Passage

_DUE_LINE = re.compile(
    r"\b(?:deadlines?|cut-?offs?|closing date|close[sd]|apply (?:by|until|before)|"
    r"date limite|échéance|clôture|\w*frist|plazo|fecha límite|scadenza|termin)\b"
    r"[^:\n]{0,40}[:\s]",
    re.IGNORECASE,
)
_OPENS_LINE = re.compile(
    r"\b(?:opening(?: date)?|opens(?: on)?|launch(?: date)?|start(?:s|ing)? (?:on|date)|ouverture|öffnung|apertura|"
    r"otwarcie)\b\s*:?\s*",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"cut-?offs?", re.IGNORECASE)
_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_ACTION = re.compile(
    r"(?<![\w-])(?:HORIZON|SMP|LIFE|DIGITAL|EDF|ERASMUS|CREA|CERV|EMFAF|RFCS|EURATOM|I3|CEF|ESF|ISF|JUST|INTERREG)"
    r"[A-Z0-9-]*\s"
    r"(?:(?:[A-Z][\w&/-]*|and|of|for)\s){0,6}(?:Grants?|Actions?|Prizes?|Procurement|Awards?|Partnerships?|Fellowships?|"
    r"Networks?)(?:\s(?:Budget-Based|Lump Sum))?(?![\w-])"
)
_LABELLED_ACTION = re.compile(r"\bTypes? of [Aa]ctions?:?\s+(?P<value>[A-Z][^\n.;:]{3,80}?)\s*$", re.MULTILINE)
_TOPIC_PAGE = re.compile(r"https?://[^\s<>]+/(?:topic-details|competitive-calls)/[\w-]+")
_CODE = re.compile(r"(?=[^\s]*\d)[A-Z][A-Z0-9]*(?:[-/.][A-Za-z0-9]+)+")  # an identifier of whatever programme
_FEW = 4  # passages of a slide; links in longer texts lead to everything
_GENERIC = re.compile(  # headings of sections about calls in general
    r"\W*(?:overview|table of contents|agenda|timeline|calendar|conditions|evaluation|how to apply|"
    r"funding opportunities|next steps|news|events?|important dates|key dates)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>()\]\"']+[^\s<>()\]\"'.,;:]")
_LONG = 3500  # characters of a section that is more than a slide
_IN_PASSING = 0.25  # weight of a mention there
_WEIGHED: tuple[Kind, ...] = ("sector", "support")


def topic_ids(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The identifiers that the passages of a section give under a label, each once."""
    found = [match[0] for passage in passages for match in labelled_topic_ids(passage.text)]
    under_labels = (region.text.strip() for region in labelled_lines.regions(passages, "topic_id"))
    return tuple(dict.fromkeys((*found, *filter(_CODE.fullmatch, under_labels))))


def extract(document: Document, heading: str, passages: Sequence[Passage], topic_id: str | None = None) -> Call | None:
    """The call that these passages of one section state, or None where they give neither identifier nor deadline."""
    finds = Finds()
    year = document.published.year if document.published else None
    days = completed(deadlines(passages, year, finds), map(whole, passages), finds)
    topic_id = topic_id or next(iter(topic_ids(passages)), None) or (headed_id(heading) if days else None)
    if topic_id is None and (not days or _GENERIC.match(heading)):
        return None
    return _call(document, heading, passages, topic_id, days, finds)


def headed_id(heading: str) -> str | None:
    """The one identifier that a heading holds: "Clean steel for all (RFCS-2026-02-PDP)"."""
    found = {match[0] for match in TOPIC_ID.finditer(heading)}
    return found.pop() if len(found) == 1 else None


def _call(
    document: Document,
    heading: str,
    passages: Sequence[Passage],
    topic_id: str | None,
    days: tuple[Deadline, ...],
    finds: Finds,
) -> Call:
    best = _passage_of(topic_id, passages)
    heading = NAMED_AS_CALL.sub("", heading, count=1) or heading
    lead = next(labelled_lines.regions(passages, "summary", "support"), None) or summary(passages, heading)
    finds.quote("title", heading, heading, passages)
    said = lead.text if lead else heading
    finds.quote("summary", said, said, [lead.passage] if lead else passages)
    if topic_id:
        finds.quote("topic_id", topic_id, topic_id, passages)
    _fields(heading, lead, passages, finds)
    opening = opens(passages, days[0].date.year if days else None, finds)
    return Call(
        call_id=call_id(topic_id, None, heading, edition(heading, opening, days)),
        title=heading,
        summary=said,
        document_id=document.document_id,
        passage_id=lead.passage.passage_id if lead else best.passage_id,
        programme=_programme(passages, best, topic_id, finds),
        topic_id=topic_id,
        action_type=_first(_LABELLED_ACTION, "action_type", passages, finds)
        or _first(_ACTION, "action_type", passages, finds),
        url=_url(document, heading, said, passages, finds),
        opens=opening,
        deadlines=days,
        **offered(finds),
    )


def _url(document: Document, heading: str, said: str, passages: Sequence[Passage], finds: Finds) -> str | None:
    """What a label calls its address; else, of a call that is one page, that of the page, whatever it links to."""
    labelled = (_URL.search(region.text) for region in labelled_lines.regions(passages, "url"))
    stated = next(filter(None, labelled), None)
    if stated and finds.quote("url", stated[0], stated[0], passages):
        return stated[0]
    if document.media_type == "text/html" and document.source_url and heading in document.title:
        finds.quote("url", document.source_url, said, passages)
        return document.source_url
    return _first(_URL if len(passages) <= _FEW else _TOPIC_PAGE, "url", passages, finds)


def _programme(passages: Sequence[Passage], best: Passage, topic_id: str | None, finds: Finds) -> str:
    """By its label, else by identifier or name, else by the headings above."""
    region = next(labelled_lines.regions(passages, "programme"), None)
    named = region.text.strip() if region else ""
    if region and finds.quote("programme", named, named, [region.passage]):
        return named
    return of_text(whole(best), topic_id, passages, finds) or of_headings(passages[0], finds)


def _passage_of(topic_id: str | None, passages: Sequence[Passage]) -> Passage:
    return next((passage for passage in passages if topic_id and topic_id in passage.text), passages[0])


def _fields(heading: str, lead: Region | None, passages: Sequence[Passage], finds: Finds) -> None:
    """A slide means what it names; the pages of a work programme name much that the call is not about."""
    regions = [whole(passage) for passage in passages]
    title = next((above for above in headings(passages[0]) if heading in above.text), None)
    is_long = sum(len(passage.text) for passage in passages) > _LONG
    labelled_lines.read(passages, finds)
    for region in regions:
        applicants.strictly_stated(region, finds, targets=not is_long)
        money.find_budget(region, finds)
        grants.find(region, finds)
        if not is_long:
            fields.everything("country", region, finds)
    if title and not is_long:
        fields.everything("country", title, finds)
    _only_of_the_call(finds)
    told = lead if lead and not is_long else None
    if told and not finds.values("applicant"):
        applicants.stated(told, finds)
    for kind in _WEIGHED:
        weights = [(weight, region) for weight, region in ((fields.OF_HEADING, title), (1.0, told)) if region]
        weights += [(_IN_PASSING if is_long else 1.0, region) for region in regions]
        weights += [(1.0, region) for region in labelled_lines.regions(passages, "applicants", "support", "sectors")]
        fields.weighed(kind, weights, finds)


def _only_of_the_call(finds: Finds) -> None:
    """Groups such as "EU" say who takes part everywhere and tell calls not apart."""
    finds.keep("country", [key for key in finds.values("country") if key != "eu"])


def deadlines(passages: Sequence[Passage], year: int | None, finds: Finds) -> Iterator[Deadline]:
    """The days on lines that announce a deadline, labelled by the words before them."""
    seen: set[date] = set()
    for region, line in _lines(passages):
        due = _DUE_LINE.search(line)
        if not due:
            continue
        days = [day for day in find_dates(line, year_hint=year) if day.span[0] >= due.start()]
        for at, day in enumerate(days):
            if day.end not in seen:
                seen.add(day.end)
                label = _label(line, beside(line, days, at), at, len(days))
                finds.add("deadline_label", label, region, 0, len(line.rstrip()))
                yield closing(region, days, at, label, finds)


def _label(line: str, before: str, at: int, count: int) -> str:
    if stage := stage_named(before):
        return stage
    if _CUT_OFF.search(line):
        return "first cut-off" if _FIRST.search(before) and at == 0 else "cut-off"
    return "single" if count == 1 else "cut-off"


def opens(passages: Sequence[Passage], year: int | None, finds: Finds) -> date | None:
    """The day on a line that announces an opening."""
    for region, line in _lines(passages):
        cue = _OPENS_LINE.search(line)
        days = find_dates(line[cue.end() :], year_hint=year) if cue else []
        if cue and days and days[0].span[0] <= 3:
            start, end = (cue.end() + place for place in days[0].span)
            finds.add("opens", days[0].start.isoformat(), region, start, end)
            return days[0].start
    return None


def _first(pattern: re.Pattern[str], field: str, passages: Sequence[Passage], finds: Finds) -> str | None:
    for passage in passages:
        match = pattern.search(passage.text)
        if match:
            value = "value" if "value" in match.groupdict() else 0
            finds.add(field, match[value], whole(passage), *match.span(value))
            return match[value]
    return None


def _lines(passages: Sequence[Passage]) -> Iterator[tuple[Region, str]]:
    for passage in passages:
        start = 0
        for line in passage.text.split("\n"):
            yield Region(passage, start, start + len(line)), line
            start += len(line) + 1
