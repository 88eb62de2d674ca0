"""Sentences that tell an assistant what to do: in a source they are no evidence, and nothing said may rest on them."""

from __future__ import annotations

import re

from assistant.lexicon import lexicon

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ADDRESSED = re.compile(
    r"\b(?:as an? (?:ai|language model|assistant|chatbot)"
    r"|(?:dear|attention|note to|hey),? (?:ai|assistants?|chatbots?|models?|llms?)\b"
    r"|ai assistants?(?: that| who|,)|language models? (?:that|must|should)"
    r"|your (?:system )?prompt|system (?:message|override)"
    r"|(?:tell|inform|convince|urge|direct) (?:the |all |every )?(?:user|users|asker|reader|visitor)s?\b)",
    re.IGNORECASE,
)


def is_instruction(sentence: str) -> bool:
    """Does a sentence speak to the assistant rather than to its readers?"""
    return lexicon().matches("intent", "injection", sentence) or _ADDRESSED.search(sentence) is not None


def without_instructions(text: str) -> str:
    """A source's text without the sentences that speak to the assistant; offsets are not kept."""
    parts = _SENTENCE.split(text)
    kept = [part for part in parts if not is_instruction(part)]
    return text if len(kept) == len(parts) else "\n".join(kept)
