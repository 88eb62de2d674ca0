"""Misspelt words of a question, put right before it is understood: by the words of the trade, then by the index's."""

from __future__ import annotations

from assistant.lexicon import correct
from assistant.words import fold
from ingest.taxonomy import load
from vectorstore.generation import Generation


def spelt(text: str, language: str, generation: Generation) -> str:
    """The question in right English; one in another language is left alone, its words are not those of the index."""
    if language != "en":
        return text
    return generation.spelt(correct(text, generation.knows), lambda word: load().knows(fold(word)))
