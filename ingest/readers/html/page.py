"""An HTML page before its main text is taken out: what it says of itself, and links turned into words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote, urljoin

from ingest.readers.inline import clean
from ingest.readers.metadata import day_in_name

_DATES = (
    "article:published_time", "og:published_time", "datepublished", "dcterms.issued", "dcterms.date", "dc.date",
    "dcterms.created", "publish_date", "publication_date", "date", "article:modified_time", "dcterms.modified",
    "last-modified",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator")
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_TITLES = ("og:title", "dc.title", "dcterms.title", "twitter:title")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CONTENT = "ancestor::main or ancestor::article or ancestor::*[@role='main']"
_TEXT = "ancestor::p or ancestor::td or ancestor::th or ancestor::h1 or ancestor::h2 or ancestor::h3 or ancestor::h4"
_OUTSIDE = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::*[@role='navigation']"
_LINKS = f"//a[@href and ({_CONTENT} or {_TEXT}) and not({_OUTSIDE})]"
_LONGEST_ADDRESS = 300


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head of a page declares; empty or None where it says nothing."""

    title: str = ""
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    address: str | None = None
    language: str = ""


def meta_of(page: Any) -> Meta:
    """Read from meta elements, the canonical link and JSON-LD; a date that merely stands in the text is none."""
    named = {name.lower(): clean(value) for name, value in _metas(page) if clean(value)}
    linked = dict(_json_ld(page))
    language = (page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    return Meta(
        title=_first(named, _TITLES),
        author=_first(named, _AUTHORS) or linked.get("author") or None,
        publisher=_first(named, _PUBLISHERS) or linked.get("publisher") or None,
        published=_day(named, linked),
        address=_address(page, named),
        language=language.split("-")[0] if _LANGUAGE.fullmatch(language) else "",
    )


def base_of(page: Any, address: str | None) -> str | None:
    """What relative links start from: the page's ``<base>``, itself perhaps relative, else its address."""
    stated = next(iter(page.xpath("//base/@href")), "").strip()
    try:
        return urljoin(address or "", stated) or None
    except ValueError:
        return address


def write_out_links(page: Any, address: str | None) -> None:
    """Turn links in the text into words with their address behind them, so that no rule against link lists drops
    the calls of a page that lists them."""
    for link in page.xpath(_LINKS):
        words = " ".join(link.text_content().split())
        target = _target(link, address)
        if words and target not in words:
            last = link[-1] if len(link) else None
            if last is None:
                link.text = f"{link.text or ''} ({target})"
            else:
                last.tail = f"{(last.tail or '').rstrip()} ({target})"
        link.drop_tag()


def _target(link: Any, address: str | None) -> str:
    """Where a link leads, on the web or to a mailbox; empty where neither."""
    stated = link.get("href", "").strip()
    if stated.lower().startswith("mailto:"):
        return unquote(stated[7:].partition("?")[0])
    try:
        target = urljoin(address or "", stated)
    except ValueError:  # what should be an address in brackets
        return ""
    return target if target.startswith(("http://", "https://")) and len(target) <= _LONGEST_ADDRESS else ""


def _metas(page: Any) -> Iterator[tuple[str, str]]:
    for meta in page.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        yield name, meta.get("content") or ""


def _first(named: dict[str, str], names: tuple[str, ...]) -> str:
    return next((named[name] for name in names if name in named), "")


def _address(page: Any, named: dict[str, str]) -> str | None:
    canonical = page.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    found = [clean(address) for address in (*canonical, named.get("og:url", ""))]
    return next((each for each in found if each.startswith(("http://", "https://"))), None)


def _day(named: dict[str, str], linked: dict[str, str]) -> date | None:
    stated = (*(named[name] for name in _DATES[:9] if name in named), linked.get("published", ""))
    changed = (*(named[name] for name in _DATES[9:] if name in named), linked.get("modified", ""))
    return next(filter(None, map(day_in_name, (*stated, *changed))), None)


def _json_ld(page: Any) -> Iterator[tuple[str, str]]:
    """The schema.org fields of the page's own description, the first of each."""
    seen: set[str] = set()
    for script in page.xpath("//script[@type='application/ld+json']/text()")[:20]:
        with suppress(ValueError, RecursionError):
            for thing in _things(json.loads(script)):
                for name, key in (
                    ("published", "datePublished"), ("modified", "dateModified"),
                    ("author", "author"), ("publisher", "publisher"),
                ):  # fmt: skip
                    value = _name(thing.get(key))
                    if value and name not in seen:
                        seen.add(name)
                        yield name, value


def _things(data: object) -> Iterator[dict[str, Any]]:
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (thing for thing in graph if isinstance(thing, dict)) if isinstance(graph, list) else ()


def _name(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:5])))
    if isinstance(value, dict):
        return _name(value.get("name"))
    return clean(value) if isinstance(value, str) else ""
