"""A sentence that tells of a moved deadline of a call told of elsewhere, as minutes do: "The REEFER deadline is now 26
March instead of 12 March"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.calls.closings import closing
from ingest.calls.dates import find_dates
from ingest.calls.day_roles import REPLACED, replaced, roles
from ingest.calls.evidence import Finds, Region, whole
from ingest.calls.identifiers import call_id
from ingest.calls.sentences import sentences
from vectorstore.records import Call, Deadline, Document, Passage

_NAME = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z][\w-]*[A-Z])[A-Z][\w-]{3,}(?![\w-])")


def extract(document: Document, passage: Passage) -> Iterator[Call]:
    """What the sentences of a passage correct, each as a call that has but a name and its deadline."""
    for sentence in sentences(whole(passage)):
        days = find_dates(sentence.text, year_hint=document.published)
        told = roles(sentence.text, days)
        name = _NAME.search(sentence.text)
        if name and {"closes", "replaced"} <= set(told):
            finds = Finds()
            for field in ("acronym", "title"):
                finds.add(field, name[0], sentence, *name.span())
            replaced(sentence, days, told, finds)
            deadline = closing(sentence, days, told.index("closes"), "single", finds)
            yield _call(document, sentence, name[0], deadline, finds)


def is_correction(call: Call) -> bool:
    """Does a source say no more of a call than that its deadline was moved?"""
    return not call.summary and any(evidence.field == REPLACED for evidence in call.evidence)


def _call(document: Document, sentence: Region, name: str, deadline: Deadline, finds: Finds) -> Call:
    return Call(
        call_id=call_id(None, name, name, str(deadline.date.year)),
        title=name,
        acronym=name,
        summary="",
        document_id=document.document_id,
        passage_id=sentence.passage.passage_id,
        deadlines=(deadline,),
        evidence=finds.evidence,
    )
