"""A sentence-transformers model on disk, as far as its small files tell: nothing heavy is loaded for that."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ModelFolder:
    """The folder of a model; raises OSError, ValueError or KeyError where a file is missing or broken."""

    path: Path

    @cached_property
    def digest(self) -> str:
        """Of the small files, and the weights' size, beginning and end: enough to tell two models apart."""
        hashed = hashlib.sha256()
        for file in sorted(self.path.rglob("*.json")):
            hashed.update(file.relative_to(self.path).as_posix().encode() + file.read_bytes())
        for file in sorted((*self.path.rglob("*.safetensors"), *self.path.rglob("*.bin"))):
            hashed.update(_sample(file))
        return hashed.hexdigest()[:16]

    @cached_property
    def tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.path / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def window(self) -> int:
        settings = json.loads((self.path / "sentence_bert_config.json").read_text(encoding="utf-8"))
        return int(settings["max_seq_length"])

    @cached_property
    def dimension(self) -> int:
        return int(json.loads((self.path / "config.json").read_text(encoding="utf-8"))["hidden_size"])


def _sample(file: Path) -> bytes:
    """Size, beginning and end of a large file: weights of 90 MB are not hashed at every start."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        head = opened.read(1 << 16)
        opened.seek(max(0, size - (1 << 16)))
        return f"{file.name}:{size}:".encode() + head + opened.read()
