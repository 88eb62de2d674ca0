"""``euclusters eval growth``: an index of many passages: building, size, speed, recall."""

from eval.growth.measuring import Grown, grow
from eval.growth.report import as_table, write

__all__ = ["Grown", "as_table", "grow", "write"]
