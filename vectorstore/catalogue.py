"""Documents, sections, passages, calls and vectors in SQL: the durable truth of one generation, read side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, Table, create_engine, func, inspect, select, text

from vectorstore import tables
from vectorstore.records import Audience, Call, Document, Passage, Section
from vectorstore.remembering import Remembered
from vectorstore.rows import Row, call_of, document_of, passage_of, section_of

FILE = "catalogue.sqlite"
_PAGE = 2000  # rows fetched at once when all are read
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each kind a generation holds."""

    documents: int
    sections: int
    passages: int
    calls: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a file since it was last read."""

    digest: str
    reading: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that could not be read as it was then, and why."""

    source: str
    state: SourceState
    reason: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A document and the file, and the record in it, that it was read from."""

    source: str
    key: str
    document_id: str


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture of the generation; its file is named by the digest."""

    digest: str
    media_type: str
    width: int
    height: int


def text_digest(embedding_text: str) -> str:
    """The key under which the vector of a text is kept."""
    return hashlib.blake2b(embedding_text.encode(), digest_size=16).hexdigest()


class Catalogue:
    """Reads one catalogue file, which nobody writes any more; safe for many threads."""

    def __init__(self, path: Path, audience: Audience = "staff") -> None:
        if not path.is_file():
            raise FileNotFoundError(f"{path.name} is missing")
        # The file never changes: SQLite may then do without locks and without files beside it.
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1&uri=true"
        self._engine = create_engine(f"sqlite:///{address}", pool_size=8, max_overflow=-1)
        self._audience = audience
        self._documents = Remembered(self._read_documents)  # nothing read here ever changes
        self._passages = Remembered(self._read_passages)

    def close(self) -> None:
        self._engine.dispose()

    def documents(self) -> tuple[Document, ...]:
        table = tables.documents
        found = self._all(select(table).order_by(table.c.title, table.c.document_id), document_of)
        return tuple(document for document in found if document.document_id not in self._hidden)

    def document(self, document_id: str) -> Document | None:
        return self._documents.one(document_id)

    def _read_documents(self, document_ids: Sequence[str]) -> dict[str, Document]:
        rows = self._rows(_DOCUMENTS, among=document_ids)
        return {row["document_id"]: document_of(row) for row in rows if row["document_id"] not in self._hidden}

    def sections(self, document_id: str) -> tuple[Section, ...]:
        """The sections of a document in their order; empty for an unknown document."""
        return self._of_document(tables.sections, document_id, section_of)

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in their order; empty for an unknown document."""
        return self._of_document(tables.passages, document_id, passage_of)

    def around(self, passage: Passage, reach: int) -> tuple[Passage, ...]:
        """A passage and those of its document up to ``reach`` places before and after it, in their order."""
        table, place = tables.passages, tables.passages.c.position
        near = place.between(passage.position - reach, passage.position + reach)
        wanted = select(table).where(table.c.document_id == passage.document_id, near)
        return self._all(wanted.order_by(place), passage_of)

    def passage(self, passage_id: str) -> Passage | None:
        return self._passages.one(passage_id)

    def passages_by_id(self, passage_ids: Iterable[str]) -> dict[str, Passage]:
        """Those of the passages asked for that exist; their documents are read along, for whoever cites them."""
        found = self._passages.many(passage_ids)
        self._documents.many(passage.document_id for passage in found.values())
        return found

    def _read_passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        rows = self._rows(_PASSAGES, among=passage_ids)
        return {row["passage_id"]: passage_of(row) for row in rows if row["document_id"] not in self._hidden}

    def all_passages(self) -> Iterator[Passage]:
        """Every passage, document by document, read a page at a time."""
        table = tables.passages
        for row in self._stream(select(table).order_by(table.c.document_id, table.c.position)):
            if row["document_id"] not in self._hidden:
                yield passage_of(row)

    def neighbours(self, passage_id: str) -> tuple[str | None, str | None]:
        """The passages before and after this one in its document."""
        found = self.passage(passage_id)
        return (None, None) if found is None else (self._next(found, -1), self._next(found, 1))

    def calls(self) -> tuple[Call, ...]:
        """Every call once, merged from all its sources."""
        found = self._all(self._of_calls(tables.calls).order_by(tables.calls.c.position), call_of)
        return tuple(call for call in found if call.document_id not in self._hidden)

    def call(self, call_id: str) -> Call | None:
        rows = self._rows(self._of_calls(tables.calls).where(tables.calls.c.call_id == call_id))
        found = call_of(rows[0]) if rows else None
        return None if found is None or found.document_id in self._hidden else found

    def stated_calls(self) -> tuple[Call, ...]:
        """The calls as each document states them, before merging."""
        table = tables.stated_calls
        return self._all(self._of_calls(table).order_by(table.c.document_id, table.c.position), call_of)

    def stated_calls_of(self, document_ids: Iterable[str]) -> tuple[Call, ...]:
        """The same of some documents."""
        table = tables.stated_calls
        wanted = self._of_calls(table).where(tables.among(table.c.document_id))
        return tuple(map(call_of, self._rows(wanted.order_by(table.c.position), among=document_ids)))

    def documents_by_id(self, document_ids: Iterable[str]) -> dict[str, Document]:
        """Those of the documents asked for that exist."""
        return self._documents.many(document_ids)

    def _of_calls(self, table: Table) -> Select[Any]:
        """A generation made by an earlier version may lack a column."""
        held = {column["name"] for column in inspect(self._engine).get_columns(table.name)}
        return select(*(column for column in table.c if column.name in held))

    def counts(self) -> Counts:
        if self._hidden:
            documents = self.documents()
            sections = sum(len(self.sections(document.document_id)) for document in documents)
            return Counts(len(documents), sections, sum(1 for _ in self.all_passages()), len(self.calls()))
        counted = (tables.documents, tables.sections, tables.passages, tables.calls)
        with self._engine.connect() as connection:
            return Counts(*(connection.scalar(select(func.count()).select_from(table)) or 0 for table in counted))

    def sources(self) -> dict[str, SourceState]:
        """Every file that this catalogue was read from, by absolute path."""
        rows = self._rows(select(tables.sources))
        return {row["source"]: SourceState(row["digest"], row["reading"]) for row in rows}

    def source_links(self) -> tuple[SourceLink, ...]:
        table = tables.source_documents
        return self._all(select(table.c.source, table.c.key, table.c.document_id), lambda row: SourceLink(**row))

    def texts(self) -> dict[str, str]:
        """The text digest of every passage, by passage id."""
        table = tables.passages
        return {row["passage_id"]: row["text_digest"] for row in self._stream(_digests(table))}

    def texts_found(self, digests: Iterable[str], passage_ids: Iterable[str]) -> dict[str, str]:
        """The text digests of the passages that have one of these texts or one of these ids, by passage id."""
        wanted = {"digests": json.dumps(list(digests)), "ids": json.dumps(list(passage_ids))}
        with self._engine.connect() as connection:
            rows = connection.execute(_FOUND, wanted).all()
        return {row.passage_id: row.text_digest for row in rows if row.document_id not in self._hidden}

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """The documents that this reader must not see."""
        if self._audience == "staff":
            return frozenset()
        table = tables.documents
        rows = self._rows(select(table.c.document_id).where(table.c.audience != self._audience))
        return frozenset(row["document_id"] for row in rows)

    def rejections(self) -> tuple[Rejected, ...]:
        """The files that could not be read when this generation was built."""
        if not self._holds(tables.rejections):
            return ()
        rows = self._rows(select(tables.rejections).order_by(tables.rejections.c.source))
        return tuple(Rejected(r["source"], SourceState(r["digest"], r["reading"]), r["reason"]) for r in rows)

    def picture(self, passage_id: str) -> StoredPicture | None:
        """The picture of the slide or page that a passage stands on."""
        passage = self.passage(passage_id)
        if passage is None or not self._holds_pictures:
            return None
        table, locator = tables.pictures, passage.locator
        here = (table.c.locator_kind == locator.kind, table.c.locator_value == locator.value)
        rows = self._rows(select(*_PICTURE).where(table.c.document_id == passage.document_id, *here))
        return StoredPicture(**rows[0]) if rows else None

    def pictures(self) -> frozenset[str]:
        """The digests of all pictures, whoever may see them."""
        found = self._rows(select(tables.pictures.c.digest)) if self._holds_pictures else ()
        return frozenset(row["digest"] for row in found)

    @cached_property
    def _holds_pictures(self) -> bool:
        return self._holds(tables.pictures)

    def _holds(self, table: Table) -> bool:
        """A generation made by an earlier version may lack a table."""
        return inspect(self._engine).has_table(table.name)

    def vectors(self, digests: Iterable[str], embedder_digest: str) -> dict[str, NDArray[np.float32]]:
        """The stored vectors of these texts, by text digest; texts without one are left out."""
        rows = self._rows(_VECTORS.where(tables.vectors.c.embedder_digest == embedder_digest), among=digests)
        return {row["text_digest"]: np.frombuffer(row["vector"], dtype="<f4") for row in rows}

    def problems(self) -> list[str]:
        """What SQLite itself finds wrong with the file."""
        with self._engine.connect() as connection:
            found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
            orphans = [f"a row of {row[0]} refers to nothing" for row in connection.execute(text(_FOREIGN_KEYS))]
        return [f"the catalogue is damaged: {problem}" for problem in found] + orphans

    def _next(self, passage: Passage, direction: int) -> str | None:
        table = tables.passages
        place = table.c.position
        beyond = place > passage.position if direction > 0 else place < passage.position
        nearest = select(table.c.passage_id).where(table.c.document_id == passage.document_id, beyond)
        rows = self._rows(nearest.order_by(place if direction > 0 else place.desc()).limit(1))
        return str(rows[0]["passage_id"]) if rows else None

    def _of_document(self, table: Table, document_id: str, make: Callable[[Row], _T]) -> tuple[_T, ...]:
        if document_id in self._hidden:
            return ()
        wanted = select(table).where(table.c.document_id == document_id)
        return self._all(wanted.order_by(table.c.position), make)

    def _all(self, statement: Select[Any], make: Callable[[Row], _T]) -> tuple[_T, ...]:
        return tuple(make(row) for row in self._rows(statement))

    def _rows(self, statement: Select[Any], among: Iterable[str] = ()) -> Sequence[Row]:
        with self._engine.connect() as connection:
            return connection.execute(statement, tables.values(among)).mappings().all()

    def _stream(self, statement: Select[Any]) -> Iterator[Row]:
        with self._engine.connect() as connection:
            yield from connection.execution_options(yield_per=_PAGE).execute(statement).mappings()


_PICTURE = [tables.pictures.c[field.name] for field in fields(StoredPicture)]
_DOCUMENTS = select(tables.documents).where(tables.among(tables.documents.c.document_id))
_PASSAGES = select(tables.passages).where(tables.among(tables.passages.c.passage_id))
_VECTORS = select(tables.vectors).where(tables.among(tables.vectors.c.text_digest))
# Lists as JSON, so that the statement is the same for every question; two index look-ups, never a scan.
_FOUND = text(
    "SELECT passage_id, document_id, text_digest FROM passages "
    "WHERE text_digest IN (SELECT value FROM json_each(:digests)) "
    "UNION SELECT passage_id, document_id, text_digest FROM passages "
    "WHERE passage_id IN (SELECT value FROM json_each(:ids))"
)
_FOREIGN_KEYS = "PRAGMA foreign_key_check"


def _digests(table: Table) -> Select[Any]:
    return select(table.c.passage_id, table.c.document_id, table.c.text_digest)
