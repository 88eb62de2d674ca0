"""What a claim may rest on: a passage with its headings, and what the assistant itself rendered from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answers import CallStatus
from assistant.verifying.instructions import without_instructions
from assistant.verifying.reading import Reading, reading
from vectorstore.records import Document, Passage

_LABEL = re.compile(r"\s*([^:\n]{1,40}):\s")


@dataclass(frozen=True)
class Source:
    """One numbered source.

    ``text`` is the passage's; ``context`` what holds for all of it: title, headings, sentences rendered from stored
    fields; ``links`` where it is published; ``status`` that of the call it is about, on the day
    asked for; ``is_record`` where its lines are the fields of one thing.
    """

    number: int
    text: str
    context: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    status: CallStatus | None = None
    is_record: bool = False

    @cached_property
    def whole(self) -> Reading:
        """Everything that the source says, instructions to an assistant left out."""
        return reading("\n".join(without_instructions(part) for part in (*self.context, self.text)))

    @cached_property
    def lines(self) -> tuple[Reading, ...]:
        """The sentences of the passage itself, each by itself."""
        return tuple(reading(part) for part in _sentences(without_instructions(self.text)))

    def says(self, claim: str) -> bool:
        """Is a claim one or several whole sentences of the passage, one after the other, word for word?"""
        said, wanted = [line.text for line in self.lines], _plain(claim)
        return any(_plain(" ".join(run)) == wanted for run in _runs(said, len(wanted)))

    @cached_property
    def blocks(self) -> tuple[Reading, ...]:
        """What is said of one thing: a sentence, or all of a record whose lines are its fields."""
        if self.is_record:
            return (reading(without_instructions(self.text)),)
        return tuple(map(reading, _records(without_instructions(self.text)))) or self.lines

    @cached_property
    def around(self) -> tuple[Reading, ...]:
        """What holds for every line of the passage: each heading, each rendered sentence."""
        return tuple(reading(without_instructions(part)) for part in self.context)


def _plain(text: str) -> str:
    """A text on one line; the mark that ends it says nothing."""
    return " ".join(text.split()).rstrip(".")


def _runs(parts: Sequence[str], length: int) -> Iterator[Sequence[str]]:
    """Every run of parts that may be as long as a text."""
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield parts[start:end]
            if sum(map(len, parts[start:end])) > length:
                break


def _records(text: str) -> list[str]:
    """The records of a text of nothing but labelled lines, each from the first label to the next of its kind."""
    lines = text.splitlines()
    labels = [label[1] if (label := _LABEL.match(line)) else "" for line in lines]
    if not all(labels) or labels.count(labels[0]) < 2:
        return []
    starts = [at for at, label in enumerate(labels) if label == labels[0]]
    return ["\n".join(lines[start:end]) for start, end in zip(starts, (*starts[1:], None), strict=True)]


def _has_fields(text: str) -> bool:
    """Lines such as ``Place: Berlin``, no label twice."""
    labels = [label[1] for line in text.splitlines() if (label := _LABEL.match(line))]
    return len(labels) > 1 and len(labels) == len(set(labels)) and len(labels) >= 0.7 * len(text.splitlines())


def source_of(
    number: int, passage: Passage, document: Document, status: CallStatus | None = None, rendered: Iterable[str] = ()
) -> Source:
    """A passage as a source; ``rendered`` is what the assistant itself said of it from stored fields."""
    published = (str(document.published.year),) if document.published else ()  # the day is no date of the content
    context = (document.title, *passage.heading_path, *published, *rendered)
    links = (document.source_url,) if document.source_url else ()
    is_record = passage.kind in ("row", "call") and _has_fields(passage.text)
    return Source(number, passage.text, context, links, status, is_record)


def _sentences(text: str) -> Iterable[str]:
    from assistant.composing.quoting import sentences

    return (text[slice(*span)] for span in sentences(text))
