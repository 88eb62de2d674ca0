"""What can be wrong with a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "citation",  # none, or one of no source
    "markup",  # HTML, Markdown links or images, invisible characters
    "instruction",  # speaks to an assistant, or rests on what does
    "link",  # an address that no cited source gives
    "identifier",  # a topic id or code that no cited source has
    "name",  # a name that no cited source has
    "date",
    "figure",
    "bound",  # "at least" where the source says "up to"
    "role",  # a closing day told as an opening day
    "subject",  # a fact of something else
    "polarity",  # denied where the source affirms, or the other side of a pair
    "scope",  # narrowed or widened: "only", "all", "must"
    "status",  # a closed call told as open, or the reverse
    "support",  # too many words that no cited source has
]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One reason not to show a sentence, with the words that it is about."""

    kind: Kind
    words: str = ""
