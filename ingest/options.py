"""What a user may decide about how files are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """``participant_names``: keep the names of ordinary participants of meetings; ``ocr``: read pictures of text;
    ``pictures``: keep how slides and pages look; ``added_by``: the language model that adds fields of calls, if any."""

    participant_names: bool = True
    ocr: bool = True
    pictures: bool = True
    added_by: str = ""


READING = Reading()
