"""Tokens of texts for a model, without a download: tiktoken where its vocabulary is at hand, else an upper estimate."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger(__name__)

ENCODING = "o200k_base"
# tiktoken looks for its vocabulary under the sha1 of the address it would fetch it from.
_ADDRESS = f"https://openaipublic.blob.core.windows.net/encodings/{ENCODING}.tiktoken"
MARGIN = 1.3  # word pieces of the embedder are not the model's

Count = Callable[[str], int]


def counter(vocabulary: Path | None, otherwise: Count) -> Count:
    """A function that counts tokens; ``vocabulary`` is a folder as tiktoken keeps it, ``otherwise`` the embedder's."""
    if vocabulary and (vocabulary / hashlib.sha1(_ADDRESS.encode(), usedforsecurity=False).hexdigest()).is_file():
        os.environ["TIKTOKEN_CACHE_DIR"] = str(vocabulary)
        import tiktoken

        encoding = tiktoken.get_encoding(ENCODING)
        return lambda text: len(encoding.encode_ordinary(text))
    log.warning("no tiktoken vocabulary at hand: tokens are estimated with the embedder's tokenizer, a third added")
    return lambda text: round(MARGIN * otherwise(text)) + 1
