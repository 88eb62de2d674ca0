"""What is asked about a call, rendered from its fields with the source's words as quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.composing.call_text import CallText, told
from assistant.composing.materials import Materials
from assistant.composing.quoting import sentence_around
from assistant.composing.wording import last_deadline, name, short_name
from assistant.drafts import Draft, Match, Matches, Quote, Sentence
from assistant.status import next_deadline
from assistant.understanding import topic_words
from assistant.words import content_words, stem
from vectorstore.records import Call

# In this order: a question that asks for several things is answered by the first that fits its words best.
ANSWERABLE = (
    "contact",
    "topic_id",
    "opens",
    "status",
    "deadline",
    "grants",
    "amount",
    "applicants",
    "countries",
    "supports",
    "action",
    "link",
)
MOST_TOLD = 8  # sentences
SOME_TOLD = 5
# What no field of a call holds: the text must say it.
_OF_TEXT = frozenset({"figure", "duration", "count", "person"})


def asked_attribute(materials: Materials) -> str | None:
    """The field of a call that the question asks for, None when it asks about the call as such."""
    attributes = materials.understood.attributes
    if attributes & _OF_TEXT and not attributes & {"deadline", "applicants", "grants"}:
        return None
    if "time" in attributes and not attributes & {"opens", "deadline", "status"}:
        return "deadline"
    return next((attribute for attribute in ANSWERABLE if attribute in attributes), None)


def compose_call_facts(materials: Materials, matches: Matches) -> Draft:
    """The asked field of every call named; what no source gives is said to be so."""
    attribute = asked_attribute(materials)
    both = (*matches.current, *matches.closed)
    said = [sentence for match in both for sentence in _say(materials, match, attribute)]
    if said:
        return Draft("answered", tuple(_first_of_many(list(dict.fromkeys(said)), materials)), matches)
    return _not_said(materials, matches, attribute)


def _first_of_many(said: list[Sentence], materials: Materials) -> list[Sentence]:
    """A name that stands for dozens of calls: the first are told, the others counted and shown as cards."""
    if len(said) <= MOST_TOLD:
        return said
    return [*said[:SOME_TOLD], Sentence(materials.wording.say("list_more", count=len(said) - SOME_TOLD))]


def _say(materials: Materials, match: Match, attribute: str | None) -> list[Sentence]:
    match attribute:
        case "deadline":
            return _deadline(materials, match)
        case "status":
            return _status(materials, match)
        case "opens":
            return _opens(materials, match)
        case "topic_id":
            return _field(materials, match, "topic_id", match.call.topic_id)
        case "link":
            return _field(materials, match, "link", match.call.url, "url")
        case "amount":
            return _amount(materials, match)
        case "grants":
            return _grants(materials, match) or _about(materials, match)
        case "applicants":
            return _applicants(materials, match)
        case "countries":
            return _stated(materials, match, "country") or _about(materials, match)
        case "supports":
            return _about(materials, match) or _stated(materials, match, "support") or _description(materials, match)
        case "action":
            return _stated(materials, match, "action_type")
        case "contact":
            return []
        case _:
            return _about(materials, match)


def _deadline(materials: Materials, match: Match) -> list[Sentence]:
    wording, call = materials.wording, match.call
    upcoming, last = next_deadline(call, wording.as_of), last_deadline(match)
    if last is None:
        return []
    if match.status == "closed" or upcoming is None:
        return [
            _dated(
                materials,
                match,
                wording.say("deadline_closed", call=name(call), date=wording.day(last), ago=wording.ago(last)),
            )
        ]
    template = (
        "deadline_forthcoming"
        if match.status == "forthcoming"
        else "deadline_next"
        if len(call.deadlines) > 1
        else "deadline_open"
    )
    said = wording.say(template, call=name(call), date=wording.day(upcoming), left=wording.left(upcoming))
    return [_dated(materials, match, said), *_each_deadline(materials, call)]


def _each_deadline(materials: Materials, call: Call) -> list[Sentence]:
    """All days of a call with several, each with what its source calls it."""
    if len(call.deadlines) < 2:
        return []
    days = "; ".join(f"{materials.wording.day(each.date)} ({each.label})" for each in call.deadlines)
    quotes = (materials.field_quote(call, "deadline", each.date.isoformat()) for each in call.deadlines)
    return [Sentence(materials.wording.say("deadline_each", days=days), tuple(dict.fromkeys(filter(None, quotes))))]


def _status(materials: Materials, match: Match) -> list[Sentence]:
    wording, call = materials.wording, match.call
    upcoming, last = next_deadline(call, wording.as_of), last_deadline(match)
    if last is None:
        return [Sentence(wording.say("deadline_unknown", call=name(call)), (materials.call_quote(call),))]
    claimed = "claims_closed" in materials.understood.intents
    if match.status == "closed" or upcoming is None:
        text = wording.say(
            "status_closed_indeed" if claimed else "status_closed",
            call=name(call),
            date=wording.day(last),
            ago=wording.ago(last),
        )
    else:
        text = wording.say(
            _open_template(materials, match), call=name(call), date=wording.day(upcoming), left=wording.left(upcoming)
        )
    return [_dated(materials, match, text)]


def _open_template(materials: Materials, match: Match) -> str:
    """A question that presumes another closing day is corrected, not just confirmed."""
    if match.status == "forthcoming":
        return "status_forthcoming"
    if "claims_closed" in materials.understood.intents:
        return "status_not_closed"
    presumed = materials.understood.dates
    days = [deadline.date for deadline in match.call.deadlines]
    wrong = presumed and not any(found.start <= day <= found.end for found in presumed for day in days)
    return "status_open_corrected" if wrong else "status_open"


def _opens(materials: Materials, match: Match) -> list[Sentence]:
    call, wording = match.call, materials.wording
    if call.opens is None:
        return []
    template = "opens_on" if call.opens > wording.as_of else "opened_on"
    return [
        Sentence(
            wording.say(template, call=name(call), date=wording.day(call.opens)),
            _quotes(materials.field_quote(call, "opens")),
        )
    ]


def _dated(materials: Materials, match: Match, text: str) -> Sentence:
    return Sentence(
        text, _quotes(materials.field_quote(match.call, "deadline"), otherwise=materials.call_quote(match.call))
    )


def _field(
    materials: Materials, match: Match, message: str, value: str | None, field: str | None = None
) -> list[Sentence]:
    found = materials.field_quote(match.call, field or message)
    if not value or found is None:
        return []
    shown = match.call.title if message == "topic_id" else name(match.call)
    return [Sentence(materials.wording.say(message, call=shown, value=value), (found,))]


def _amount(materials: Materials, match: Match) -> list[Sentence]:
    fields = ("budget_min", "budget_max", "budget_total")
    quotes = tuple(filter(None, (materials.field_quote(match.call, field) for field in fields)))
    said = materials.wording.budget(match.call.budget, name(match.call)) if quotes else []
    return [Sentence(text, tuple(dict.fromkeys(quotes))) for text in said]


def _grants(materials: Materials, match: Match) -> list[Sentence]:
    count, found = match.call.budget.grants, materials.field_quote(match.call, "grants")
    if count is None or found is None:
        return []
    return [Sentence(materials.wording.say("grants", call=name(match.call), count=count), (found,))]


def _applicants(materials: Materials, match: Match) -> list[Sentence]:
    """The sentences of the source that say who may apply; for an asker whom they leave out, that it says so."""
    said = _stated(materials, match, "applicant")
    if said and any(f.criterion == "applicant" and f.outcome == "fail" for f in match.findings):
        said.insert(0, replace(said[0], text=_left_out(materials, match.call)))
    return said


def _left_out(materials: Materials, call: Call) -> str:
    """Whom the source names as applicants, to one whom it does not name."""
    wording = materials.wording
    named = [wording.taxonomy.label("applicant", key, wording.language) for key in call.applicants]
    asker = wording.taxonomy.label("applicant", materials.understood.profile.applicant or "", wording.language)
    return wording.say("not_for", named=", ".join(named), applicant=asker)


def _stated(materials: Materials, match: Match, field: str) -> list[Sentence]:
    """The sentences of the source that state a field, or the headings above them that do."""
    said = []
    for evidence in (e for e in match.call.evidence if e.field == field):
        passage = materials.passage(evidence.passage_id)
        span = sentence_around(passage.text, evidence.start, evidence.end)
        sentence = told(materials, match.call, passage, span)
        headed = materials.wording.say("about", call=short_name(match.call), text=evidence.heading)
        said.append(replace(sentence, text=headed) if evidence.heading else sentence)
    return list(dict.fromkeys(said))


def _about(materials: Materials, match: Match) -> list[Sentence]:
    """What the source says of the call; with words beyond its name, only what answers them."""
    asked = _words_beyond_name(materials)
    if materials.understood.attributes & _OF_TEXT and "applicants" not in materials.understood.attributes:
        return CallText(materials, match.call, asked or content_words(materials.understood.question)).said()
    if not asked or materials.understood.intents & {"premise", "asker", "compare"}:
        return _description(materials, match)
    return CallText(materials, match.call, asked).said()


def _words_beyond_name(materials: Materials) -> list[str]:
    names = materials.book.name_words(materials.understood.named)
    return [word for word in topic_words(materials.understood) if stem(word) not in names]


def _description(materials: Materials, match: Match) -> list[Sentence]:
    said = [
        Sentence(
            materials.wording.say("about", call=name(match.call), text=_ended(match.call.summary)),
            (materials.call_quote(match.call),),
        )
    ]
    return said + _deadline(materials, match)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":")) else text + "."


def _quotes(found: Quote | None, otherwise: Quote | None = None) -> tuple[Quote, ...]:
    chosen = found or otherwise
    return (chosen,) if chosen else ()


def _not_said(materials: Materials, matches: Matches, attribute: str | None) -> Draft:
    wording = materials.wording
    calls: Iterable[Match] = (*matches.current, *matches.closed)
    names = ", ".join(dict.fromkeys(short_name(match.call) for match in calls))
    label = wording.say(f"attribute_{attribute or 'other'}")
    return Draft("no_evidence", (Sentence(wording.say("no_evidence_call", attribute=label, call=names)),), matches)
