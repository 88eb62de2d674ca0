"""A slide or section that is one call: its heading is the title, its lines give identifier, deadline and action."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest import labels
from ingest.calls import applicants, fields, grants, labelled_lines, money
from ingest.calls.closed import told_closed
from ingest.calls.closings import closing, completed
from ingest.calls.dates import FoundDate, YearHint, find_dates
from ingest.calls.day_roles import Role, replaced, roles
from ingest.calls.evidence import Finds, Region, headings, whole
from ingest.calls.identifiers import TOPIC_ID, call_id, edition, labelled_topic_ids
from ingest.calls.offered import offered
from ingest.calls.programmes import of_headings, of_text
from ingest.calls.sentences import summary
from ingest.calls.slides import NAMED_AS_CALL, OF_NAMED_CALL
from ingest.calls.stages import beside, stage_named
from ingest.taxonomy import Kind
from vectorstore.records import Call, Deadline, Document, Passage

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
_BARE = re.compile(r"\W*(?:[^\W\d][^:\n\d]{0,20}:\s+)?")  # what may stand before a day that is a line of its own
_GENERIC = re.compile(  # headings of sections about calls in general
    r"\W*(?:overview|table of contents|agenda|timeline|calendar|conditions|evaluation|how to apply|"
    r"funding opportunities|next steps|news|events?|important dates|key dates)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>()\]\"']+[^\s<>()\]\"'.,;:]")
_OF_DAYS = ("deadline", "when")
_MONTH = 31  # days; a year is no day of opening
_LONG = 3500  # characters of a section that is more than a slide
_IN_PASSING = 0.25  # weight of a mention there
_WEIGHED: tuple[Kind, ...] = ("sector", "support")


_Told = tuple[Region, list[FoundDate], list[Role | None]]  # words with days, the days, and what each of them is


def topic_ids(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The identifiers that the passages of a section give under a label, each once."""
    found = [match[0] for passage in passages for match in labelled_topic_ids(passage.text)]
    under_labels = (region.text.strip() for region in labelled_lines.regions(passages, "topic_id"))
    return tuple(dict.fromkeys((*found, *filter(_CODE.fullmatch, under_labels))))


def extract(
    document: Document,
    heading: str,
    passages: Sequence[Passage],
    topic_id: str | None = None,
    *,
    dated: Sequence[Passage] = (),
) -> Call | None:
    """The call that these passages of one section state, or None where they give neither identifier nor deadline.

    Where those of them that are ``dated`` give deadlines, the others are not looked at for more.
    """
    heading = OF_NAMED_CALL.sub("", NAMED_AS_CALL.sub("", heading, count=1)) or heading
    finds = Finds()
    found = tuple(deadlines(dated, document.published, finds)) or deadlines(passages, document.published, finds)
    days = completed(found, map(whole, passages), finds)
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
    lead = next(labelled_lines.regions(passages, "summary", "support"), None) or summary(passages, heading)
    finds.quote("title", heading, heading, passages)
    said = lead.text if lead else heading
    finds.quote("summary", said, said, [lead.passage] if lead else passages)
    if topic_id:
        finds.quote("topic_id", topic_id, topic_id, passages)
    _fields(heading, lead, passages, finds)
    opening = opens(passages, days[0].date if days else None, finds)
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
        source_status=told_closed(passages),
        source_status_on=document.published,
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


def deadlines(passages: Sequence[Passage], near: YearHint, finds: Finds) -> Iterator[Deadline]:
    """The days on which the call closes, by the lines that say so, labelled by the words beside them."""
    seen: set[date] = set()
    for region, days, told in _days(passages, near):
        replaced(region, days, told, finds)
        due = [day for day, role in zip(days, told, strict=True) if role == "closes"]
        for at, day in enumerate(due):
            if day.end not in seen:
                seen.add(day.end)
                label = _label(region.text, beside(region.text, days, days.index(day)), at, len(due))
                finds.add("deadline_label", label, region, 0, len(region.text.rstrip()))
                yield closing(region, days, days.index(day), label, finds)


def _label(line: str, before: str, at: int, count: int) -> str:
    if stage := stage_named(before):
        return stage
    if _CUT_OFF.search(line):
        return "first cut-off" if _FIRST.search(before) and at == 0 else "cut-off"
    return "single" if count == 1 else "cut-off"


def opens(passages: Sequence[Passage], near: YearHint, finds: Finds) -> date | None:
    """The first day of which a line says that the call opens on it."""
    for region, days, told in _days(passages, near):
        for day, role in zip(days, told, strict=True):
            if role == "opens":
                finds.add("opens", day.start.isoformat(), region, *day.span)
                return day.start
    return None


def _days(passages: Sequence[Passage], near: YearHint) -> Iterator[_Told]:
    """Every line that holds days, with them and their roles; a bare day has that of the line above it."""
    above = None
    for region, line in _lines(passages):
        days = _precise(line, near)
        if not days:
            above = region
            continue
        yield _with_line_above(above, region, days, near) or (region, days, _by_label(line, days))
        above = None


def _with_line_above(above: Region | None, region: Region, days: list[FoundDate], near: YearHint) -> _Told | None:
    """The two lines as one, where the lower is a bare day and the upper tells what it is."""
    before = region.text[: days[0].span[0]]
    if above is None or not _BARE.fullmatch(before) or roles(region.text, days)[0]:
        return None
    both = replace(region, start=above.start)
    text = both.text.replace("\n", " ")
    found = _precise(text, near)
    told = roles(text, found)
    return (both, found, told) if told[0] else None


def _by_label(line: str, days: Sequence[FoundDate]) -> list[Role | None]:
    """The roles of the days of a line; of the first, where no words tell it, by the line's label ("When: …")."""
    told = roles(line, days)
    label, colon, _ = line[: days[0].span[0]].partition(":")
    if told[0] is None and colon and not labels.known_fields(((label.lstrip(" -•*–"), ""),)).isdisjoint(_OF_DAYS):
        told[0] = "closes"
    return told


def _precise(line: str, near: YearHint) -> list[FoundDate]:
    """Days and months; nothing opens or closes in a year."""
    return [day for day in find_dates(line, year_hint=near) if (day.end - day.start).days <= _MONTH]


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
