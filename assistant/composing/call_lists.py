"""Calls recommended or listed, in sentences: what each is for, in its source's words, and until when."""

from __future__ import annotations

from dataclasses import replace

from assistant.calls.status import next_deadline
from assistant.composing.asked_fields import ANSWERABLE, asked_apart, asked_attribute
from assistant.composing.call_days import deadline_quotes, say_stage
from assistant.composing.call_facts import say_field
from assistant.composing.materials import Materials
from assistant.drafts import Draft, Match, Matches, Sentence
from assistant.wording import last_deadline, name, short_name
from vectorstore.records import Call

SPOKEN = 5
_OF_EACH = frozenset({"amount", "opens", "topic_id", "link"})
MOST_SAID = 20  # calls of a list that are told in words; the cards hold more


def compose_recommendation(materials: Materials, matches: Matches) -> Draft:
    """The fitting calls, best first, and what else is asked of each; where all are closed, what would have fitted."""
    if matches.current:
        said = (*_fitting(materials, matches.current), *_asked_of_each(materials, matches.current))
        return Draft("answered", said, matches)
    return Draft("answered", (_none_open(materials), *_closed(materials, matches.closed, "would_have_fitted")), matches)


def compose_list(materials: Materials, matches: Matches) -> Draft:
    """All calls that meet the conditions, by deadline."""
    wording = materials.wording
    today = wording.day(wording.as_of.day)
    if not matches.current:
        first = Sentence(wording.say("list_none", date=today))
        return Draft(
            "answered" if matches.closed else "no_evidence",
            (first, *_closed(materials, matches.closed, "closed_also")),
            matches,
        )
    count = len(matches.current) + matches.more
    heading = wording.say("list_one", date=today) if count == 1 else wording.say("list_many", count=count, date=today)
    more = (Sentence(wording.say("list_more", count=count - MOST_SAID)),) if count > MOST_SAID else ()
    said = (_spoken_call(materials, match) for match in matches.current[:MOST_SAID])
    later = (Sentence(wording.say("list_later", count=matches.later)),) if matches.later else ()
    asked = _asked_of_each(materials, matches.current)
    return Draft("answered", (Sentence(heading), *said, *asked, *more, *later), matches)


def compose_unknown_openings(materials: Materials, matches: Matches) -> Draft:
    """No source says when the calls open: the cards hold those that have not opened yet."""
    say = materials.wording.say
    said = [Sentence(say("no_evidence_attribute", attribute=say("attribute_opens")))]
    if matches.current:
        said.append(Sentence(say("list_not_yet_open", count=len(matches.current) + matches.more)))
    return Draft("no_evidence", tuple(said), matches)


def _asked_of_each(materials: Materials, current: tuple[Match, ...]) -> list[Sentence]:
    """What a question for calls asks of each besides its deadline ("and who can apply?"), for the first of them."""
    understood = materials.understood
    fields = {asked_attribute(part) for part in asked_apart(understood)}
    fields |= {"amount"} if understood.order in ("largest", "smallest") else set()
    fields |= {"opens"} if understood.period and understood.period.of == "opening" else set()
    told = [field for field in ANSWERABLE if field in fields & _OF_EACH]
    return [said for match in current[:SPOKEN] for field in told for said in say_field(materials, match, field)]


def _fitting(materials: Materials, current: tuple[Match, ...]) -> tuple[Sentence, ...]:
    """How many fit, then each; a single one is told in one statement."""
    say = materials.wording.say
    fits = [match for match in current if match.verdict == "fits"]
    spoken = [_spoken_call(materials, match) for match in current[:SPOKEN]]
    if len(fits) == 1:
        return (replace(spoken[0], text=say("fits_one", call=spoken[0].text)), *spoken[1:])
    if fits:
        return (Sentence(say("fits_many", count=len(fits))), *spoken)
    return (Sentence(say("may_fit_one") if len(current) == 1 else say("may_fit_many")), *spoken)


def _spoken_call(materials: Materials, match: Match) -> Sentence:
    """What a call is for and until when, on the source's words for both."""
    wording, call = materials.wording, match.call
    upcoming = next_deadline(call, wording.as_of)
    said = {"call": name_before(call), "summary": call.summary.rstrip(" .;")}
    if upcoming is None:
        return Sentence(wording.say("match_unknown", **said), (materials.call_quote(call),))
    quotes = tuple(dict.fromkeys((materials.call_quote(call), *deadline_quotes(materials, call, upcoming))))
    dated = said | {"date": wording.deadline(upcoming), "left": wording.left(upcoming)}
    return _joined(Sentence(wording.say(_template(match), **dated), quotes), *say_stage(materials, match))


def _joined(*sentences: Sentence) -> Sentence:
    """Several sentences on one call as one statement of a list."""
    quotes = dict.fromkeys(quote for sentence in sentences for quote in sentence.quotes)
    return Sentence(" ".join(sentence.text for sentence in sentences), tuple(quotes))


def _template(match: Match) -> str:
    if match.verdict == "may_fit":
        return "match_may_fit"
    return "match_forthcoming" if match.status == "forthcoming" else "match_open"


def name_before(call: Call) -> str:
    """The name that goes before a summary: without the title where the summary repeats it."""
    return short_name(call) if call.acronym and call.title in call.summary else name(call)


def _none_open(materials: Materials) -> Sentence:
    return Sentence(materials.wording.say("none_open", date=materials.wording.day(materials.wording.as_of.day)))


def _closed(materials: Materials, closed: tuple[Match, ...], template: str) -> tuple[Sentence, ...]:
    said = []
    for match in closed[:SPOKEN]:
        last = last_deadline(match)
        if last is not None:
            found = deadline_quotes(materials, match.call, last)
            text = materials.wording.say(template, call=name(match.call), date=materials.wording.deadline(last))
            said.append(Sentence(text, found or (materials.call_quote(match.call),)))
    return tuple(said)
