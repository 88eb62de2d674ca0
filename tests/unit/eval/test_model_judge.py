from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.answers import Usage
from assistant.generating.completions import CompletionFailed, Message
from assistant.streaming import Stop
from eval.asking import Source
from eval.commands import evaluate
from eval.folder import RunFolder
from eval.model_judge.agreement import cohen_kappa, fleiss_kappa, pairwise
from eval.model_judge.opinions import Opinion, ask_opinions
from eval.model_judge.report import agreement, as_table
from eval.passages import StoredPassage
from eval.running import run
from eval.sets import QuestionSet
from tests.openai_server import OpenAiServer, speaking
from tests.unit.eval.answers import answer

SET = QuestionSet.model_validate(
    {"name": "n", "as_of": "2024-05-15", "questions": [{"id": "A", "question": "a"}, {"id": "B", "question": "b"}]}
)
PASSAGES = {name: StoredPassage(name, "Notes", f"text of {name}") for name in "pqr"}
FINISHED = run(SET, Source(lambda q: answer(f"said {q.question}"), PASSAGES.get, lambda _: tuple(PASSAGES)))


class Scripted:
    """Says one thing after another, and remembers what it was asked."""

    name = "scripted"

    def __init__(self, *said: str | None) -> None:
        self._said = iter(said)
        self.asked: list[str] = []

    def stream(self, messages: Sequence[Message], stop: Stop) -> Generator[str, None, Usage | None]:  # noqa: ARG002
        self.asked.append(messages[-1].text)
        said = next(self._said)
        if said is None:
            raise CompletionFailed("not in time")
        yield said
        return None


def test_every_vote_is_read_and_one_that_did_not_come_is_none() -> None:
    yes, no = "SUPPORTED: yes\nANSWERS: yes", "**Supported:** no\nANSWERS: no"
    found = ask_opinions(FINISHED, Scripted(yes, no, None, yes, "I think so.", yes), 3).opinions
    assert [each.votes["supported"] for each in found] == [(True, False, None), (True, None, True)]
    assert [each.majority("answers") for each in found] == [None, True]


def test_each_repeat_sees_question_day_answer_and_the_passages_in_another_order() -> None:
    model = Scripted(*["SUPPORTED: yes\nANSWERS: yes"] * 6)
    ask_opinions(FINISHED, model, 3)
    assert all(words in model.asked[0] for words in ("2024-05-15", "said a", "text of p", "text of q"))
    assert len(set(model.asked[:3])) > 1


def test_agreement_by_hand() -> None:
    votes = [(True, True, True), (True, True, False)]
    # pairs: 3 of 3 and 1 of 3 agree; 5 of 6 votes are yes
    assert pairwise(votes) == pytest.approx(4 / 6)
    assert fleiss_kappa(votes) == pytest.approx((4 / 6 - 26 / 36) / (1 - 26 / 36))
    assert fleiss_kappa([(True, True)]) is None
    assert pairwise([]) is None


def test_fleiss_kappa_of_two_votes_agrees_with_scotts_pi_and_cohens_with_scikit_learn() -> None:
    from sklearn.metrics import cohen_kappa_score

    first = [True, True, False, True, False, False, True, False, True, True]
    second = [True, False, False, True, True, False, True, False, True, False]
    assert cohen_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second))
    both = first + second  # Scott's pi is Cohen's kappa with the raters' votes pooled
    pooled = sum(both) / len(both)
    chance = pooled**2 + (1 - pooled) ** 2
    assert fleiss_kappa(list(zip(first, second, strict=True))) == pytest.approx((0.7 - chance) / (1 - chance))


def test_a_missing_vote_is_never_a_no() -> None:
    found = ask_opinions(FINISHED, Scripted(*["SUPPORTED: yes\nANSWERS: yes"] * 5, None), 3)
    figures = agreement(found, "supported")
    assert (figures.n, figures.yes, figures.same_vote) == (1, 1.0, 1.0)


def test_where_model_and_rules_part_is_named() -> None:
    found = ask_opinions(
        FINISHED, Scripted(*["SUPPORTED: no\nANSWERS: yes"] * 3, *["SUPPORTED: yes\nANSWERS: yes"] * 3), 3
    )
    assert [line for line in as_table(found).splitlines() if line.startswith("- ")] == ["- A: passed by the rules"]


def test_a_tie_is_no_majority() -> None:
    assert Opinion("A", True, {"answers": (True, False)}).majority("answers") is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    into = RunFolder.create(tmp_path / "run", SET, {}, {})
    for result in FINISHED.results:
        into.add(result)
    return into.path


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    made = OpenAiServer()
    yield made
    made.close()


def test_a_stored_run_is_judged_by_the_configured_model(
    folder: Path, server: OpenAiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script = speaking("SUPPORTED: yes\nANSWERS: no")
    monkeypatch.setenv("EUCLUSTERS_MODEL__NAME", "m")
    monkeypatch.setenv("EUCLUSTERS_MODEL__BASE_URL", server.url)
    result = CliRunner().invoke(evaluate, ["judge", str(folder)])
    assert result.exit_code == 0, result.output
    judged = json.loads((folder / "judge.json").read_text("utf-8"))
    assert judged["opinions"][0]["votes"] == {"supported": [True] * 3, "answers": [False] * 3}
    assert len(server.requests) == 6
    assert "| supported | 2 | 1.000 | 1.000 | n/a |" in result.output


def test_without_a_model_nothing_is_sent_and_the_setting_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EUCLUSTERS_MODEL__NAME", raising=False)
    result = CliRunner().invoke(evaluate, ["judge", str(folder)])
    assert result.exit_code == 2
    assert "EUCLUSTERS_MODEL__NAME" in result.output


def test_fewer_than_three_votes_are_refused(folder: Path) -> None:
    assert CliRunner().invoke(evaluate, ["judge", str(folder), "--repeats", "2"]).exit_code == 2
