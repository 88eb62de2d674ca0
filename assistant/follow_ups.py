"""A follow-up made self-contained from the last turns, without a model."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.callbook import CallBook
from assistant.composing.wording import short_name
from assistant.conversations import Turn
from assistant.lexicon import lexicon
from assistant.words import content_words, stem
from ingest.taxonomy import load

# A question with this many words of its own stands for itself unless it points back.
FEW_WORDS = 3


def self_contained(question: str, turns: Sequence[Turn], book: CallBook) -> str:
    """The question itself when it stands alone, else with what it leaves out taken from the last turn."""
    if not turns or book.named(question, any_case=False):
        return question
    last = turns[-1]
    continues = lexicon().matches("follow_up", "continued", question)
    points_back = lexicon().matches("follow_up", "pronoun", question)
    if not (continues or points_back) or len(content_words(question)) > FEW_WORDS + continues:
        return question
    if lexicon().matching("attribute", question) or not content_words(question):
        return _with_subject(question, last, book)
    if lexicon().matches("follow_up", "interrogative", question):
        return _with_theme(question, last)
    return _with_replacement(question, last)


def _with_subject(question: str, last: Turn, book: CallBook) -> str:
    """The attribute asked now, of the calls (or else the topic) of the last turn."""
    names = dict.fromkeys(short_name(book.by_id[call_id]) for call_id in last.call_ids[:1] if call_id in book.by_id)
    return f"{question} ({', '.join(names)})" if names else f"{question} {last.question}"


def _with_theme(question: str, last: Turn) -> str:
    """Another question about the theme of the last one ("and what could help?")."""
    theme = next(iter(load().find(last.question)), None)
    return f"{question} {last.question[theme.start : theme.end] if theme else ' '.join(content_words(last.question))}"


def _with_replacement(question: str, last: Turn) -> str:
    """The last question with its theme replaced by the one named now ("and the green one?")."""
    new = " ".join(content_words(question))
    theme = next(iter(load().find(last.question)), None)
    if theme is None or stem(new) in {stem(word) for word in content_words(last.question)}:
        return f"{last.question} {new}"
    return f"{last.question[: theme.start]}{new}{last.question[theme.end :]}"
