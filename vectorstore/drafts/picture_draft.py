"""The pictures of a generation that is being built: rows in its catalogue, files beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete, exists, insert, select

from vectorstore import pictures, tables
from vectorstore.records import Picture
from vectorstore.rows import picture_row


@dataclass(frozen=True, slots=True)
class PictureDraft:
    """Written by the one thread that writes the catalogue."""

    engine: Engine
    folder: Path

    def made_by(self, rendering: str, document_id: str) -> bool:
        """Were the pictures of a document made by this version of the rendering?"""
        table = tables.pictures
        found = exists().where(table.c.document_id == document_id, table.c.rendering == rendering)
        with self.engine.connect() as connection:
            return bool(connection.scalar(select(found)))

    def put(self, document_id: str, found: Sequence[Picture], rendering: str) -> None:
        """Replace the pictures of a document; none takes them away."""
        rows = [
            picture_row(document_id, picture, pictures.write(self.folder, picture.data), rendering) for picture in found
        ]
        with self.engine.begin() as connection:
            connection.execute(delete(tables.pictures).where(tables.pictures.c.document_id == document_id))
            if rows:
                connection.execute(insert(tables.pictures), rows)

    def take_over(self, parent: Path) -> None:
        """Hold the files of all pictures, those of the parent generation too; FileNotFoundError where one is lost."""
        with self.engine.connect() as connection:
            digests = frozenset(connection.scalars(select(tables.pictures.c.digest)))
        pictures.take_over(parent, self.folder, digests)
