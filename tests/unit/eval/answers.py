"""Answers as JSON, with only what a test is about."""

from __future__ import annotations

from typing import Any


def card(title: str = "A call", status: str = "open", **fields: Any) -> dict[str, Any]:
    return {"title": title, "acronym": None, "topic_id": None, "summary": "", "status": status, **fields}


def answer(text: str = "Something [1].", **fields: Any) -> dict[str, Any]:
    return {
        "conversation_id": "c1",
        "status": "answered",
        "text": text,
        "statements": [{"text": text, "citations": [1]}],
        "citations": [{"number": 1, "quote": "something"}],
        "calls": [],
        "closed_calls": [],
        **fields,
    }
