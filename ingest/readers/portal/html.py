"""HTML inside the portal's records as lines: paragraphs apart, items marked, rows of tables joined by bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.readers.inline import clean

_TAGS = re.compile(r"</?(?:p|ul|ol|li|br|div|span|strong|b|em|i|u|a|h[1-6]|table|td|tr)\b[^<>]*>", re.IGNORECASE)
_LINES = frozenset({"p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "br", "li", "tbody"})
_KIND = "topicdescriptionkind"
_LONGEST = 2_000_000  # characters of one field


def is_html(text: str) -> bool:
    """Whether a field carries markup."""
    return bool(_TAGS.search(text[:20_000]))


def lines(html: str, *, links: bool) -> str:
    """The words of a fragment, one paragraph, item ("• …") or row a line; with ``links`` addresses stand behind."""
    from lxml import etree
    from lxml.html import fragment_fromstring

    if not is_html(html):
        return clean(html)
    try:
        root = fragment_fromstring(html[:_LONGEST], create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return clean(_TAGS.sub(" ", html))
    text = "".join(_words(root, links))
    cleaned = (" ".join(clean(line).split()).removeprefix("|").strip() for line in text.split("\n"))
    return "\n".join(line for line in cleaned if re.search(r"\w", line))


def _words(element: Any, links: bool) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        yield element.tail or ""
        return
    breaks = element.tag in _LINES or _KIND in (element.get("class") or "")
    yield "\n" if breaks else " | " if element.tag in ("td", "th") else ""
    yield "• " if element.tag == "li" else ""
    yield _flat(element.text)
    for child in element:
        yield from _words(child, links)
    yield _address(element) if links and element.tag == "a" else ""
    yield "\n" if breaks else ""
    yield _flat(element.tail)


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _address(link: Any) -> str:
    target = (link.get("href") or "").strip()
    words = " ".join(link.text_content().split())
    known = words.rstrip("/") == target.rstrip("/")
    return f" ({target})" if words and not known and target.startswith(("http://", "https://")) else ""
