"""Each metric on an example counted by hand."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest

from eval.judged import Judged, judged
from eval.metrics import METRICS, measured
from eval.passages import StoredPassage
from eval.running import Result
from eval.sets import QuestionSet
from tests.unit.eval.answers import answer, card

PASSAGE = StoredPassage("p1", "Notes", "The fund pays EUR 500 until 2 October 2024.", ("Money",))
OTHER = StoredPassage("p2", "Notes", "Clusters meet in Graz.")


def of(raw: dict[str, Any], *found: StoredPassage, seconds: float = 0.02, **question: Any) -> Judged:
    asked = {"id": "A", "question": "x", **question}
    if "turns" in question:
        asked.pop("question")
    question_set = QuestionSet.model_validate({"name": "n", "as_of": "2024-05-15", "questions": [asked]})
    passages = {each.passage_id: each for each in (PASSAGE, OTHER, *found)}
    result = Result(
        question_set.questions[0],
        question_set.as_of,
        "passed",
        (),
        (raw,),
        (seconds,),
        tuple(each.passage_id for each in found),
        passages,
    )
    return judged((result,), question_set)[0]


def value(name: str, *answered: Judged) -> float | None:
    (metric,) = [metric for metric in METRICS if metric.name == name]
    return measured(metric, answered).value


def cited(text: str, quote: str = PASSAGE.text, number: int = 1, **fields: Any) -> dict[str, Any]:
    citation = {"number": 1, "quote": quote, "passage_id": "p1", "start": 0, "end": len(quote), **fields}
    return answer(text, statements=[{"text": text, "citations": [number]}], citations=[citation])


def test_calls_are_judged_where_the_question_names_them() -> None:
    shown = answer(calls=[card("Alpha"), card("Beta"), card("Gamma"), card("Unnamed")])
    each = of(shown, all=["Alpha", "Delta"], first=["Beta"], none=["Gamma"])
    # right: Alpha, Beta; wrong: Gamma; demands: Alpha met, Delta not, one of first met
    assert value("call_precision", each) == pytest.approx(2 / 3)
    assert value("call_recall", each) == pytest.approx(2 / 3)
    assert value("call_f1", each) == pytest.approx(2 / 3)
    assert value("first_is_right", each) == 0.0


def test_a_question_that_names_no_call_has_no_call_figures() -> None:
    each = of(answer(calls=[card("Alpha")]))
    assert [value(name, each) for name in ("call_precision", "call_recall", "first_is_right")] == [None] * 3


def test_a_closed_call_is_told_by_its_dates_and_not_by_its_status() -> None:
    past = card("A", status="open", deadlines=[{"date": "2024-05-14"}])
    today = card("B", status="open", deadlines=[{"date": "2024-05-14"}, {"date": "2024-05-15"}])
    assert value("closed_call_rate", of(answer(calls=[past, today]))) == 0.5


def test_retrieval_ranks_the_facts_of_a_question() -> None:
    each = of(answer(), OTHER, PASSAGE, cite=["Graz", "EUR 500", "nowhere"])
    # ranks 1, 2 and none
    assert value("retrieval_recall@1", each) == pytest.approx(1 / 3)
    assert value("retrieval_recall@5", each) == pytest.approx(2 / 3)
    assert value("retrieval_mrr@10", each) == 1.0
    assert value("retrieval_ndcg@10", each) == pytest.approx((1 + 1 / math.log2(3)) / 3)


@pytest.mark.filterwarnings("ignore")  # of the reference library's own imports
def test_where_each_fact_stands_in_one_passage_retrieval_agrees_with_ir_measures() -> None:
    import ir_measures

    chance = random.Random(3)
    for _ in range(25):
        ranked = [StoredPassage(f"p{n}", "Notes", f"word{n}.") for n in chance.sample(range(20), 20)]
        facts = chance.sample(range(26), chance.randint(1, 5))  # six of them stand nowhere
        each = of(answer(), *ranked, cite=[f"word{n}\\." for n in facts])
        qrels = [ir_measures.Qrel("q", f"p{n}", 1) for n in facts]
        scored = [ir_measures.ScoredDoc("q", passage.passage_id, -float(at)) for at, passage in enumerate(ranked)]
        names = {"R@1": "retrieval_recall@1", "R@5": "retrieval_recall@5", "RR@10": "retrieval_mrr@10"}
        theirs = ir_measures.calc_aggregate([ir_measures.parse_measure(name) for name in names], qrels, scored)
        for measure, found in theirs.items():
            assert value(names[str(measure)], each) == pytest.approx(found), measure


@pytest.mark.filterwarnings("ignore")  # of the reference library's own imports
def test_of_one_fact_in_one_passage_ndcg_agrees_with_ir_measures() -> None:
    import ir_measures

    ranked = [StoredPassage(f"p{n}", "Notes", f"word{n}.") for n in range(12)]
    scored = [ir_measures.ScoredDoc("q", passage.passage_id, -float(at)) for at, passage in enumerate(ranked)]
    for fact in (0, 3, 9, 11):
        qrels = [ir_measures.Qrel("q", f"p{fact}", 1)]
        theirs = ir_measures.calc_aggregate([ir_measures.parse_measure("nDCG@10")], qrels, scored)
        each = of(answer(), *ranked, cite=[f"word{fact}\\."])
        assert value("retrieval_ndcg@10", each) == pytest.approx(next(iter(theirs.values())))


def test_where_every_call_is_judged_their_figures_agree_with_scikit_learn() -> None:
    from sklearn.metrics import precision_recall_fscore_support

    names = [f"Call{letter}" for letter in "ABCDEFGH"]
    chance = random.Random(5)
    for _ in range(25):
        wanted = chance.sample(names, chance.randint(1, 6))
        shown = chance.sample(names, chance.randint(1, 6))
        each = of(answer(calls=[card(name) for name in shown]), all=wanted, none=sorted(set(names) - set(wanted)))
        truth, said = [name in wanted for name in names], [name in shown for name in names]
        precision, recall, f1, _ = precision_recall_fscore_support(truth, said, average="binary", zero_division=0)
        ours = [value(name, each) for name in ("call_precision", "call_recall", "call_f1")]
        assert ours == pytest.approx([precision, recall, f1])


def test_abstaining_agrees_with_scikit_learn() -> None:
    from sklearn.metrics import precision_score, recall_score

    chance = random.Random(11)
    expected, stopped = ([chance.random() < 0.4 for _ in range(60)] for _ in range(2))
    cases = [
        of(answer(status="no_evidence" if stops else "answered"), id=str(n), expect="abstain" if right else "answer")
        for n, (right, stops) in enumerate(zip(expected, stopped, strict=True))
    ]
    assert value("abstention_precision", *cases) == pytest.approx(precision_score(expected, stopped))
    assert value("abstention_recall", *cases) == pytest.approx(recall_score(expected, stopped))
    answerable = [not right for right in expected]
    assert value("false_refusal_rate", *cases) == pytest.approx(recall_score(answerable, stopped))


def test_where_retrieval_was_not_seen_it_has_no_figures() -> None:
    assert value("retrieval_mrr@10", of(answer(), cite=["Graz"])) is None


def test_a_number_without_citation_is_not_valid() -> None:
    assert value("citation_validity", of(cited("x [1]."))) == 1.0
    assert value("citation_validity", of(cited("x [1].", number=2))) == 0.0


def test_a_quote_that_is_moved_or_changed_is_not_verbatim() -> None:
    assert value("quote_fidelity", of(cited("x"))) == 1.0
    assert value("quote_fidelity", of(cited("x", start=1))) == 0.0
    assert value("quote_fidelity", of(cited("x", quote="The fund pays EUR 900"))) == 0.0


def test_support_and_facts_are_checked_against_what_is_cited() -> None:
    right, wrong = cited("The fund pays EUR 500 until 2 October 2024 [1]."), cited("The fund pays EUR 900 [1].")
    assert value("citation_recall", of(right)) == 1.0
    assert value("citation_precision", of(right)) == 1.0
    assert value("fact_support", of(right)) == 1.0
    assert value("citation_recall", of(wrong)) == 0.0
    assert value("fact_support", of(wrong)) == 0.0


def test_a_citation_that_adds_nothing_lowers_precision_only() -> None:
    raw = cited("The fund pays EUR 500 [1][2].")
    raw["statements"][0]["citations"] = [1, 2]
    raw["citations"].append({"number": 2, "quote": OTHER.text, "passage_id": "p2", "start": 0, "end": len(OTHER.text)})
    assert value("citation_recall", of(raw)) == 1.0
    assert value("citation_precision", of(raw)) == 0.5


def test_statements_without_a_citation_are_counted() -> None:
    raw = cited("One [1].")
    raw["statements"].append({"text": "Two.", "citations": []})
    assert value("uncited_rate", of(raw)) == 0.5


def test_abstentions_are_told_from_refusals() -> None:
    stopped, spoke = answer(status="no_evidence"), answer()
    cases = [
        of(stopped, id="a", expect="abstain"),
        of(spoke, id="b", expect="abstain"),
        of(stopped, id="c"),
        of(spoke, id="d"),
        of(spoke, id="e"),
    ]
    assert value("abstention_precision", *cases) == 0.5
    assert value("abstention_recall", *cases) == 0.5
    assert value("false_answer_rate", *cases) == 0.5
    assert value("false_refusal_rate", *cases) == pytest.approx(1 / 3)
    assert value("coverage", *cases) == pytest.approx(3 / 5)


def test_follow_ups_language_and_length() -> None:
    each = of(answer("Zwei Worte [1].", language="de"), turns=["a", "b"], language="de-AT")
    assert value("follow_up_success", each) == 1.0
    assert value("language_match", each) == 1.0
    assert value("length", each) == 3.0  # the full stop behind the marker is left standing
    assert value("follow_up_success", of(answer())) is None


def test_latency_is_a_percentile_and_tokens_a_sum() -> None:
    used = answer(usage={"input_tokens": 10, "output_tokens": 5, "cost_eur": 0.25}, timings_ms={"retrieve": 4.0})
    cases = [of(used, id=str(n), seconds=n / 1000) for n in (1, 2, 3, 4)]
    assert value("latency_wall_p50", *cases) == pytest.approx(2.0)
    assert value("latency_wall_p95", *cases) == pytest.approx(4.0)
    assert value("latency_retrieve_p50", *cases) == 4.0
    assert value("tokens", *cases) == 60
    assert value("cost_eur", *cases) == 1.0
