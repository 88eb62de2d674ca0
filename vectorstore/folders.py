"""Where things lie in a store's folder, and the pointer that says which generation is current."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from vectorstore.drafts.building import flush
from vectorstore.errors import NoSuchGeneration, StoreCorrupt, StoreEmpty
from vectorstore.locks import delete_unless_used
from vectorstore.manifest import FILE, MARK

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Folders:
    """The layout of one store; methods that change it are for the holder of the writing lock."""

    root: Path

    @property
    def building(self) -> Path:
        """Where the one writer builds; nothing in it counts."""
        return self.root / "building"

    @property
    def journal(self) -> Path:
        """Vectors of an ingest that is not done."""
        return self.root / "vectors.journal"

    @property
    def pointer(self) -> Path:
        return self.root / CURRENT

    def generation(self, generation_id: str) -> Path:
        return self.root / "generations" / generation_id

    def current_id(self) -> str | None:
        """The current generation's id, None in a new store; raises StoreCorrupt for a pointer to nothing."""
        try:
            found = self.pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreCorrupt(self.root, f"{CURRENT} cannot be read ({error})") from error
        if not _is_id(found):
            raise StoreCorrupt(self.root, f"{CURRENT} does not name a generation")
        return found

    def find(self, generation_id: str | None) -> Path:
        """The folder of a generation, of the current one when none is named; raises StoreEmpty, NoSuchGeneration."""
        wanted = generation_id or self.current_id()
        if wanted is None:
            raise StoreEmpty(self.root)
        if not generation_id and not self.generation(wanted).is_dir():
            raise StoreCorrupt(self.root, f"{CURRENT} names {wanted}, which is not there")
        if wanted not in self.ids():
            known = ", ".join(self.ids()) or "none"
            raise NoSuchGeneration(f"There is no generation {wanted!r} in the store {self.root}; it holds: {known}.")
        return self.generation(wanted)

    def ids(self) -> list[str]:
        """The current generation and those that were, oldest first."""
        current = self.current_id()
        return [i for i in self._all() if i == current or (self.generation(i) / MARK).exists()]

    def next_id(self, content: str) -> str:
        """A number that no generation has had, so that ids sort by age whatever the clock says, and a digest."""
        numbers = [int(i.split("-")[0]) for i in self._all()]
        return f"{max(numbers, default=0) + 1:06d}-{content[:8]}"

    def adopt(self, generation_id: str) -> None:
        """Move what was built among the generations; it does not count before ``switch``."""
        target = self.generation(generation_id)
        target.parent.mkdir(exist_ok=True)
        self.building.rename(target)
        flush(target.parent)

    def switch(self, generation_id: str) -> None:
        """Make a generation the current one, in one step that either happens or does not."""
        current = self.current_id()
        if current is not None and self.generation(current).is_dir():
            (self.generation(current) / MARK).touch()
        new = self.root / f"{CURRENT}.new"
        new.write_text(f"{generation_id}\n", encoding="utf-8")
        flush(new)
        new.replace(self.pointer)
        flush(self.root)

    def publish(self, generation_id: str) -> str | None:
        """Adopt what was built and make it the current generation; gives the previous one."""
        previous = self.current_id()
        self.adopt(generation_id)
        self.switch(generation_id)
        return previous

    def prune(self, keep: set[str]) -> None:
        """Delete every other generation that nobody has open; the next writer tries again."""
        for generation_id in set(self._all()) - keep:
            folder = self.generation(generation_id)
            delete_unless_used(folder, folder / FILE)

    def erase_all_but(self, generation_id: str) -> None:
        """Delete every other generation, even one that somebody has open: what is left of it is gone with its user."""
        for other in set(self._all()) - {generation_id}:
            (self.generation(other) / FILE).unlink(missing_ok=True)
            shutil.rmtree(self.generation(other))

    def sweep(self) -> None:
        """Remove what killed writers have left."""
        shutil.rmtree(self.building, ignore_errors=True)
        self.prune(set(self.ids()))

    def _all(self) -> list[str]:
        parent = self.root / "generations"
        return sorted(p.name for p in parent.iterdir() if _is_id(p.name)) if parent.is_dir() else []


def _is_id(name: str) -> bool:
    number, _, digest = name.partition("-")
    return number.isdigit() and digest.isalnum()
