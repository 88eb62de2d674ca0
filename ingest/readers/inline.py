"""Inline markup of Markdown taken off; the words stay as they are, because passages are quoted verbatim."""

from __future__ import annotations

import html
import re

_MARKUP = re.compile(r"[\\`*_\[<&]|~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!$&~|<>\"'^=])")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?(?:\s+[\"'][^\"']*[\"'])?\s*\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<!\w)_(?=[^\s_])([^_]*[^\s_])_(?!\w)")
_CODE = re.compile(r"(`+)(.+?)\1")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|span|p|div|font|center|small|a|aside|details|summary|section|figure|mark)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"~~(?=\S)[^~]{1,500}(?<=\S)~~|<(del|s|strike)>.{0,500}?</\1>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\ue000-\uf8ff]")
_SPACE = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")  # all but a blank that stands alone
_HIDDEN = 0xF0000  # private plane: an escaped character waits here while markup is taken off


def clean(text: str) -> str:
    """Text without invisible characters, its spaces single; line breaks stay."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def one_line(text: str) -> str:
    """Clean text with its line breaks and tabs turned into spaces."""
    return " ".join(clean(re.sub(r"[\v\n\r\t]+", " ", text)).split())


def plain(text: str) -> str:
    """The words of a Markdown line; a link keeps a real address, "text (https://…)", and loses any other.

    What is struck out is said no more.
    """
    if not _MARKUP.search(text):
        return clean(text)
    text = _ESCAPE.sub(lambda match: chr(_HIDDEN + ord(match[1])), text)
    text = _COMMENT.sub("", _IMAGE.sub("", text))
    text = _AUTOLINK.sub(r"\1", _LINK.sub(_link, text))
    text = _TAG.sub("", _BREAK.sub(" ", _CODE.sub(r"\2", _STRUCK.sub("", text))))
    text = _UNDERSCORE.sub(r"\1", _STAR.sub(r"\1", _STRONG.sub(r"\2", text)))
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return clean(re.sub(f"[{chr(_HIDDEN)}-{chr(_HIDDEN + 127)}]", lambda match: chr(ord(match[0]) - _HIDDEN), text))


def _link(match: re.Match[str]) -> str:
    words, address = match[1].strip(), match[2]
    if not address.startswith(("http://", "https://")) or address == words:
        return words
    return f"{words} ({address})" if words else address
