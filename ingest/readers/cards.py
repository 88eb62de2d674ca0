"""Cards: headings that label a line each ("Deadline" / "12 May 2027") become lines under what stands above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.labels import is_known
from ingest.readers.marked_outline import Mark, Node
from ingest.structure import Block

_SHORT = 160  # characters of a line under its label
_LEAST = 2  # cards side by side that name fields of calls


@dataclass(frozen=True, slots=True)
class _Card:
    label: Mark
    line: Block


def without_cards(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes with the lines of cards labelled by their headings; other headings stay."""
    level = 0  # of the heading in force
    at = 0
    while at < len(nodes):
        cards = _cards(nodes, at)
        if cards and level < cards[0].label.level:
            yield from (Block(f"{card.label.text.rstrip(' :')}: {card.line.text}") for card in cards)
            at += 2 * len(cards)
            continue
        node = nodes[at]
        level = node.level if isinstance(node, Mark) else level
        yield node
        at += 1


def _cards(nodes: Sequence[Node], at: int) -> list[_Card]:
    """The cards that begin here, at least half of which name fields of calls."""
    found: list[_Card] = []
    while (card := _card(nodes, at + 2 * len(found))) and (not found or card.label.level == found[0].label.level):
        found.append(card)
    known = sum(is_known(card.label.text) for card in found)
    return found if known >= max(_LEAST, len(found) / 2) else []


def _card(nodes: Sequence[Node], at: int) -> _Card | None:
    """A heading above one short line and nothing else."""
    label, line, *after = [*nodes[at : at + 3], None, None][:3]
    if not isinstance(label, Mark) or not isinstance(line, Block) or any(isinstance(each, Block) for each in after):
        return None
    return (
        _Card(label, line) if line.kind == "paragraph" and len(line.text) <= _SHORT and "\n" not in line.text else None
    )
