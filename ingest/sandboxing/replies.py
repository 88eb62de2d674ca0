"""What comes back from the child process: frames read with a deadline, unpickled with the fewest types."""

from __future__ import annotations

import io
import os
import pickle
import time
from datetime import date
from importlib import import_module
from multiprocessing.connection import wait

LENGTH = 8  # bytes before each frame
_MOST = 1 << 30  # bytes of one frame; the child's own limits keep it far below
_AT_ONCE = 1 << 20
# What a pickle that is cut off, forged or of other types raises; running out of memory is one of its ways.
_NONSENSE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
)
_MODULES = ("ingest.structure", "vectorstore.records")


class Overdue(Exception):
    """The child has not answered in time."""


class Ended(Exception):
    """The child is gone, or speaks nonsense."""


def receive(descriptor: int, until: float) -> bytes:
    """One frame, complete before ``until`` (monotonic seconds); raises Overdue, Ended."""
    length = int.from_bytes(_exactly(descriptor, LENGTH, until), "big")
    if length > _MOST:
        raise Ended
    return _exactly(descriptor, length, until)


def _exactly(descriptor: int, wanted: int, until: float) -> bytes:
    got = bytearray()
    while len(got) < wanted:
        if not wait([descriptor], max(0.0, until - time.monotonic())):
            raise Overdue
        part = os.read(descriptor, min(wanted - len(got), _AT_ONCE))
        if not part:
            raise Ended
        got += part
    return bytes(got)


def unpickle(frame: bytes) -> tuple[str, object]:
    """(outcome, value) out of a frame; raises Ended where it holds anything but read documents and plain values."""
    try:
        outcome, value = _Unpickler(io.BytesIO(frame)).load()
    except _NONSENSE as error:
        raise Ended from error
    return str(outcome), value


class _Unpickler(pickle.Unpickler):
    """Knows the types of a read document, and no function to be called."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) == ("datetime", "date"):
            return date
        if module in _MODULES:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a document")
