"""An optional second opinion on a run: a configured language model says several times what it thinks of each answer.

It never decides whether a question passed. What it is worth is told beside it: how far it agrees with itself and with
the verdicts by rule.
"""

from __future__ import annotations

from eval.model_judge.opinions import CRITERIA, Opinion, Opinions, ask_opinions
from eval.model_judge.report import as_table, write

__all__ = ["CRITERIA", "Opinion", "Opinions", "as_table", "ask_opinions", "write"]
