"""What a model is told: the passages that the draft rests on, then others that were found, within its budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Citation, Statement
from assistant.calls.status import status
from assistant.citing import Citer
from assistant.composing.materials import Materials
from assistant.drafts import Draft, Quote
from assistant.generating.budget import Count
from assistant.generating.completions import Message
from assistant.settings import ModelSettings
from assistant.verifying import Source
from assistant.verifying.instructions import without_instructions
from assistant.verifying.sources import source_of
from prompts import load
from vectorstore.records import Passage

SENTENCES = 8
MOST_FURTHER = 6
# A model that has seen no address can write none.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_LANGUAGES = {"en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pl": "Polish"}


@dataclass(frozen=True, slots=True)
class Brief:
    """Messages for a model, and the sources that its sentences will be held against, by citation number."""

    messages: tuple[Message, ...]
    sources: dict[int, Source]


def brief(
    draft: Draft,
    statements: Sequence[Statement],
    citer: Citer,
    materials: Materials,
    settings: ModelSettings,
    count: Count,
) -> Brief | None:
    """None for a draft that no source stands behind, or whose sources are in another language than the answer's.

    Words of another language cannot be held against their source. Further passages are added to the citer.
    """
    if draft.status != "answered" or not any(statement.citations for statement in statements):
        return None
    system, frame = _frame(materials)
    room = settings.context_tokens - settings.answer_tokens - count(system) - count(frame)
    sources: dict[int, Source] = {}
    shown: list[str] = []
    for source in _sources(draft, statements, citer, materials):
        block = _block(source)
        room -= count(block)
        if room < 0:
            break
        shown.append(block)
        sources[source.number] = source
    if not shown or not _in_language(sources, citer, materials):
        return None
    asked = load("answer_question", sources="\n\n".join(shown), question=materials.understood.question)
    return Brief((Message("system", system), Message("user", asked)), sources)


def _frame(materials: Materials) -> tuple[str, str]:
    understood = materials.understood
    language = _LANGUAGES.get(understood.language[:2], "English")
    system = load("answer", language=language, sentences=SENTENCES, as_of=understood.as_of.day.isoformat())
    return system, load("answer_question", sources="", question=understood.question)


def _sources(draft: Draft, statements: Sequence[Statement], citer: Citer, materials: Materials) -> Iterator[Source]:
    """One source for each passage cited so far, then passages found beside a draft about no call."""
    numbers: dict[str, list[int]] = {}
    for citation in citer.citations:
        numbers.setdefault(citation.passage_id, []).append(citation.number)
    for passage_id, own in numbers.items():
        rendered = [s.text for s in statements if set(s.citations) & set(own) and set(s.citations) <= set(own)]
        yield _source(own[0], materials.passage(passage_id), materials, rendered)
    if not (draft.matches.current or draft.matches.closed):
        further = [f.passage for f in materials.retrieved.found if f.passage.passage_id not in numbers]
        for passage in [p for p in further if p.call_id is None][:MOST_FURTHER]:
            number = citer.number(Quote(passage.passage_id, 0, len(passage.text)))
            yield _source(number, passage, materials, ())


def _source(number: int, passage: Passage, materials: Materials, rendered: Sequence[str]) -> Source:
    document = materials.generation.catalogue.document(passage.document_id)
    if document is None:
        raise LookupError(f"document {passage.document_id} of a passage is not in the catalogue")
    call = materials.book.by_id.get(passage.call_id or "")
    if call is None:  # what was said of prose are its own words: they hold for no other line of it
        return source_of(number, passage, document)
    state = status(call, materials.understood.as_of)
    return source_of(number, passage, document, state, [_unmarked(text) for text in rendered])


def _unmarked(text: str) -> str:
    return re.sub(r"\s*\[\d+\]", "", text)


def _block(source: Source) -> str:
    """A source as the model sees it: number, state, headings, known facts, text; no address, no instruction."""
    state = f" (this call is {source.status})" if source.status else ""
    lines = (f"[{source.number}]{state}", *source.context, source.text)
    return _ADDRESS.sub("(link)", "\n".join(without_instructions(line) for line in lines if line))


def _in_language(sources: dict[int, Source], citer: Citer, materials: Materials) -> bool:
    by_number: dict[int, Citation] = {citation.number: citation for citation in citer.citations}
    wanted = materials.understood.language[:2]
    documents = {by_number[number].document_id for number in sources}
    found = [materials.generation.catalogue.document(document_id) for document_id in documents]
    return all(document is not None and document.language[:2] == wanted for document in found)
