"""Lines across a PDF page that leave the same gaps blank: what may be a table that no line frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.phrases import Level, Phrase

_SURE = 3  # lines that tell where columns are
_WIDE = 0.6  # of a line's height that a gap has where columns begin
_NARROWEST = 4.0  # points of a gap
_CLOSE = 1.2  # heights of a line; a running header stands further above
_FAR = 3.0  # heights of a line; what lies further below is something else

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Lines from top to bottom and the gaps between their columns, in points from the left."""

    levels: tuple[Level, ...]
    gaps: tuple[Gap, ...]

    def column_of(self, phrase: Phrase) -> int:
        """The column in which a phrase begins."""
        return sum(sum(gap) / 2 < phrase.left for gap in self.gaps)

    def is_crossed(self, phrase: Phrase) -> bool:
        """Does a phrase run over a gap?"""
        return any(phrase.left < start and end < phrase.right for start, end in self.gaps)


def runs(levels: Sequence[Level], least: int) -> Iterator[Run]:
    """The runs with at least so many gaps; a line alone between others, such as the name of a group, is of theirs."""
    run: Run | None = None
    begin = 0
    for at, level in enumerate(levels):
        longer = _over(run, levels[at : at + 2]) or _longer(run, level, least) if run else None
        if run and not longer:
            yield _with_top(run, levels[begin : at - len(run.levels)])
            begin = at
        run = longer or _begun(level, least)
    if run:
        yield _with_top(run, levels[begin : len(levels) - len(run.levels)])


def _begun(level: Level, least: int) -> Run | None:
    wide = _WIDE * level[0].height
    gaps = tuple((a.right, b.left) for a, b in pairwise(level) if b.left - a.right >= wide)
    return Run((level,), gaps) if len(gaps) >= least else None


def _longer(run: Run, level: Level, least: int) -> Run | None:
    """The run with one line more; once sure of its columns, it takes no line that runs over a gap."""
    gaps = _common(run.gaps, level)
    needed = len(run.gaps) if len(run.levels) >= _SURE else least
    return Run((*run.levels, level), gaps) if len(gaps) >= needed and _are_near(run.levels[-1], level) else None


def _over(run: Run, levels: Sequence[Level]) -> Run | None:
    """The run with a single phrase that runs over its gaps, if it goes on below that."""
    if len(levels) < 2 or len(levels[0]) > 1 or len(levels[1]) < 2 or not _are_near(run.levels[-1], levels[0]):
        return None
    crosses, goes_on = (len(_common(run.gaps, level)) for level in levels)
    over = crosses < len(run.gaps) == goes_on and _are_near(*levels)
    return Run((*run.levels, levels[0]), run.gaps) if over else None


def _with_top(run: Run, above: Sequence[Level]) -> Run:
    """With the lines above that have two phrases only, as labels may that leave a column blank."""
    for level in reversed(above):
        gaps = _common(run.gaps, level)
        if len(level) < 2 or len(gaps) < len(run.gaps) or not _are_near(level, run.levels[0]):
            break
        run = Run((level, *run.levels), gaps)
    return run


def with_rest(run: Run, levels: Sequence[Level]) -> Run:
    """With the lines right above it that go on with a row of the page before: within columns, and beginning none."""
    for level in reversed(levels[: levels.index(run.levels[0])]):
        close = run.levels[0][0].top - level[0].bottom <= _CLOSE * level[0].height
        starts = run.column_of(level[0]) == 0 and not level[0].text[:1].islower()
        if starts or not close or len(_common(run.gaps, level)) < len(run.gaps):
            break
        run = Run((level, *run.levels), run.gaps)
    return run


def _are_near(above: Level, below: Level) -> bool:
    return min(each.top for each in below) - max(each.bottom for each in above) <= _FAR * below[0].height


def _common(gaps: Sequence[Gap], level: Level) -> tuple[Gap, ...]:
    """What a line leaves blank of each gap."""
    ends = [float("-inf"), *(end for phrase in level for end in (phrase.left, phrase.right)), float("inf")]
    blanks = list(zip(ends[::2], ends[1::2], strict=True))
    parts = ((max(a, c), min(b, d)) for a, b in gaps for c, d in blanks)
    return tuple((start, end) for start, end in parts if end - start >= _NARROWEST)
