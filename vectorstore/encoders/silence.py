"""onnxruntime reports its use to its maker, under an id that it keeps in the user's cache, unless it is told not to."""

from __future__ import annotations

import os

__all__ = ["keep_onnxruntime_silent"]


def keep_onnxruntime_silent() -> None:
    """For this process and its children; counts only before the first import of onnxruntime."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
