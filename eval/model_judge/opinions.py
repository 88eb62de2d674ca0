"""A model asked several times about each answer of a run."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import prompts
from eval.running import Result, Run

if TYPE_CHECKING:
    from assistant.generating.completions import Completer

__all__ = ["CRITERIA", "Opinion", "Opinions", "ask_opinions"]

CRITERIA = ("supported", "answers")
SHOWN = 12  # passages: those cited, then the best found

Votes = tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """The votes on one answer by criterion; None for a vote that did not come, or was no vote."""

    question_id: str
    passed: bool
    votes: Mapping[str, Votes]

    def majority(self, criterion: str) -> bool | None:
        """What most votes say; None for a tie, or where none came."""
        cast = [vote for vote in self.votes[criterion] if vote is not None]
        return None if 2 * sum(cast) == len(cast) else 2 * sum(cast) > len(cast)


@dataclass(frozen=True, slots=True)
class Opinions:
    """What a model thinks of every answer of a run, in the run's order."""

    model: str
    repeats: int
    opinions: tuple[Opinion, ...]


def ask_opinions(
    run: Run, completer: Completer, repeats: int, jobs: int = 1, done: Callable[[], object] = lambda: None
) -> Opinions:
    """Ask about each answer ``repeats`` times, the passages in another order each time.

    At temperature 0 a model would repeat itself word by word; in another order it shows how firm its opinion is.
    """

    def one(result: Result) -> Opinion:
        votes = [_vote(result, completer, turn) for turn in range(repeats)]
        done()
        by_criterion = {name: tuple(vote[name] for vote in votes) for name in CRITERIA}
        return Opinion(result.question.id, result.outcome == "passed", by_criterion)

    with ThreadPoolExecutor(jobs, "opinion") as pool:
        opinions = tuple(pool.map(one, (result for result in run.results if result.shown)))
    return Opinions(completer.name, repeats, opinions)


def _vote(result: Result, completer: Completer, turn: int) -> dict[str, bool | None]:
    from assistant.generating.completions import CompletionFailed, Message
    from assistant.streaming import Stop

    messages = (Message("system", prompts.load("judge")), Message("user", _case(result, turn)))
    try:
        said = "".join(completer.stream(messages, Stop()))
    except CompletionFailed:
        said = ""
    return {name: _read(said, name) for name in CRITERIA}


def _case(result: Result, turn: int) -> str:
    return prompts.load(
        "judge_answer",
        day=str(result.as_of or result.shown.get("as_of", "an unknown day")),
        question="\n".join(result.question.asked),
        passages="\n\n".join(_passages(result, turn)) or "None.",
        answer=str(result.shown.get("text", "")),
    )


def _passages(result: Result, turn: int) -> list[str]:
    shown = [passage.shown for passage in list(result.passages.values())[:SHOWN]]
    random.Random(turn).shuffle(shown)
    return shown


def _read(said: str, criterion: str) -> bool | None:
    found = re.search(rf"^\W*{criterion}\W+(yes|no)\b", said, re.IGNORECASE | re.MULTILINE)
    return found[1].casefold() == "yes" if found else None
