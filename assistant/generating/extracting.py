"""What an ingest asks of the configured model: fields of a call, each with a quote; nothing is believed here."""

from __future__ import annotations

from dataclasses import dataclass

import prompts
from assistant.generating.completions import Completer, CompletionFailed, Message
from assistant.streaming import Stop
from ingest.adding import Wanted
from ingest.errors import ModelFailed
from ingest.taxonomy import load

KEYED = ("applicant", "sector", "support")  # countries go by their usual two letters


@dataclass(frozen=True, slots=True)
class FieldAsker:
    """The model behind ``ingest.adding``."""

    completer: Completer

    def __call__(self, wanted: Wanted) -> str:
        fields = "\n".join(map(_described, wanted.fields))
        asked = prompts.load("extract_fields_of", title=wanted.title, fields=fields, text=wanted.text)
        try:
            messages = (Message("system", prompts.load("extract_fields")), Message("user", asked))
            return "".join(self.completer.stream(messages, Stop()))
        except CompletionFailed as error:
            raise ModelFailed(str(error)) from error


def _described(field: str) -> str:
    if field in KEYED:
        return f"- {field}: {', '.join(load().keys(field))}"  # type: ignore[arg-type]  # these fields are kinds
    return f"- {field}: ISO 3166 code" if field == "country" else f"- {field}"
