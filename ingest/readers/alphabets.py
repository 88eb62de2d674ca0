"""Which of the encodings of Latin letters a text is in, by the alphabets of Europe's languages.

Encodings with the same bytes for other letters ("è" and "č") leave a short text readable in all of them, and only the
right one leaves it in the letters of one language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

_ENCODINGS = ("cp1252", "cp1250", "iso8859_2")  # the first of equals goes before the others
_ALPHABETS: Mapping[str, frozenset[str]] = {
    language: frozenset(letters)
    for language, letters in {
        "ca": "àçèéíïòóúü", "cs": "áčďéěíňóřšťúůýž", "da": "åæéø", "de": "äößü", "en": "éï", "es": "áéíñóúü",
        "et": "äõöšüž", "fi": "äåöšž", "fr": "àâæçèéêëîïôœùûüÿ", "ga": "áéíóú", "hr": "ćčđšž", "hu": "áéíóöőúüű",
        "is": "áæðéíóöúýþ", "it": "àèéìîòóù", "nl": "áèéëíïóöúü", "no": "åæéòóôø", "pl": "ąćęłńóśźż",
        "pt": "àáâãçéêíóôõú", "ro": "âăîşţ", "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž", "sq": "çë", "sv": "åäéö",
    }.items()
}  # fmt: skip
_OTHER = re.compile(r"[^\x00-\x7f]")
_MISPLACED = re.compile(  # signs within words, or at an end of a word where nobody writes them
    r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘·\u00ad–—…](?=[^\W\d_])|[^\W\d_][¡¿¼½¾±¬£¥¢¶‚„]|[¼½¾±¬¢¶¹³®©](?=[^\W\d_])"
)
_MOST_MISFITS = 0.25  # share of a text's letters beyond ASCII
_EQUAL = 0.02


def likeliest_encoding(data: bytes) -> str | None:
    """Of bytes that are no UTF-8; None where no encoding of Latin letters fits a language."""
    texts = {encoding: text for encoding in _ENCODINGS if (text := _decoded(data, encoding)) is not None}
    misfits = {encoding: _misfit(text) for encoding, text in texts.items()}
    least = min(misfits.values(), default=1.0)
    if least > _MOST_MISFITS:
        return None
    equal = [encoding for encoding in misfits if misfits[encoding] <= least + _EQUAL]
    return equal[0] if len(equal) == 1 else max(equal, key=lambda encoding: _likelihood(texts[encoding]))


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _misfit(text: str) -> float:
    """The share of the signs beyond ASCII that are misplaced, or letters that the fittest language has not."""
    signs = _OTHER.findall(text)
    letters = [sign.lower() for sign in signs if sign.isalpha()]
    foreign = min(sum(letter not in alphabet for letter in letters) for alphabet in _ALPHABETS.values())
    return (foreign + len(_MISPLACED.findall(text))) / max(1, len(signs))


def _likelihood(text: str) -> float:
    """Of the likeliest language whose letters these are."""
    letters = {sign for sign in text.lower() if sign.isalpha() and not sign.isascii()}
    return max((likelihood for language, likelihood in _ranked(text) if letters <= _ALPHABETS[language]), default=0.0)


def _ranked(text: str) -> Collection[tuple[str, float]]:
    ranked: Collection[tuple[str, float]] = _identifier().rank(text)
    return ranked


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_ALPHABETS))
    return identifier
