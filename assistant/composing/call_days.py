"""The days of a call in words: its deadlines, whether it is open, when it opens."""

from __future__ import annotations

from itertools import chain

from assistant.calls.as_of import AsOf, closes_at
from assistant.calls.status import next_deadline
from assistant.composing.materials import Materials
from assistant.drafts import Match, Quote, Sentence
from assistant.wording import last_deadline, name
from vectorstore.records import Call, Deadline

_STAGE = "stage "  # and its number: the label of a deadline


def say_deadline(materials: Materials, match: Match) -> list[Sentence]:
    """Until when one can apply, or could; every day of a call with several."""
    wording, call = materials.wording, match.call
    upcoming, last = next_deadline(call, wording.as_of), last_deadline(match)
    if last is None:
        return []
    if match.status == "closed" or upcoming is None:
        said = wording.say("deadline_closed", call=name(call), date=wording.deadline(last), ago=wording.ago(last))
        return [_dated(materials, match, last, said)]
    template = _deadline_template(match)
    said = wording.say(template, call=name(call), date=wording.deadline(upcoming), left=wording.left(upcoming))
    return [_dated(materials, match, upcoming, said), *_each_deadline(materials, call), *say_stage(materials, match)]


def say_hour(materials: Materials, match: Match) -> list[Sentence]:
    """At what hour a call closes, where its source says so."""
    call, wording = match.call, materials.wording
    deadline = next_deadline(call, wording.as_of) or last_deadline(match)
    if deadline is None or not deadline.time:
        return []
    said = {"call": name(call), "date": wording.moment(deadline)}
    if wording.as_of.is_past(deadline):
        text = wording.say("deadline_closed", **said, ago=wording.ago(deadline))
    else:
        text = wording.say(_deadline_template(match), **said, left=wording.left(deadline))
    hour = materials.field_quote(call, "deadline_time", f"{deadline.date}T{deadline.time:%H:%M}")
    quotes = (*deadline_quotes(materials, call, deadline), *filter(None, (hour,)))
    return [Sentence(text, tuple(dict.fromkeys(quotes)))]


def _deadline_template(match: Match) -> str:
    if match.status == "forthcoming":
        return "deadline_forthcoming"
    return "deadline_next" if len(match.call.deadlines) > 1 else "deadline_open"


def _each_deadline(materials: Materials, call: Call) -> list[Sentence]:
    """All days of a call with several, each with what its source calls it."""
    if len(call.deadlines) < 2:
        return []
    days = "; ".join(f"{materials.wording.deadline(each)} ({each.label})" for each in call.deadlines)
    quotes = chain.from_iterable(deadline_quotes(materials, call, each) for each in call.deadlines)
    return [Sentence(materials.wording.say("deadline_each", days=days), tuple(dict.fromkeys(quotes)))]


def say_status(materials: Materials, match: Match) -> list[Sentence]:
    """Whether one can apply today, against what the question presumes."""
    wording, call = materials.wording, match.call
    upcoming, last = next_deadline(call, wording.as_of), last_deadline(match)
    if last is None:
        return [Sentence(wording.say("deadline_unknown", call=name(call)), (materials.call_quote(call),))]
    if match.status == "closed" or upcoming is None:
        claimed = "claims_closed" in materials.understood.intents
        template = "status_closed_indeed" if claimed else "status_closed"
        said = wording.say(template, call=name(call), date=wording.deadline(last), ago=wording.ago(last))
    else:
        template = _open_template(materials, match)
        said = wording.say(template, call=name(call), date=wording.deadline(upcoming), left=wording.left(upcoming))
    return [_dated(materials, match, upcoming or last, said), *say_stage(materials, match)]


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


def say_stage(materials: Materials, match: Match) -> list[Sentence]:
    """That a stage of an open call has ended: it is not closed, yet may take no new applicants."""
    wording, call = materials.wording, match.call
    ended = _stage_ended(call, wording.as_of) if match.status == "open" else None
    if ended is None:
        return []
    said = wording.say("stage_ended", number=ended.label.removeprefix(_STAGE), date=wording.deadline(ended))
    return [Sentence(said, deadline_quotes(materials, call, ended))]


def _stage_ended(call: Call, as_of: AsOf) -> Deadline | None:
    """The last stage that has passed, where a later one is ahead."""
    ahead = next_deadline(call, as_of)
    if ahead is None or not ahead.label.startswith(_STAGE):
        return None
    ended = (each for each in call.deadlines if each.label.startswith(_STAGE) and as_of.is_past(each))
    return max(ended, key=closes_at, default=None)


def say_opening(materials: Materials, match: Match) -> list[Sentence]:
    """When a call opens, or did."""
    call, wording = match.call, materials.wording
    if call.opens is None:
        return []
    template = "opens_on" if call.opens > wording.as_of.day else "opened_on"
    quote = materials.field_quote(call, "opens")
    return [
        Sentence(wording.say(template, call=name(call), date=wording.day(call.opens)), (quote,) if quote else ()),
    ]


def _dated(materials: Materials, match: Match, deadline: Deadline, text: str) -> Sentence:
    quotes = deadline_quotes(materials, match.call, deadline)
    return Sentence(text, quotes or (materials.call_quote(match.call),))


def deadline_quotes(materials: Materials, call: Call, deadline: Deadline) -> tuple[Quote, ...]:
    """The lines that state the day and, where it is said, the hour of a deadline."""
    day = materials.field_quote(call, "deadline", deadline.date.isoformat()) or materials.field_quote(call, "deadline")
    tells = materials.wording.tells_hour(deadline)
    hour = materials.field_quote(call, "deadline_time", f"{deadline.date}T{deadline.time:%H:%M}") if tells else None
    return tuple(dict.fromkeys(filter(None, (day, hour))))
