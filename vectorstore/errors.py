"""What can be wrong with a store.

StoreError
├── StoreEmpty           no generation yet
├── StoreLocked          another process is writing
├── StoreUnwritable      the folder, or the disk, refuses what is written
├── StoreTooNew          written by a later version of this program
├── StoreTooOld          written by an earlier one; the next ingest brings it up to date
├── StoreCorrupt         files are missing, damaged or not ours
├── WrongEmbedder        made with another embedding model
├── NoSuchGeneration     a generation id that is not in the store
├── NoSuchDocument       a document id that is not in the current generation
├── BackupRefused        an archive that is no whole backup of a store
├── VerificationFailed   a generation does not hold what it should
├── EmbedderUnavailable  the embedding model cannot be found or used
└── RerankerUnavailable  nor the reranker
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "BackupRefused",
    "EmbedderUnavailable",
    "NoSuchDocument",
    "NoSuchGeneration",
    "RerankerUnavailable",
    "StoreCorrupt",
    "StoreEmpty",
    "StoreError",
    "StoreLocked",
    "StoreTooNew",
    "StoreTooOld",
    "StoreUnwritable",
    "VerificationFailed",
    "WrongEmbedder",
    "one_line",
]

_SHOWN = 5


class StoreError(Exception):
    """Root of the store's errors; the message says what was wrong, where, and what to do."""


class StoreEmpty(StoreError):
    """Nothing has been indexed yet."""

    def __init__(self, store: object) -> None:
        super().__init__(f"The store {store} holds no index yet: run `euclusters ingest PATH...` first.")


class StoreLocked(StoreError):
    """One writer at a time."""

    def __init__(self, store: object, holder: str) -> None:
        by = f" (process {holder})" if holder else ""
        super().__init__(f"Another ingest is writing to the store {store}{by}: wait until it is done, then try again.")


class StoreUnwritable(StoreError):
    """The operating system refused a write; the index is as it was."""

    def __init__(self, store: object, reason: object) -> None:
        super().__init__(f"The store {store} cannot be written: {reason}. The index is as it was.")


class StoreTooNew(StoreError):
    """Made by a later version of this program."""

    def __init__(self, where: object, found: int, known: int) -> None:
        super().__init__(
            f"The index {where} has format {found}, this program knows formats up to {known}: "
            "use the newer version of the program, or another store."
        )


class StoreTooOld(StoreError):
    """Made by an earlier version of this program."""

    def __init__(self, where: object, found: int, known: int) -> None:
        super().__init__(
            f"The index {where} has format {found}, this program reads format {known}: run `euclusters ingest` on the "
            "same paths once more; nothing that has not changed is embedded again."
        )


class StoreCorrupt(StoreError):
    """Files are missing, damaged or not ours."""

    def __init__(self, where: object, reason: object) -> None:
        super().__init__(
            f"The index {where} is damaged: {reason}. Go back with `euclusters index rollback`, "
            "or build it anew with `euclusters ingest PATH... --replace`."
        )


class WrongEmbedder(StoreError):
    """Vectors of different models cannot be compared."""

    def __init__(self, where: object, made_with: str, given: str) -> None:
        super().__init__(
            f"The index {where} was made with the embedder {made_with}, not with {given}: "
            "set EUCLUSTERS_EMBEDDER back to it, or build the index anew with `euclusters ingest PATH... --replace`."
        )


class NoSuchGeneration(StoreError):
    """There is no such generation to open or go back to."""


class NoSuchDocument(StoreError):
    """There is no such document in the current generation."""

    def __init__(self, store: object, document_id: str) -> None:
        super().__init__(
            f"There is no document {document_id!r} in the index {store}: nothing was deleted. "
            "A citation gives the id of its document, and /api/documents those of all."
        )


class BackupRefused(StoreError):
    """An archive that is no whole backup of a store; the index is as it was."""

    def __init__(self, file: object, reason: object) -> None:
        super().__init__(f"The backup {file} cannot be restored: {reason}. The index is as it was.")


class VerificationFailed(StoreError):
    """A generation does not hold what it should; ``problems`` are sentences without a full stop."""

    def __init__(self, generation_id: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        super().__init__(f"Generation {generation_id} failed verification: {'; '.join(problems[:_SHOWN])}{more}.")


class EmbedderUnavailable(StoreError):
    """The embedding model cannot be found or used."""


class RerankerUnavailable(StoreError):
    """The reranker cannot be found or used."""


def one_line(error: BaseException) -> str:
    """What another library says, without line breaks and its full stop, to stand within a sentence."""
    return " ".join(str(error).split()).rstrip(".")
