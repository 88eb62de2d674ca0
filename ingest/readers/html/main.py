"""The main text of a page that says itself where it stands (``<main>``, one ``<article>``), with nothing left out.

Trafilatura finds the main text of any page, but on short ones and on lists of cards it drops headings and rows.
"""

from __future__ import annotations

import copy
import re
from typing import Any

_OUTSIDE = (
    "nav", "aside", "footer", "script", "style", "noscript", "template", "form", "button", "select", "iframe", "svg",
    "object", "canvas", "dialog", "del", "s", "strike",
)  # fmt: skip
_INLINE = (
    "span", "b", "strong", "i", "em", "u", "small", "sup", "sub", "font", "label", "mark", "abbr", "time", "cite", "a",
    "q", "kbd", "var", "ins", "tbody", "thead", "tfoot", "picture", "center",
)  # fmt: skip
_TAGS = {"ul": "list", "ol": "list", "li": "item", "tr": "row", "td": "cell", "th": "cell", "br": "lb"}
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|share|sharing|social|cookies?|pagination|pager|skip-link|visually-hidden|sr-only)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"related|newsletter|subscri|promo|advert|recommend|teaser|author", re.IGNORECASE)
_MOST_LINKED = 0.5  # share of a box that leads elsewhere


def open_boxes(page: Any) -> None:
    """Put boxes beside the main text, such as one of key facts, behind it, and leave out those about other pages."""
    for box in page.xpath("//aside"):
        content = next(box.iterancestors("main", "article"), None)
        linked = sum(len(link.text_content()) for link in box.iter("a"))
        named = f"{box.get('class', '')} {box.get('id', '')}"
        if content is None or linked > _MOST_LINKED * len(box.text_content().strip()) or _OF_OTHERS.search(named):
            continue
        behind = copy.deepcopy(box)
        behind.tag, behind.tail = "section", None
        for heading in behind.iter("h3", "h4", "h5", "h6"):
            heading.tag = "h2"
        box.drop_tree()
        content.append(behind)


def marked_main(page: Any) -> Any | None:
    """The declared main element, its tags renamed to those that trafilatura writes; None where none is declared."""
    mains = page.xpath("//main | //*[@role='main']") or page.xpath("//article")
    return marked(mains[0]) if len(mains) == 1 else None


def marked(main: Any) -> Any:
    """An element taken for the main text, changed in place."""
    for element in list(main.iter()):
        if element is not main and _is_outside(element):
            element.drop_tree()
    for element in list(main.iter()):
        if element is not main and element.tag in _INLINE:
            element.drop_tag()
        else:
            _rename(element)
    return main


def _is_outside(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.getparent() is None:
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    hidden = "hidden" in element.attrib or element.get("aria-hidden") == "true"
    hidden = hidden or bool(_UNSEEN.search(element.get("style", "")))
    return element.tag in _OUTSIDE or hidden or element.get("role") == "navigation" or bool(_NOISE.search(named))


def _rename(element: Any) -> None:
    tag = element.tag
    if not isinstance(tag, str):
        return
    if re.fullmatch(r"h[1-6]", tag):
        element.tag = "head"
        element.set("rend", tag)
    elif tag in _TAGS:
        element.tag = _TAGS[tag]
        element.set("rend", tag)
        if tag == "th":
            element.set("role", "head")
