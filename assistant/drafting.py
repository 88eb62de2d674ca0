"""The draft of an answer: where the question is routed, and which composer answers it there."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.composing.asked_fields import asked_attribute
from assistant.composing.call_days import say_deadline
from assistant.composing.call_facts import compose_call_facts
from assistant.composing.call_lists import compose_list, compose_recommendation, compose_unknown_openings
from assistant.composing.comparisons import compose_comparison
from assistant.composing.demanded import demands
from assistant.composing.facts import compose_fact
from assistant.composing.fixed import (
    compose_about_me,
    compose_abstention,
    compose_clarification,
    compose_declined,
    compose_no_such_day,
    compose_off_topic,
    compose_small_talk,
    compose_unknown_call,
)
from assistant.composing.materials import Materials
from assistant.composing.nearest import compose_none_fits
from assistant.composing.parts import compose_parts
from assistant.composing.standing import compose_standing
from assistant.composing.unheard import unheard
from assistant.drafts import Draft, Sentence
from assistant.recommending.listing import Listing
from assistant.recommending.recommending import Recommender
from assistant.routing import Route, fixed_route, route
from assistant.understanding.asking import ONE_VALUE
from assistant.understanding.understood import Understood
from assistant.wording import Wording

_KNOWN_FIELDS = frozenset({"deadline", "status", "opens", "amount"})
_OF_CALLS = frozenset({Route.ONE_CALL, Route.LIST_CALLS, Route.FIND_CALLS})
_WERE = re.compile(r"\b(?:had|has been|have been|were|was|did)\b", re.IGNORECASE)
_ALL = re.compile(r"\W*(?:list|show|name|give me|which|what)\b(?! is)", re.IGNORECASE)


def compose_fixed(understood: Understood, wording: Wording) -> Draft | None:
    """The draft of a question that needs no source."""
    match fixed_route(understood):
        case Route.DECLINED:
            return compose_declined(wording)
        case Route.SMALL_TALK:
            return compose_small_talk(understood, wording)
        case Route.ABOUT_ME:
            return compose_about_me(wording)
        case Route.OFF_TOPIC:
            return compose_off_topic(wording)
        case Route.CLARIFY:
            return compose_clarification(wording)
        case Route.NO_SUCH_DAY:
            return compose_no_such_day(understood, wording)
        case _:
            return None


def compose(materials: Materials) -> Draft:
    """The draft for where the question is routed, with a word on unknown topics and on quotes in another language."""
    draft = _routed(materials)
    if materials.understood.named and materials.understood.unknown_ids:
        draft = replace(draft, sentences=(*draft.sentences, *compose_unknown_call(materials).sentences))
    quoted = next((quote for sentence in draft.sentences for quote in sentence.quotes), None)
    if quoted is None or draft.status != "answered":
        return draft
    document = materials.generation.catalogue.document(materials.passage(quoted.passage_id).document_id)
    say = materials.wording.say
    if document is None or document.language[:2] == say.language:
        return draft
    return replace(draft, sentences=(*draft.sentences, Sentence(say("quoted_as_is"))))


def _routed(materials: Materials) -> Draft:
    recommender = Recommender(materials.understood, materials.retrieved, materials.book)
    listing = Listing(materials.understood, materials.retrieved, materials.book)
    to = route(materials.understood, materials.retrieved)
    if to in _OF_CALLS and _asks_how_many_were(materials) and (told := compose_fact(materials)):
        return told
    match to:
        case Route.UNKNOWN_CALL:
            return compose_unknown_call(materials)
        case Route.NAMED_CALL if _asks_for_some(materials.understood):
            first = compose_list(materials, listing.named())
            return _compared(first, materials, recommender) if "compare" in materials.understood.intents else first
        case Route.NAMED_CALL:
            return _of_named_call(materials, recommender)
        case Route.ONE_CALL if (best := recommender.best()).current or best.closed:
            return compose_call_facts(materials, best)
        case Route.LIST_CALLS | Route.FIND_CALLS if listing.openings_unknown:
            return compose_unknown_openings(materials, listing.not_yet_open())
        case Route.LIST_CALLS:
            return compose_list(materials, listing.listed())
        case _ if _may_recommend(to, materials) and ((fitting := recommender.fitting()).current or fitting.closed):
            return compose_recommendation(materials, fitting)
        case Route.FIND_CALLS:
            return _of_named_scheme(materials) or compose_none_fits(materials, recommender.nearest())
        case _:
            compared = compose_comparison(materials) if "compare" in materials.understood.intents else None
            return (
                compared
                or compose_parts(materials)
                or _of_call(compose_standing(materials), materials, recommender)
                or _of_call(compose_fact(materials), materials, recommender)
                or _of_best_call(materials, recommender)
                or compose_abstention(materials)
            )


def _of_named_call(materials: Materials, recommender: Recommender) -> Draft:
    """The facts of the call; where it does not hold the value asked for, what prose says of the name."""
    facts = compose_call_facts(materials, recommender.named())
    if facts.status != "no_evidence" or not materials.understood.attributes & ONE_VALUE:
        return facts
    return compose_fact(materials) or facts


def _may_recommend(to: Route, materials: Materials) -> bool:
    """Also where it is asked whether there is a call of some kind, and no one call is meant by that."""
    return to == Route.FIND_CALLS or (to == Route.ONE_CALL and "existence" in materials.understood.intents)


def _asks_how_many_were(materials: Materials) -> bool:
    """Is it asked how many calls, vouchers or grants there were, and not which there are? Prose may count them."""
    understood = materials.understood
    return "count" in understood.attributes and not understood.named and bool(_WERE.search(understood.question))


def _of_named_scheme(materials: Materials) -> Draft | None:
    """What prose says of a scheme that a question names, as "the Coastal Voucher", where no call stands for it."""
    understood = materials.understood
    if understood.intents & {"asker", "for_us", "plural"} or not demands(understood).near:
        return None
    return compose_fact(materials)


def _asks_for_some(understood: Understood) -> bool:
    """Are all calls of a name asked for, how many they are, or which of several comes first?"""
    if (understood.order or understood.period) and len(understood.named) > 1:
        return True
    return "plural" in understood.intents and (
        "count" in understood.attributes or _ALL.match(understood.question) is not None
    )


def _compared(first: Draft, materials: Materials, recommender: Recommender) -> Draft:
    """Which of the named calls comes first, then the days of the others."""
    named = recommender.named()
    told = {match.call for match in (*first.matches.current, *first.matches.closed)}
    others = (match for match in (*named.current, *named.closed) if match.call not in told)
    days = (sentence for match in others for sentence in say_deadline(materials, match))
    return replace(first, sentences=(*first.sentences, *days))


def _of_call(draft: Draft | None, materials: Materials, recommender: Recommender) -> Draft | None:
    """What prose states; where its words are a call's and state a field, that field with the call's status."""
    quotes = [quote for sentence in draft.sentences for quote in sentence.quotes] if draft else []
    calls = {materials.passage(quote.passage_id).call_id for quote in quotes}
    found = [materials.book.by_id[call] for call in calls if call in materials.book.by_id]
    if len(calls) == len(found) == 1 and asked_attribute(materials.understood) in _KNOWN_FIELDS:
        return compose_call_facts(materials, recommender.told(found))
    return draft


def _of_best_call(materials: Materials, recommender: Recommender) -> Draft | None:
    """The asked field of the one call that the question means, None where it means no call."""
    understood = materials.understood
    of_an_event = "time" in understood.attributes and not understood.attributes & {"deadline", "opens", "status"}
    if (
        unheard(materials)
        or asked_attribute(understood) in (None, "contact")
        or (of_an_event and not understood.about_calls)
    ):
        return None
    best = recommender.best()
    found = (*best.current, *best.closed)
    if understood.period and not any(understood.period.holds(d.date) for match in found for d in match.call.deadlines):
        return None
    return compose_call_facts(materials, best) if found else None
