"""Where the portal's answers come from: the portal itself, kept as they come, or the snapshot of an earlier harvest."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ingest.errors import PortalUnavailable
from ingest.portal.http import PortalHttp

OFFICIAL = "https://api.tech.ec.europa.eu/search-api/prod/rest/search"
_OFFICIAL_DETAILS = "https://ec.europa.eu/info/funding-tenders/opportunities/data/topicDetails"
PAGE_SIZE = 100

Query = dict[str, Any]


class PortalSource(Protocol):
    """Answers as the portal gave them."""

    def search(self, query: Query, page: int) -> Any:
        """A page (from 1) of the results of a query; PortalUnavailable."""
        ...

    def details(self, identifier: str) -> Any | None:
        """The topicDetails of a topic, None where there are none; PortalUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class LivePortal:
    """The search API and topicDetails below one address, or the official ones."""

    http: PortalHttp
    base_url: str = OFFICIAL

    def search(self, query: Query, page: int) -> Any:
        found = self.http.json(
            "POST",
            self._search_url,
            params={"apiKey": "SEDIA", "text": "***", "pageSize": PAGE_SIZE, "pageNumber": page},
            files={name: ("blob", json.dumps(value), "application/json") for name, value in _parts(query).items()},
        )
        if found is None:
            raise PortalUnavailable(self._search_url, "status 404")
        return found

    def details(self, identifier: str) -> Any | None:
        if not _is_identifier(identifier):
            return None
        return self.http.json("GET", f"{self._details_url}/{identifier.lower()}.json")

    @property
    def _search_url(self) -> str:
        base = self.base_url.rstrip("/")
        return base if base.endswith("/search") else f"{base}/search"

    @property
    def _details_url(self) -> str:
        if self.base_url == OFFICIAL:
            return _OFFICIAL_DETAILS
        return f"{self._search_url.removesuffix('/search')}/topicDetails"


def _parts(query: Query) -> dict[str, Any]:
    """The parts of the form, each a JSON file: written into the address they would be ignored in silence."""
    return {"query": query, "languages": ["en"], "sort": {"field": "identifier", "order": "ASC"}}


def _is_identifier(text: str) -> bool:
    """Nothing of a portal's answer becomes part of an address unless it looks like a topic."""
    return bool(re.fullmatch(r"[\w.\-]{3,120}", text)) and ".." not in text


@dataclass(frozen=True, slots=True)
class Recording:
    """A source whose answers are kept in a folder as they come."""

    source: PortalSource
    folder: Path

    def search(self, query: Query, page: int) -> Any:
        return _keep(self.folder / _search_name(query, page), self.source.search(query, page))

    def details(self, identifier: str) -> Any | None:
        return _keep(self.folder / _details_name(identifier), self.source.details(identifier))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The answers of an earlier harvest; asks nobody."""

    folder: Path

    def search(self, query: Query, page: int) -> Any:
        return self._read(_search_name(query, page))

    def details(self, identifier: str) -> Any | None:
        return self._read(_details_name(identifier))

    def _read(self, name: str) -> Any:
        try:
            return json.loads((self.folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise PortalUnavailable(self.folder, f"the snapshot does not hold {name}") from None
        except (ValueError, OSError) as error:
            raise PortalUnavailable(self.folder, f"{name} of the snapshot cannot be read") from error


def replace_folder(new: Path, old: Path) -> None:
    """Put a finished snapshot where the previous one was."""
    shutil.rmtree(old, ignore_errors=True)
    new.rename(old)


def _keep(file: Path, answer: Any) -> Any:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(answer), encoding="ascii")  # whatever the strings hold, half a pair too
    return answer


def _search_name(query: Query, page: int) -> str:
    digest = hashlib.sha256(json.dumps(query, sort_keys=True).encode()).hexdigest()[:12]
    return f"search-{digest}-{page:05d}.json"


def _details_name(identifier: str) -> str:
    safe = re.sub(r"[^\w-]", "_", identifier.lower())[:80]
    return f"details-{safe}-{hashlib.sha256(identifier.lower().encode()).hexdigest()[:8]}.json"
