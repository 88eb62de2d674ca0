"""What is asked about a call, rendered from its fields with the source's words as quotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from assistant.composing.asked_fields import OF_TEXT, asked_apart, asked_attribute
from assistant.composing.call_days import say_deadline, say_hour, say_opening, say_status
from assistant.composing.call_text import CallText, told
from assistant.composing.materials import Materials
from assistant.composing.quoting import sentence_around
from assistant.drafts import Draft, Match, Matches, Sentence
from assistant.understanding.understood import topic_words
from assistant.wording import name, short_name
from assistant.words import content_words, stem
from vectorstore.records import Call

MOST_TOLD = 8  # sentences
SOME_TOLD = 5
_ANY_CALL = frozenset({"call", "calls", "topic", "topics", "last"})


def compose_call_facts(materials: Materials, matches: Matches) -> Draft:
    """The asked fields of every call named; what no source gives is said to be so."""
    asked = [replace(materials, understood=part) for part in asked_apart(materials.understood)]
    named = (*matches.current, *matches.closed)
    both = named if len(named) <= MOST_TOLD else named[:SOME_TOLD]
    told_of = {
        (call.call.call_id, at): say_field(part, call, asked_attribute(part.understood))
        for call in both
        for at, part in enumerate(asked)
    }
    said = list(dict.fromkeys(sentence for sentences in told_of.values() for sentence in sentences))
    missing = [part for at, part in enumerate(asked) if not any(told_of[call.call.call_id, at] for call in both)]
    if not said:
        return Draft("no_evidence", (_not_said(materials, matches, missing),), matches)
    unsaid = [_not_said(materials, matches, missing)] if missing else []
    return Draft(
        "answered", (*_first_of_many(said, materials, len(named) - len(both) + matches.more), *unsaid), matches
    )


def _first_of_many(said: list[Sentence], materials: Materials, others: int) -> list[Sentence]:
    """A name that stands for dozens of calls: the first are told, the others counted and shown as cards."""
    told = said if len(said) <= MOST_TOLD else said[:SOME_TOLD]
    count = others or len(said) - len(told)
    return [*told, Sentence(materials.wording.say("list_more", count=count))] if count else told


def say_field(materials: Materials, match: Match, attribute: str | None) -> list[Sentence]:
    """What the sources say of one field of a call, or of the call as such."""
    return _SAYING.get(attribute or "", _about)(materials, match)


def _topic_id(materials: Materials, match: Match) -> list[Sentence]:
    return _field(materials, match.call, "topic_id", match.call.topic_id, match.call.title)


def _link(materials: Materials, match: Match) -> list[Sentence]:
    return _field(materials, match.call, "url", match.call.url, name(match.call))


def _field(materials: Materials, call: Call, field: str, value: str | None, shown: str) -> list[Sentence]:
    found = materials.field_quote(call, field)
    if not value or found is None:
        return []
    message = "link" if field == "url" else field
    return [Sentence(materials.wording.say(message, call=shown, value=value), (found,))]


def _amount(materials: Materials, match: Match) -> list[Sentence]:
    fields = ("budget_min", "budget_max", "budget_total")
    quotes = tuple(filter(None, (materials.field_quote(match.call, field) for field in fields)))
    said = materials.wording.budget(match.call.budget, name(match.call)) if quotes else []
    return [Sentence(text, tuple(dict.fromkeys(quotes))) for text in said]


def _grants(materials: Materials, match: Match) -> list[Sentence]:
    count, found = match.call.budget.grants, materials.field_quote(match.call, "grants")
    if count is None or found is None:
        return _about(materials, match)
    return [Sentence(materials.wording.say("grants", call=name(match.call), count=count), (found,))]


def _applicants(materials: Materials, match: Match) -> list[Sentence]:
    """The sentences of the source that say who may apply; first, whether they name the asker."""
    said = _stated(materials, match, "applicant")
    outcome = next((found.outcome for found in match.findings if found.criterion == "applicant"), None)
    if said and outcome in ("pass", "fail"):
        said.insert(0, replace(said[0], text=_whether(materials, match.call, named=outcome == "pass")))
    return said


def _whether(materials: Materials, call: Call, *, named: bool) -> str:
    """Whom the source names as applicants, to one whom it names or does not."""
    wording = materials.wording
    label = partial(wording.taxonomy.label, "applicant", language=wording.language)
    others = ", ".join(map(label, call.applicants))
    if named:
        return wording.say("meant_for", named=others)
    return wording.say("not_for", named=others, applicant=label(materials.understood.profile.applicant or ""))


def _countries(materials: Materials, match: Match) -> list[Sentence]:
    return _stated(materials, match, "country") or _about(materials, match)


def _supports(materials: Materials, match: Match) -> list[Sentence]:
    return _about(materials, match) or _stated(materials, match, "support") or _description(materials, match)


def _action(materials: Materials, match: Match) -> list[Sentence]:
    return _stated(materials, match, "action_type")


def _contact(_: Materials, __: Match) -> list[Sentence]:
    return []  # no source of calls is asked for a person's details


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
    words = content_words(materials.understood.question)
    counted = _beyond_name(materials, [word for word in words if word not in _ANY_CALL])
    asked = _beyond_name(materials, topic_words(materials.understood))
    if materials.understood.attributes & OF_TEXT and "applicants" not in materials.understood.attributes:
        return CallText(materials, match.call, asked or counted or words).said()
    if not asked or materials.understood.intents & {"premise", "asker", "compare"}:
        return _description(materials, match)
    return CallText(materials, match.call, asked).said() or _elsewhere(materials, match)


def _elsewhere(materials: Materials, match: Match) -> list[Sentence]:
    """Where a call leads, to one who asks whether it leads to another country."""
    failed = any(f.criterion == "country" and f.outcome == "fail" for f in match.findings)
    return _stated(materials, match, "country") if failed else []


def _beyond_name(materials: Materials, words: list[str]) -> list[str]:
    """The words that are no part of the call's name."""
    names = materials.book.naming.name_words(materials.understood.named)
    return [word for word in words if stem(word) not in names]


def _description(materials: Materials, match: Match) -> list[Sentence]:
    said = materials.wording.say("about", call=name(match.call), text=_ended(match.call.summary))
    return [Sentence(said, (materials.call_quote(match.call),)), *say_deadline(materials, match)]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":")) else text + "."


def _not_said(materials: Materials, matches: Matches, missing: list[Materials]) -> Sentence:
    wording = materials.wording
    names = ", ".join(dict.fromkeys(short_name(match.call) for match in (*matches.current, *matches.closed)))
    asked = [asked_attribute(part.understood) or "other" for part in missing]
    labels = ", ".join(wording.say(f"attribute_{attribute}") for attribute in asked)
    return Sentence(wording.say("no_evidence_call", attribute=labels, call=names))


_SAYING: Mapping[str, Callable[[Materials, Match], list[Sentence]]] = {
    "deadline": say_deadline,
    "hour": say_hour,
    "status": say_status,
    "opens": say_opening,
    "topic_id": _topic_id,
    "link": _link,
    "amount": _amount,
    "grants": _grants,
    "applicants": _applicants,
    "countries": _countries,
    "supports": _supports,
    "action": _action,
    "contact": _contact,
}
