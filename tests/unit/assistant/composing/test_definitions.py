from __future__ import annotations

import pytest

from assistant.composing.definitions import defining
from assistant.composing.units import Unit
from vectorstore.records import Locator, Passage


def unit(text: str) -> Unit:
    return Unit(Passage("p", "d", "s", 0, Locator("slide", "1"), (), text), (0, len(text)), "")


@pytest.mark.parametrize(
    ("question", "line", "defines"),
    [
        ("What is a mandatory class?", "Mandatory class: a receiver must be able to process it.", True),
        ("What is a mandatory class?", "What does the community expect from a mandatory class?", False),
        ("What is a mandatory class?", "Some mandatory class members: people", False),
        ("What is a CSA?", "Coordination and support action, CSA: networks and events.", True),
        ("What is harvesting?", "Harvesting is the aggregation of catalogues.", True),
        ("What is harvesting?", "One important step is harvesting.", False),
        ("What is C2Lab?", "C2LAB: interactive workshops", True),
    ],
)
def test_a_line_defines_the_term_that_it_begins_with(question: str, line: str, defines: bool) -> None:
    assert (defining(question, [unit(line)]) is not None) is defines
