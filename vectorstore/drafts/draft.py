"""The catalogue of a generation that is being built: the parent's rows with the difference applied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    bindparam,
    create_engine,
    delete,
    event,
    exists,
    insert,
    inspect,
    select,
    text,
    update,
)

from vectorstore import tables
from vectorstore.catalogue import Rejected, SourceLink, text_digest
from vectorstore.drafts.picture_draft import PictureDraft
from vectorstore.records import Call, Document, Passage, Section
from vectorstore.rows import Row, call_of, call_row, document_of, document_row, passage_of, passage_row, section_row


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """One document with all that belongs to it; ``key`` tells the records of one file apart."""

    key: str
    document: Document
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceContent:
    """One file as read: its absolute path, the digest of its bytes, the version of the reading, its documents."""

    source: str
    digest: str
    reading: str
    documents: tuple[DocumentContent, ...]


@dataclass(frozen=True, slots=True)
class MergedCalls:
    """Every call once, and which call each passage, or each whole document, speaks of."""

    calls: Sequence[Call]
    of_passage: Mapping[str, str]
    of_document: Mapping[str, str]


MergeCalls = Callable[[Sequence[Call], Sequence[Document]], MergedCalls]


class CatalogueDraft:
    """Written by one thread; nothing else reads it before ``finish``."""

    def __init__(self, path: Path, parent: Path | None) -> None:
        if parent is not None:
            shutil.copyfile(parent, path)
        self._engine = _engine(path)
        self.pictures = PictureDraft(self._engine, path.parent)
        tables.metadata.create_all(self._engine)
        _add_columns(self._engine)

    def close(self) -> None:
        self._engine.dispose()

    def put(self, content: SourceContent) -> None:
        """Replace all that was read from a file by what it holds now.

        A document that several files hold is described as the first of them, by path, describes it.
        """
        with self._engine.begin() as connection:
            _forget(connection, content.source)
            connection.execute(
                insert(tables.sources),
                {"source": content.source, "digest": content.digest, "reading": content.reading},
            )
            held = _held_before(connection, content)
            for item in {item.document.document_id: item for item in content.documents}.values():
                if item.document.document_id not in held:
                    _put_document(connection, item)
            _insert(connection, tables.source_documents, [_link(content.source, item) for item in content.documents])

    def remove(self, source: str) -> None:
        """Forget a file; its documents go unless another file holds them too."""
        with self._engine.begin() as connection:
            _forget(connection, source)

    def reject(self, rejected: Rejected) -> None:
        """Remember that a file could not be read, and why."""
        state = {"digest": rejected.state.digest, "reading": rejected.state.reading}
        with self._engine.begin() as connection:
            _readmit(connection, rejected.source)
            connection.execute(
                insert(tables.rejections), {"source": rejected.source, **state, "reason": rejected.reason}
            )

    def readmit(self, source: str) -> None:
        """Forget that a file could not be read."""
        with self._engine.begin() as connection:
            _readmit(connection, source)

    def forget_document(self, document_id: str) -> tuple[SourceLink, ...]:
        """Forget one document, whichever files hold it; gives those, which count as changed from now on."""
        table = tables.source_documents
        held = select(table.c.source, table.c.key, table.c.document_id).where(table.c.document_id == document_id)
        with self._engine.begin() as connection:
            links = tuple(SourceLink(**row) for row in _rows(connection, held.order_by(table.c.source)))
            connection.execute(delete(table).where(table.c.document_id == document_id))
            _mark_unread(connection, [link.source for link in links])
        return links

    def settle(self, merge: MergeCalls) -> None:
        """Drop what no file holds any more and merge the calls of all documents anew."""
        with self._engine.begin() as connection:
            _drop_orphans(connection)
            _name_after_remaining_file(connection)
            _put_calls(connection, merge(_stated_calls(connection), _documents(connection)))

    def texts_without_vector(self, embedder_digest: str) -> dict[str, str]:
        """The embedding texts that this embedder has not seen yet, by text digest."""
        vectors, passages = tables.vectors, tables.passages
        known = exists().where(
            vectors.c.text_digest == passages.c.text_digest, vectors.c.embedder_digest == embedder_digest
        )
        with self._engine.connect() as connection:
            found = _rows(connection, select(passages).where(~known))
            return {row["text_digest"]: passage_of(row).embedding_text for row in found}

    def unseen(self, texts: Mapping[str, str], embedder_digest: str) -> dict[str, str]:
        """Those of these texts, by digest, that have no vector yet."""
        digest = tables.vectors.c.text_digest
        stored = select(digest).where(tables.vectors.c.embedder_digest == embedder_digest, tables.among(digest))
        with self._engine.connect() as connection:
            known = set(connection.scalars(stored, tables.values(texts)))
        return {digest: text for digest, text in texts.items() if digest not in known}

    def add_vectors(self, digests: Sequence[str], vectors: Iterable[NDArray[np.float32]], embedder_digest: str) -> None:
        """Store vectors in the order of the text digests."""
        rows = [
            {"text_digest": digest, "embedder_digest": embedder_digest, "vector": vector.astype("<f4").tobytes()}
            for digest, vector in zip(digests, vectors, strict=True)
        ]
        with self._engine.begin() as connection:
            _insert(connection, tables.vectors, rows)

    def finish(self, embedder_digest: str) -> None:
        """Drop vectors of texts that are gone and give their space back: what is erased is in no file."""
        vectors = tables.vectors
        used = exists().where(tables.passages.c.text_digest == vectors.c.text_digest)
        with self._engine.begin() as connection:
            connection.execute(delete(vectors).where(~used | (vectors.c.embedder_digest != embedder_digest)))
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
        self.close()


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _hurry(connection: Any, _record: object) -> None:
        # A draft that is interrupted is thrown away whole, so SQLite need not guard it against that.
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("PRAGMA secure_delete=ON")

    return engine


def _add_columns(engine: Engine) -> None:
    """Those that the catalogue of an earlier version lacks."""
    with engine.begin() as connection:
        for table in (tables.stated_calls, tables.calls):
            held = {column["name"] for column in inspect(connection).get_columns(table.name)}
            for column in table.c:
                if column.name not in held:
                    connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {column.name} TEXT"))


def _link(source: str, item: DocumentContent) -> dict[str, str]:
    return {
        "source": source,
        "key": item.key,
        "document_id": item.document.document_id,
        "file_name": item.document.file_name,
    }


def _readmit(connection: Connection, source: str) -> None:
    connection.execute(delete(tables.rejections).where(tables.rejections.c.source == source))


def _forget(connection: Connection, source: str) -> None:
    _readmit(connection, source)
    for table in (tables.source_documents, tables.sources):
        connection.execute(delete(table).where(table.c.source == source))


def _held_before(connection: Connection, content: SourceContent) -> set[str]:
    """Which of these documents a file holds whose path sorts before."""
    links = tables.source_documents
    ids = tables.values(item.document.document_id for item in content.documents)
    before = select(links.c.document_id).where(tables.among(links.c.document_id), links.c.source < content.source)
    return set(connection.scalars(before, ids))


def _mark_unread(connection: Connection, sources: Sequence[str]) -> None:
    """A file that held a forgotten document is read again if it is met again; one that held nothing else is unknown."""
    links, files = tables.source_documents, tables.sources
    held = select(links.c.source)
    connection.execute(delete(files).where(files.c.source.in_(sources), files.c.source.not_in(held)))
    connection.execute(update(files).where(files.c.source.in_(sources)).values(digest=""))


_CONTENT = (tables.stated_calls, tables.passages, tables.sections)


def _put_document(connection: Connection, item: DocumentContent) -> None:
    for table in (*_CONTENT, tables.documents):
        connection.execute(delete(table).where(table.c.document_id == item.document.document_id))
    _insert(connection, tables.documents, [document_row(item.document)])
    _insert(connection, tables.sections, [section_row(section) for section in item.sections])
    _insert(connection, tables.passages, [passage_row(p, text_digest(p.embedding_text)) for p in item.passages])
    _insert(connection, tables.stated_calls, [call_row(call, place) for place, call in enumerate(item.calls)])


def _insert(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def _rows(connection: Connection, statement: Any) -> Iterator[Row]:
    yield from connection.execute(statement).mappings()


def _drop_orphans(connection: Connection) -> None:
    held = select(tables.source_documents.c.document_id)
    for table in (*_CONTENT, tables.pictures, tables.documents):
        connection.execute(delete(table).where(table.c.document_id.not_in(held)))


def _name_after_remaining_file(connection: Connection) -> None:
    """A document that was read from several files bears the name of one that is still there."""
    links, documents = tables.source_documents, tables.documents
    names = select(links.c.file_name).where(links.c.document_id == documents.c.document_id)
    connection.execute(
        update(documents)
        .where(documents.c.file_name.not_in(names.scalar_subquery()))
        .values(file_name=names.order_by(links.c.source).limit(1).scalar_subquery())
    )


def _documents(connection: Connection) -> list[Document]:
    return [document_of(row) for row in _rows(connection, select(tables.documents))]


def _stated_calls(connection: Connection) -> list[Call]:
    stated = tables.stated_calls
    ordered = select(stated).order_by(stated.c.document_id, stated.c.position)
    return [call_of(row) for row in _rows(connection, ordered)]


def _put_calls(connection: Connection, merged: MergedCalls) -> None:
    connection.execute(delete(tables.calls))
    _insert(connection, tables.calls, [call_row(call, place) for place, call in enumerate(merged.calls)])
    connection.execute(update(tables.passages).where(tables.passages.c.call_id.is_not(None)).values(call_id=None))
    _assign(connection, tables.passages.c.document_id, merged.of_document)
    _assign(connection, tables.passages.c.passage_id, merged.of_passage)


def _assign(connection: Connection, column: Column[Any], calls: Mapping[str, str]) -> None:
    rows = [{"subject": subject, "call": call_id} for subject, call_id in calls.items()]
    if rows:
        statement = update(tables.passages).where(column == bindparam("subject")).values(call_id=bindparam("call"))
        connection.execute(statement, rows)
