"""A stand-in for the portal that speaks its protocol: a form of JSON files in, lists of strings out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Row = dict[str, Any]
STATUS = {"forthcoming": "31094501", "open": "31094502", "closed": "31094503"}


def topic(identifier: str, title: str, *, deadline: str = "2026-12-17", kind: str = "1", **metadata: str) -> Row:
    """A row of a search response: every value is a list of strings."""
    values = {
        "identifier": identifier,
        "title": title,
        "type": kind,
        "status": STATUS["open"],
        "language": "en",
        "DATASOURCE": "SEDIA",
        "frameworkProgramme": "43252476",
        "startDate": "2026-01-15T00:00:00.000+0000",
        "deadlineDate": f"{deadline}T00:00:00.000+0000",
        "esDA_IngestDate": "2026-03-02T09:41:30.715+0100",
        ("descriptionByte" if kind != "8" else "description"): f"<p>Scope:</p><p>Support for {title}.</p>",
        **metadata,
    }
    reference = values.pop("reference", f"{identifier}TOPICSen")
    return {
        "reference": reference,
        "url": f"https://portal.example/{identifier}",
        "summary": title,
        "metadata": {name: [value] for name, value in values.items()},
    }


def details(identifier: str, title: str, status: str = "open", day_ms: str = "1797465600000") -> Any:
    """A topicDetails answer: days are milliseconds in strings."""
    action = {
        "status": {"id": int(STATUS[status]), "description": status.title()},
        "types": [{"typeOfAction": "SMP-GFS SMP Grants for Financial Support"}],
        "plannedOpeningDate": "1768435200000",
        "deadlineDates": [day_ms],
    }
    return {
        "TopicDetails": {
            "identifier": identifier,
            "title": title,
            "frameworkProgramme": {"description": "Single Market Programme (SMP)"},
            "actions": [action],
            "description": f"<p>Details of {title}: small firms of the region may apply.</p>",
        }
    }


@dataclass
class Portal:
    """What it lists, what it knows in detail, and how it misbehaves before it answers."""

    rows: list[Row] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    same_page_for_ever: bool = False
    page_size: int | None = None
    retry_after: str = "7"
    requests: list[str] = field(default_factory=list)
    base_url: str = ""

    def search(self, query: Any, page: int, size: int) -> Any:
        wanted = {next(iter(each["terms"])): next(iter(each["terms"].values())) for each in query["bool"]["must"]}
        fitting = [row for row in self.rows if all(_has(row, name, values) for name, values in wanted.items())]
        size = self.page_size or size
        start = 0 if self.same_page_for_ever else (page - 1) * size
        total = 10_000 if self.same_page_for_ever and fitting else len(fitting)
        return {"totalResults": total, "pageNumber": page, "pageSize": size, "results": fitting[start : start + size]}


def _has(row: Row, name: str, values: list[str]) -> bool:
    return bool(set(row["metadata"].get(name, [])) & set(values))


@contextmanager
def serving(portal: Portal) -> Iterator[Portal]:
    class Handler(_Handler):
        served = portal

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        portal.base_url = f"http://127.0.0.1:{server.server_port}/rest"
        try:
            yield portal
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    served: Portal

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = parse_qs(urlsplit(self.path).query)
        query = self._parts(body).get("query")
        usable = query is not None and asked["apiKey"] == ["SEDIA"] and asked["text"] == ["***"]
        page, size = int(asked["pageNumber"][0]), int(asked["pageSize"][0])
        self._answer(self.served.search(query, page, size) if usable else None)

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2].removesuffix(".json")
        self._answer(self.served.details.get(name.upper()))

    def _parts(self, body: bytes) -> dict[str, Any]:
        """The parts that are JSON files; others are ignored in silence, as the portal does."""
        message = message_from_bytes(b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n" + body)
        return {
            str(part.get_param("name", header="content-disposition")): json.loads(part.get_payload(decode=True))
            for part in message.get_payload()
            if part.get_content_type() == "application/json" and part.get_filename()
        }

    def _answer(self, found: Any) -> None:
        self.served.requests.append(self.path)
        fault = self.served.faults.pop(0) if self.served.faults else ""
        content = json.dumps(found).encode()
        status = 404 if found is None else 200
        if fault.isdigit():
            status, content = int(fault), b"busy"
        elif fault == "truncated":
            content = content[: len(content) // 2]
        elif fault == "endless":
            content = b"[" + b"0," * 1_000_000
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", self.served.retry_after)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
