"""Load: many clients ask a real server from another process, while its index is rebuilt and switched."""

from __future__ import annotations

from eval.load.clients import Manner
from eval.load.figures import Load
from eval.load.measuring import Plan, measure
from eval.load.report import as_text, write

__all__ = ["Load", "Manner", "Plan", "as_text", "measure", "write"]
