"""A follow-up made self-contained from the last turn, without a model.

What a follow-up leaves out is taken from the turn before: the subject of an attribute ("when does it close?"), the
question about another name, month or theme ("and FRIEND?", "and in September?", "and the green one?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.callbook import CallBook
from assistant.composing.wording import short_name
from assistant.conversations import Turn
from assistant.lexicon import lexicon, trade_stems
from assistant.words import CAPITALS, content_words, fold, stem
from ingest.calls.dates import find_dates
from ingest.taxonomy import Mention, load

# A question with this many words of its own stands for itself unless it points back.
FEW_WORDS = 3
# An interrogative with no more words than this is about the theme of the last turn.
BARE_WORDS = 2
_APART = frozenset({"small_talk", "about_me", "off_topic", "injection"})
_LISTS_CALLS = frozenset({"find_calls", "plural"})
# Stands for the year of a date that names none.
ANY_YEAR = 1904
_PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "fifth": 4, "last": -1}
_ORDINAL = re.compile(rf"\b(?:the )?({'|'.join(_PLACES)}) (?:one|call|of (?:them|these|those))\b", re.IGNORECASE)
_NAMES = re.compile(rf"[{CAPITALS}][\w'’-]*(?: [{CAPITALS}][\w'’-]*)*")
_OBJECT = re.compile(
    r"\b(?:to|for|of|about|on|in|with|against|from|à|au|aux|pour|de|du|des|für|bei|zur|zum|zu|von|para|por|del|a|per|"
    r"di|alla|alle|dei|delle|dla|w|o|do) "
    r"(?:the |la |les? |l['’]|der |die |das |den |dem |los |las |el |il |lo |gli )?([^?]+?)\W*$",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"\bwhat (?:is|are) an? [\w-]+(?: [\w-]+)?\W*$")


def self_contained(question: str, turns: Sequence[Turn], book: CallBook) -> str:
    """The question itself when it stands alone, else with what it leaves out taken from the last turn."""
    if not turns or lexicon().matching("intent", question) & _APART:
        return question
    last = turns[-1]
    if book.naming.named(question, any_case=False):
        return _with_name(question, last, book)
    number = _ordinal(question)
    if number is not None and last.call_ids:
        return _of_call(question, last.call_ids[min(number, len(last.call_ids) - 1)], book)
    if _asks_for_us(question):
        return f"{last.question} {question}"
    if _stands_alone(question):
        return question
    if lexicon().matches("follow_up", "narrowing", question):
        return f"{last.question} {lexicon().without('follow_up', 'narrowing', question)}"
    if not _topic(question) and find_dates(question, year_hint=ANY_YEAR):
        return _with_dates(question, last)
    if lexicon().matching("attribute", question) or not content_words(question):
        return _with_subject(question, last, book)
    if lexicon().matches("follow_up", "continued", question) and load().find(question):
        return _with_replacement(question, last)
    if lexicon().matches("follow_up", "interrogative", question):
        return _with_theme(question, last)
    if lexicon().matching("intent", question) >= _LISTS_CALLS and not _describes_asker(last.question):
        return question
    return _with_replacement(question, last)


def _ordinal(question: str) -> int | None:
    """The place of the call that a question points to in the last answer, counted from 0; -1 for the last."""
    match = _ORDINAL.search(fold(question))
    return _PLACES[match[1]] if match else None


def _of_call(question: str, call_id: str, book: CallBook) -> str:
    name = short_name(book.by_id[call_id]) if call_id in book.by_id else ""
    return _ORDINAL.sub(name, question, count=1)


def _asks_for_us(question: str) -> bool:
    """Does it speak of "us", who described themselves in the turn before?"""
    return lexicon().matches("follow_up", "about_us", question) and not any(
        mention.kind in ("sector", "applicant", "support") for mention in load().find(question)
    )


def _stands_alone(question: str) -> bool:
    continues = lexicon().matches("follow_up", "continued", question)
    points_back = lexicon().matches("follow_up", "pronoun", question)
    if _DEFINITION.search(fold(question)) or _names_its_subject(question):
        return True
    if continues or points_back:
        return len(_topic(question)) > FEW_WORDS + continues
    return bool(len(_topic(question)) > BARE_WORDS or load().find(question) or _has_name(question))


def _names_its_subject(question: str) -> bool:
    """Does it ask for something of something ("barriers to resilience"), and for no attribute of what went before?

    The word between them is no pronoun, though some language may have one that is written so ("la", "to").
    """
    of = _OBJECT.search(question)
    if of is None or lexicon().matching("attribute", question) - {"definition"}:
        return False
    head, said = question[: of.start()], lexicon()
    if any(said.matches("follow_up", name, f"{head} {of[1]}") for name in ("continued", "pronoun", "narrowing")):
        return False
    return bool(_topic(head) and _topic(of[1]))


def _has_name(question: str) -> bool:
    return any(word[:1].isupper() for word in question.split()[1:])


def _topic(question: str) -> list[str]:
    """The words that say what is asked about: no dates, no words of the trade."""
    for found in reversed(find_dates(question, year_hint=ANY_YEAR)):
        question = f"{question[: found.span[0]]} {question[found.span[1] :]}"
    return [word for word in content_words(question) if stem(word) not in trade_stems()]


def _with_name(question: str, last: Turn, book: CallBook) -> str:
    """The last question about another call ("and FRIEND?"); a question of its own stays as it is."""
    continues = lexicon().matches("follow_up", "continued", question)
    if not continues or lexicon().matching("attribute", question) or len(content_words(question)) > FEW_WORDS:
        return question
    return book.naming.renamed(last.question, " ".join(content_words(question))) or question


def _with_dates(question: str, last: Turn) -> str:
    """The last question for other days ("and in September?")."""
    new = find_dates(question, year_hint=ANY_YEAR)[0]
    said = re.sub(r"^(?:in|on|by|until) ", "", question[slice(*new.span)])
    old = find_dates(last.question, year_hint=ANY_YEAR)
    if not old:
        return f"{last.question} {question}"
    if new.start.year == ANY_YEAR != old[0].start.year:
        said = f"{said} {old[0].start.year}"
    return f"{last.question[: old[0].span[0]]}{said}{last.question[old[-1].span[1] :]}"


def _with_subject(question: str, last: Turn, book: CallBook) -> str:
    """The attribute asked now, of the calls (or else the topic) of the last turn."""
    names = dict.fromkeys(short_name(book.by_id[call_id]) for call_id in last.call_ids[:1] if call_id in book.by_id)
    return f"{question} ({', '.join(names)})" if names else f"{question} {_subject(last)}"


def _subject(last: Turn) -> str:
    """The last question without the words that asked for something."""
    return " ".join(word for word in last.question.split() if content_words(word))


def _with_theme(question: str, last: Turn) -> str:
    """Another question about the theme of the last one ("and what could help?")."""
    theme = next(iter(load().find(last.question)), None)
    if theme:
        return f"{question} {last.question[theme.start : theme.end]}"
    object_ = _OBJECT.search(last.question)
    return f"{question} {object_[1] if object_ else _subject(last)}"


def _with_replacement(question: str, last: Turn) -> str:
    """The last question with its theme replaced by the one named now ("and the green one?")."""
    new = " ".join(content_words(question))
    if _has_name(question) and _NAMES.search(last.question[1:]):
        return last.question[0] + _NAMES.sub(_NAMES.search(f" {question[1:]}")[0].strip(), last.question[1:], count=1)  # type: ignore[index]
    theme = _like(question, last.question)
    if theme is None and _describes_asker(last.question):
        return f"{last.question} {new}"
    object_ = _OBJECT.search(last.question)
    if theme is None and object_ and _OBJECT.search(question):
        return f"{last.question[: object_.start(1)]}{new}"
    if theme is None or stem(new) in {stem(word) for word in content_words(last.question)}:
        return f"{last.question} {new}"
    return f"{last.question[: theme.start]}{new}{last.question[theme.end :]}"


def _like(question: str, last: str) -> Mention | None:
    """What the last question names of the kind that the new one names, its first theme where that names none."""
    kinds = {mention.kind for mention in load().find(question)}
    named = load().find(last)
    alike = (mention for mention in named if mention.kind in kinds)
    return next(alike, None) or (None if kinds and _describes_asker(last) else next(iter(named), None))


def _describes_asker(text: str) -> bool:
    return "asker" in lexicon().matching("intent", text)
