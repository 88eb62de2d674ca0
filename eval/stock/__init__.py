"""Stock pipelines to compare with. Each ``stock_*.py`` is a script for an environment of its own (requirements.txt)."""
