"""A list of calls in brief, name and date only, for a draft that has no room to say what each is for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Answer, CallCard
from assistant.calls.as_of import AsOf
from assistant.desk.cleaning import shortened
from assistant.wording import Wording

NAME_CHARACTERS = 60


def listed(answer: Answer) -> tuple[CallCard, ...]:
    """The calls that an answer lists: where some fit surely, those only."""
    return tuple(card for card in answer.calls if card.verdict == answer.calls[0].verdict)


def briefs(answer: Answer) -> list[str]:
    """Each call that it lists with its date, in the language of the answer."""
    cards = listed(answer)
    wording = Wording(answer.language, AsOf(answer.as_of))
    return list(dict.fromkeys(_brief(card, wording, cards) for card in cards))


def _brief(card: CallCard, wording: Wording, beside: Sequence[CallCard]) -> str:
    name = _name(card, beside)
    ahead = next((deadline for deadline in card.deadlines if deadline.date == card.next_deadline), None)
    if ahead is None:
        return name
    template = "desk_call_forthcoming" if card.status == "forthcoming" else "desk_call"
    return wording.say(template, call=name, date=wording.deadline(ahead))


def _name(card: CallCard, beside: Sequence[CallCard]) -> str:
    """The acronym, else the title; with what tells it apart where several calls share that."""
    known = card.acronym or card.title
    if sum((other.acronym or other.title) == known for other in beside) > 1:
        more = card.title if card.acronym else card.topic_id
        return ", ".join(filter(None, (shortened(known, NAME_CHARACTERS), more and shortened(more, NAME_CHARACTERS))))
    return shortened(known, NAME_CHARACTERS)
