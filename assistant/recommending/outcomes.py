"""What ``matching`` finds of one call, for all calls of a generation at once and without the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.answers import Criterion
from assistant.calls.index import SEAT, CallIndex
from assistant.calls.moments import Flags
from assistant.recommending.wanted import Wanted

_THEME = ("sector", "need")


@dataclass(frozen=True, eq=False)
class Outcomes:
    """One entry for each call, in the order of the index."""

    wanted: Sequence[Wanted]
    index: CallIndex

    @cached_property
    def failed(self) -> Flags:
        """Does some criterion rule the call out?"""
        return self._any(fails for _, fails in self._each.values())

    @cached_property
    def failed_beyond_theme(self) -> Flags:
        """Does one do so that no theme can overrule, such as who may apply?"""
        return self._any(fails for criterion, (_, fails) in self._each.items() if criterion not in _THEME)

    @cached_property
    def only_applicant_fails(self) -> Flags:
        """Is the call of the field or need asked for, and ruled out by nothing but who may apply?"""
        if "applicant" not in self._each:
            return self._none
        others = [fails for criterion, (_, fails) in self._each.items() if criterion != "applicant"]
        of_theme = self._any(passes for criterion, (passes, _) in self._each.items() if criterion in _THEME)
        return of_theme & self._each["applicant"][1] & ~self._any(others)

    @cached_property
    def passed_all(self) -> Flags:
        """Is there something wanted, and does the call pass all of it?"""
        passes = [passes for passes, _ in self._each.values()]
        return np.logical_and.reduce(passes) if passes else self._none

    @cached_property
    def _each(self) -> dict[Criterion, tuple[Flags, Flags]]:
        """For each criterion whether the call passes, and whether it fails."""
        found = {each.criterion: self._of(each) for each in self.wanted}
        if "sector" in found and "need" in found:
            passes, fails = found["need"]
            found["need"] = passes, fails & ~found["sector"][0]
        return found

    def _of(self, wanted: Wanted) -> tuple[Flags, Flags]:
        names, offered = wanted.criterion, self.index.offered
        passes = offered(names, wanted.passing) > 0
        fails = self.index.says(names) & ~passes & ~(offered(names, wanted.near) > 0)
        if wanted.ruling is not None:
            fails &= offered("need", wanted.ruling) > 0
        barred = self._barred_by_seat(wanted)
        return passes & ~barred, fails | barred

    def _barred_by_seat(self, wanted: Wanted) -> Flags:
        """Is the call only for applicants established elsewhere?"""
        if not wanted.homes:
            return self._none
        return self.index.says(SEAT) & ~(self.index.offered(SEAT, wanted.homes) > 0)

    def _any(self, flags: Iterable[Flags]) -> Flags:
        found: Flags = np.logical_or.reduce([self._none, *flags])
        return found

    @property
    def _none(self) -> Flags:
        return np.zeros(len(self.index.calls), dtype=np.bool_)
