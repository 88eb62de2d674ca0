"""What a question says is done, by whom and to what: "who moderated the keynote", "how much did Interreg pay"."""

from __future__ import annotations

import re

from assistant.composing.persons import has_role
from assistant.lexicon import lexicon, trade_stems
from assistant.words import content_words, stem

_HELPING = r"(?:(?:has|have|had|is|are|was|were|did|will|also|first) )*+"
_JOINT = r"(?:about|after|as|at|before|between|by|during|for|from|in|into|of|on|per|since|to|under|until|with)"
_DONE = re.compile(rf"\b[Ww]ho {_HELPING}([a-z]+)\b")
_TO = re.compile(
    rf"\b[Ww]ho {_HELPING}[a-z]+ (?:the |an? |this |our |its )?(?!be\b|{_JOINT}\b)([\w’' -]+?)(?= {_JOINT}\b|\W*$)"
)
_HAPPENED = re.compile(
    r"^\W*(?:since )?(?:when|where|(?:in|on) (?:which|what) \w+) (?:was|were|did|does|do|has|have|had)\b"
    r".*\b([a-z]{3,})\W*$"
    r"|^\W*(?:when|where) (?:is|was|were) ([a-z]+(?:ed|rn|wn|nt|lt|nd))\b"  # as in other languages, put into English
)
_PRICED = re.compile(
    r"\b(?:what|how much) (?:does|do|did|will|would) (?:the |an? )?([a-z][\w -]*?)"
    r"(?: (?:at|in|of|for|on|to|from)\b[^?]*)? cost\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bhow many\b[^?]*?\b(?:were|was|are|is|been|be) (?!in\b|at\b|on\b|there\b)([a-z]+(?:ed|en|wn|nt|lt|ld|pt))\b",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"\bhow (?:much|many)\b(?: [\w-]+){0,4}? (?:does|do|did|will) (?:the |an? )?(?P<who>.+?) (?P<verb>[a-z]{3,})"
    r"(?: (?:for|in|to|on|of|at|by|from|with|per|during|since|between|out)\b.*)?\W*$",
    re.IGNORECASE,
)


def done_by_somebody(question: str) -> set[str]:
    """What somebody did whose name is asked for, as in "who founded": nobody else is an answer."""
    return _telling(_DONE.search(question))


def happened(question: str) -> set[str]:
    """What happened on the day or in the place asked for, as in "when was it launched"."""
    return _telling(_HAPPENED.search(question[:1].lower() + question[1:]))


def undergone(question: str) -> set[str]:
    """What somebody did it to: the keynote in "who moderated the keynote"."""
    match = _TO.search(question)
    return {word for word in content_words(match[1])[-1:] if _is_thing(word)} if match else set()


def priced(question: str) -> set[str]:
    """What the cost is of, as in "what does dinner at the summit cost"."""
    match = _PRICED.search(question)
    return set(content_words(match[1])[-1:]) if match else set()


def done_to(question: str) -> set[str]:
    """What was done to those that are counted: "how many were selected" asks for no applicants."""
    return _telling(_COUNTED.search(question))


def agent(question: str) -> frozenset[str]:
    """Who gives or does what is asked for in figures."""
    match = _AGENT.search(question)
    return frozenset(content_words(match["who"])) if match else frozenset()


def verb(question: str) -> frozenset[str]:
    """What they do."""
    match = _AGENT.search(question)
    return frozenset(content_words(match["verb"])) if match else frozenset()


def _telling(match: re.Match[str] | None) -> set[str]:
    """The verb, where it says more than that something was or took place."""
    said = content_words(next(filter(None, match.groups()))) if match else []
    return {word for word in said if not lexicon().matches("deed", "implied", word)}


def _is_thing(word: str) -> bool:
    return not (word.isdigit() or has_role(word) or stem(word) in trade_stems())
