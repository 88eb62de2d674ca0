"""Progress bars on a terminal, silence elsewhere."""

from __future__ import annotations

from types import TracebackType
from typing import TextIO

from tqdm import tqdm


class Bars:
    """One bar for each phase, drawn on a stream only when that is a terminal; call with (phase, done, total)."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tqdm[None] | None = None
        self._phase = ""

    def __enter__(self) -> Bars:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, phase: str, done: int, total: int) -> None:
        if not self._stream.isatty():
            return
        if phase != self._phase or self._bar is None:
            self._close()
            self._bar, self._phase = tqdm(total=total, desc=phase, file=self._stream, leave=False), phase
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
