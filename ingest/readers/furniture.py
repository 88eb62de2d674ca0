"""What a deck repeats on slide after slide: kept where it first stands, dropped where it stands again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.lines import BLANK, Line

_OFTEN = 3  # times a line stands alone before it is furniture
_EVIDENT = 2  # times are enough for hashtags, addresses and capitals
_LONGEST = 120  # characters
_HASHTAGS = re.compile(r"(?:[#@]\w+[\s,;]*)+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def is_hashtags(text: str) -> bool:
    """Only hashtags or handles."""
    return bool(_HASHTAGS.fullmatch(text))


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], set[int]]:
    """The lines with repetitions blanked, and where those stood: a repeated footer marks the edge of a slide."""
    repeated = _repeated(lines)
    seen: set[str] = set()
    kept: list[Line] = []
    edges: set[int] = set()
    for at, line in enumerate(lines):
        key = _key(line)
        if line.kind == "text" and key in repeated:
            edges.add(at)
        again = line.kind == "text" and key in repeated and key in seen
        kept.append(BLANK if again else line)
        seen.add(key)
    return kept, edges


def _key(line: Line) -> str:
    return line.text.casefold()


def _repeated(lines: Sequence[Line]) -> set[str]:
    """Lines that stand alone again and again, and are not headings of different lists."""
    alone = [at for at, line in enumerate(lines) if line.kind == "text" and _stands_alone(lines, at)]
    times = Counter(_key(lines[at]) for at in alone)
    leading = Counter(_key(lines[at]) for at in alone if _before_list(lines, at))
    return {key for key, count in times.items() if _is_furniture(key, count, leading[key])}


def _is_furniture(key: str, count: int, leading: int) -> bool:
    if len(key) > _LONGEST or key.endswith(":") or leading * 2 > count:
        return False
    evident = bool(_HASHTAGS.fullmatch(key) or _ADDRESS.fullmatch(key))
    return count >= (_EVIDENT if evident else _OFTEN)


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    before = at == 0 or lines[at - 1].kind != "text"
    return before and (at + 1 == len(lines) or lines[at + 1].kind != "text")


def _before_list(lines: Sequence[Line], at: int) -> bool:
    after = next((line for line in lines[at + 1 :] if line.kind not in ("blank", "underline")), None)
    return after is not None and after.kind in ("item", "pipes", "tabs")
