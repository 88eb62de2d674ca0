"""WebVTT and SubRip: what a speaker says in a row is one turn, and neighbouring turns stand together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import ReaderError
from ingest.options import READING, Reading
from ingest.readers.cues import Cue, cues, written
from ingest.readers.decoding import read_text
from ingest.readers.file_names import title_of
from ingest.readers.metadata import day_in_path, language_of
from ingest.readers.participants import Names, renamed
from ingest.readers.rolling import unrolled
from ingest.readers.turns import sections, turns
from ingest.structure import ReadDocument
from vectorstore.records import Authority

_SPEAKS = 0.03  # share of all words from which on somebody is a speaker and no ordinary participant


def read(path: Path, reading: Reading = READING) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where the file is no transcript or nobody speaks in it."""
    found = unrolled(list(cues(read_text(path))))
    if not found:
        raise ReaderError(path.name, "holds no cue with words.")
    if not reading.participant_names:
        found = renamed(found, _ordinary(found))
    return (
        ReadDocument(
            title=title_of(path),
            sections=sections(turns(found)),
            media_type="text/vtt" if path.suffix.lower() == ".vtt" else "application/x-subrip",
            language=language_of(" ".join(cue.text for cue in found[:200])),
            published=day_in_path(path),
            authority=Authority.TRANSCRIPT,
        ),
    )


def without_participants(text: str) -> str:
    """A transcript as WebVTT in which ordinary participants have no names; the text itself where nobody is one."""
    found = list(cues(text))
    ordinary = _ordinary(found)
    return written(renamed(found, ordinary)) if ordinary else text


def _ordinary(found: Sequence[Cue]) -> Names:
    """Who says so little that nobody came to hear them."""
    words = {cue.speaker: 0 for cue in found if cue.speaker}
    for cue in found:
        if cue.speaker:
            words[cue.speaker] += len(cue.text.split())
    least = _SPEAKS * sum(words.values())
    return frozenset(name for name, said in words.items() if said < least)
