"""How well the verifier tells faithful sentences from corrupted ones, on sentences made from an index by rule.

The same index gives the same sentences and the same figures.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.verifying import verify
from eval.corruptions import corrupted
from eval.distortions import distorted
from eval.paraphrases import Case, faithful
from vectorstore.catalogue import Catalogue

__all__ = ["Kind", "Verification", "as_table", "measure", "write"]

# The aims: what is corrupted and passes, what is faithful and does not.
MOST_CORRUPTED_PASSED = 0.005
LEAST_FAITHFUL_PASSED = 0.90
# Of one kind no more than this, so that a kind that is easy to make does not drown the others.
MOST_OF_A_KIND = 250


@dataclass(frozen=True, slots=True)
class Kind:
    """Sentences made in one way, and how many of them the verifier let through."""

    kind: str
    made: int
    passed: int


@dataclass(frozen=True, slots=True)
class Verification:
    """The figures of one benchmark."""

    faithful: tuple[Kind, ...]
    corrupted: tuple[Kind, ...]
    misjudged: tuple[tuple[str, str, str], ...]  # kind, sentence, flaws: faithful ones refused, corrupted ones passed

    @property
    def faithful_passed(self) -> float:
        return _share(self.faithful)

    @property
    def corrupted_passed(self) -> float:
        return _share(self.corrupted)

    @property
    def is_met(self) -> bool:
        return self.faithful_passed >= LEAST_FAITHFUL_PASSED and self.corrupted_passed <= MOST_CORRUPTED_PASSED

    def as_json(self) -> dict[str, object]:
        return {
            **asdict(self),
            "faithful_passed": round(self.faithful_passed, 4),
            "corrupted_passed": round(self.corrupted_passed, 4),
        }


def measure(catalogue: Catalogue) -> Verification:
    """Make the sentences, verify each, count."""
    good = _thinned(faithful(catalogue))
    bad = _thinned((*corrupted(catalogue, good), *distorted(good)))
    misjudged: list[tuple[str, str, str]] = []
    return Verification(_judge(good, True, misjudged), _judge(bad, False, misjudged), tuple(misjudged))


def _thinned(cases: Iterable[Case]) -> list[Case]:
    """An even sample of each kind, in order."""
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    return [case for made in by_kind.values() for case in made[:: -(-len(made) // MOST_OF_A_KIND)]]


def _judge(cases: list[Case], is_faithful: bool, misjudged: list[tuple[str, str, str]]) -> tuple[Kind, ...]:
    made, passed = Counter(case.kind for case in cases), Counter[str]()
    for case in cases:
        flaws = verify(case.sentence, case.citations, case.sources)
        passed[case.kind] += not flaws
        if bool(flaws) == is_faithful:
            misjudged.append((case.kind, case.sentence, "; ".join(f"{flaw.kind}: {flaw.words}" for flaw in flaws)))
    return tuple(Kind(kind, made[kind], passed[kind]) for kind in made)


def _share(kinds: tuple[Kind, ...]) -> float:
    return sum(kind.passed for kind in kinds) / max(sum(kind.made for kind in kinds), 1)


def as_table(found: Verification) -> str:
    """The figures in Markdown, for a terminal and a report."""
    lines = ["# Verification of sentences", "", "| made | sentences | let through | share |", "|---|---|---|---|"]
    for name, kinds in (("faithful", found.faithful), ("corrupted", found.corrupted)):
        total = Kind(f"**{name}**", sum(k.made for k in kinds), sum(k.passed for k in kinds))
        lines += [f"| {k.kind} | {k.made} | {k.passed} | {100 * k.passed / k.made:.1f} % |" for k in (total, *kinds)]
    met = "met" if found.is_met else "NOT met"
    aims = f"at least {LEAST_FAITHFUL_PASSED:.0%} of the faithful, at most {MOST_CORRUPTED_PASSED:.1%} of the corrupted"
    return "\n".join([*lines, "", f"Aim ({aims}): {met}."])


def write(found: Verification, folder: Path) -> Path:
    """Write ``verification.json`` and ``verification.md`` with what was misjudged; the path of the latter."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "verification.json").write_text(json.dumps(found.as_json(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    misjudged = [f"- {kind}: {sentence} ({flaws or 'no flaw found'})" for kind, sentence, flaws in found.misjudged]
    report = folder / "verification.md"
    report.write_text("\n".join([as_table(found), "", "## Misjudged", "", *misjudged, ""]), "utf-8")
    return report
