"""A model's opinions in figures: how often it says yes, how far it agrees with itself and with the rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.model_judge.agreement import cohen_kappa, fleiss_kappa, pairwise
from eval.model_judge.opinions import CRITERIA, Opinion, Opinions

__all__ = ["Agreement", "agreement", "as_table", "write"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one criterion: ``n`` answers with every vote cast; each figure None where it could not be measured."""

    criterion: str
    n: int
    yes: float | None
    same_vote: float | None
    fleiss_kappa: float | None
    kappa_with_rules: float | None


def agreement(opinions: Opinions, criterion: str) -> Agreement:
    """The figures of a criterion, over the answers on which every vote was cast; a missing vote is never a no."""
    whole = [each for each in opinions.opinions if None not in each.votes[criterion]]
    votes = [[vote is True for vote in each.votes[criterion]] for each in whole]
    decided = [(each.passed, most) for each in whole if (most := each.majority(criterion)) is not None]
    rules, model = [passed for passed, _ in decided], [most for _, most in decided]
    yes = sum(model) / len(model) if model else None
    return Agreement(criterion, len(whole), yes, pairwise(votes), fleiss_kappa(votes), cohen_kappa(rules, model))


def as_table(opinions: Opinions) -> str:
    """The figures in Markdown, then the answers on which the model and the rules part."""
    return "\n".join((*_figures(opinions), *_parting(opinions), ""))


def write(opinions: Opinions, folder: Path) -> Path:
    """Write ``judge.json`` with every vote and ``judge.md`` into a run's folder; the path of the latter."""
    content = {
        "model": opinions.model,
        "repeats": opinions.repeats,
        "agreement": [asdict(agreement(opinions, criterion)) for criterion in CRITERIA],
        "opinions": [asdict(each) for each in opinions.opinions],
    }
    (folder / "judge.json").write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    report = folder / "judge.md"
    report.write_text(as_table(opinions), "utf-8")
    return report


def _figures(opinions: Opinions) -> Iterator[str]:
    yield f"# Opinion of {opinions.model}, {opinions.repeats} votes on each of {len(opinions.opinions)} answers"
    yield ""
    yield "| criterion | n | yes by majority | votes that agree | Fleiss' kappa | Cohen's kappa with the rules |"
    yield "|---|---|---|---|---|---|"
    for criterion in CRITERIA:
        found = agreement(opinions, criterion)
        shares = " | ".join(map(_written, (found.yes, found.same_vote, found.fleiss_kappa, found.kappa_with_rules)))
        yield f"| {criterion} | {found.n} | {shares} |"


def _parting(opinions: Opinions) -> Iterator[str]:
    apart = [each for each in opinions.opinions if _parts(each)]
    if apart:
        yield from ("", "## Passed by the rules and not by the model, or the other way round", "")
        yield from (f"- {each.question_id}: {'passed' if each.passed else 'failed'} by the rules" for each in apart)


def _parts(opinion: Opinion) -> bool:
    said = [opinion.majority(criterion) for criterion in CRITERIA]
    return None not in said and all(said) != opinion.passed


def _written(figure: float | None) -> str:
    return "n/a" if figure is None else f"{figure:.3f}"
