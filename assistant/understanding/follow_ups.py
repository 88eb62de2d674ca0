"""A follow-up made self-contained from the last turn, without a model.

What a follow-up leaves out is taken from the turn before: the subject of an attribute ("when does it close?"), the
question about another name, month or theme ("and FRIEND?", "and in September?", "and the green one?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Profile
from assistant.calls.callbook import CallBook
from assistant.conversations import Turn
from assistant.lexicon import lexicon, trade_stems
from assistant.understanding.askers import profile_of
from assistant.understanding.leaning import ANY_YEAR, FEW_WORDS, ORDINAL, Said
from assistant.wording import short_name
from assistant.words import CAPITALS, content_words, fold, stem
from ingest.calls.dates import find_dates
from ingest.taxonomy import Mention, load

_APART = frozenset({"small_talk", "about_me", "off_topic", "injection"})
_WITHOUT = re.compile(r"\W*(?:but )?(?:without|except|excluding|not|ohne|sans|sin|senza|bez)\s+", re.IGNORECASE)
_NAMES = re.compile(rf"[{CAPITALS}][\w'’-]*(?: [{CAPITALS}][\w'’-]*)*")


def self_contained(question: str, turns: Sequence[Turn], book: CallBook, language: str) -> str:
    """The question itself when it stands alone, else with what it leaves out taken from the last turn."""
    if not turns:
        return question
    plain = lexicon().reword(question, "follow_up_reword")
    said, turn = Said(plain if plain.split() != question.split() else question, language), turns[-1]
    question, last = said.text, Said(turn.question, language)
    if said.intents & _APART:
        return question
    if said.asks_for_source:
        return last.text
    if book.naming.named(question, any_case=False):
        return _with_name(said, last, book)
    if said.ordinal is not None and turn.call_ids:
        return _of_call(question, turn.call_ids[min(said.ordinal, len(turn.call_ids) - 1)], book)
    if said.asks_for_us:
        return f"{last.text} {question}"
    if left_out := _WITHOUT.match(question):
        return f"{last.text.rstrip('?!. ')}, not {question[left_out.end() :]}"
    if said.stands_alone or (said.lists_calls_by_itself and not last.describes_asker):
        return question
    return _completed(said, last, turn, book)


def narrowing(question: str, turns: Sequence[Turn], language: str) -> Profile | None:
    """What a follow-up chooses by among the calls of the last answer; None where it does not choose."""
    if not turns or not Said(question, language).narrows:
        return None
    return profile_of(None, load().find(question), question)


def _completed(said: Said, last: Said, turn: Turn, book: CallBook) -> str:
    """A question that leans on the last turn, with what it takes from there."""
    question = said.text
    if said.narrows:
        return f"{last.text} {lexicon().without('follow_up', 'narrowing', question)}"
    if not said.topic and find_dates(question, year_hint=ANY_YEAR):
        return _with_dates(question, last.text)
    if len(turn.call_ids) > 1 and lexicon().matching("order", question):
        return f"{last.text} {question}"  # which of those comes first
    if said.attributes and said.names_subject:
        return question
    if said.attributes or not content_words(question):
        return _with_subject(question, last, turn, book)
    if said.is_like("continued") and load().find(question):
        return _with_replacement(said, last)
    if said.is_like("interrogative"):
        return _with_theme(question, last)
    if said.lists_calls and not last.describes_asker:
        return question
    return _with_replacement(said, last)


def _of_call(question: str, call_id: str, book: CallBook) -> str:
    name = short_name(book.by_id[call_id]) if call_id in book.by_id else ""
    return ORDINAL.sub(name, question, count=1)


def _with_name(said: Said, last: Said, book: CallBook) -> str:
    """The last question about another call ("and FRIEND?"); a question of its own stays as it is."""
    words = content_words(said.text)
    if not said.is_like("continued") or said.attributes or len(words) > FEW_WORDS:
        return said.text
    named = [word for word in said.text.rstrip("?!. ").split() if content_words(word)]
    return book.naming.renamed(last.text, " ".join(named)) or said.text


def _with_dates(question: str, last: str) -> str:
    """The last question for other days ("and in September?")."""
    new = find_dates(question, year_hint=ANY_YEAR)[0]
    said = re.sub(r"^(?:in|on|by|until) ", "", question[slice(*new.span)])
    old = find_dates(last, year_hint=ANY_YEAR)
    if not old:
        return f"{last} {question}"
    if new.start.year == ANY_YEAR != old[0].start.year:
        said = f"{said} {old[0].start.year}"
    before, after = last[: old[0].span[0]], last[old[-1].span[1] :]
    return f"{before}{_not_again(before, said)}{after}"


def _not_again(before: str, said: str) -> str:
    """Without a first word that the text before ends with: "cierra en" and "en julio"."""
    first, _, rest = said.partition(" ")
    return rest if rest and before.casefold().split()[-1:] == [first.casefold()] else said


def _with_subject(question: str, last: Said, turn: Turn, book: CallBook) -> str:
    """The attribute asked now, of the calls (or else the topic) of the last turn."""
    names = dict.fromkeys(short_name(book.by_id[call_id]) for call_id in turn.call_ids[:1] if call_id in book.by_id)
    return f"{question} ({', '.join(names)})" if names else f"{question} {_subject(last)}"


def _subject(last: Said) -> str:
    """The last question without the words that asked for something, be it only that one may apply."""
    first, *others = last.text.split()
    kept = [word for word in others if word[:1].isupper() or not (_is_of_trade(word) or _asks(word))]
    words = [word for word in (first, *kept) if content_words(word)]
    return " ".join(words) or last.text


def _asks(word: str) -> bool:
    """Does a word alone ask for something, as "cost" or "budget" do?"""
    return bool(lexicon().matching("attribute", word.strip(",;:.?!")))


def _is_of_trade(word: str) -> bool:
    return all(stem(piece) in trade_stems() for piece in content_words(word))


def _with_theme(question: str, last: Said) -> str:
    """Another question about the theme of the last one ("and what could help?")."""
    theme = next(iter(load().find(last.text)), None)
    if theme:
        return f"{question} {last.text[theme.start : theme.end]}"
    return f"{question} {last.object[1] if last.object else _subject(last)}"


def _with_replacement(said: Said, last: Said) -> str:
    """The last question with its theme replaced by the one named now ("and the green one?")."""
    before, new = last.text, " ".join(content_words(said.text))
    named = _NAMES.search(f" {said.text[1:]}") if said.has_name else None
    if named and _NAMES.search(before[1:]):
        return before[0] + _NAMES.sub(named[0].strip(), before[1:], count=1)
    if "definition" in last.attributes and last.topic:
        return f"{before[: fold(before).find(last.topic[0])]}{new}"
    theme = _like(said, last)
    if theme is None and last.describes_asker:
        return f"{before} {new}"
    if theme is None and last.object and said.object:
        return f"{before[: last.object.start(1)]}{new}"
    if theme is None or stem(new) in {stem(word) for word in content_words(before)}:
        return f"{before} {new}"
    return f"{before[: theme.start]}{new}{before[_end_of(theme, last) :]}"


def _end_of(theme: Mention, last: Said) -> int:
    """Where a theme and those of its kind that follow it at once end: "plastics recycler" are two."""
    end = theme.end
    for mention in load().find(last.text):
        if mention.kind == theme.kind and mention.start >= end and not last.text[end : mention.start].strip():
            end = mention.end
    return end


def _like(said: Said, last: Said) -> Mention | None:
    """What the last question names of the kind that the new one names, its first theme where that names none."""
    kinds = {mention.kind for mention in load().find(said.text)}
    named = load().find(last.text)
    alike = (mention for mention in named if mention.kind in kinds)
    return next(alike, None) or (None if kinds and last.describes_asker else next(iter(named), None))
