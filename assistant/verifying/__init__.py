"""Is a sentence said by what it cites? Checked before it is shown, without a model; in doubt, it is not shown.

Every check looks at one thing and names what it finds wrong. What a sentence cites must hold every date, figure,
identifier, name and link in it after normalisation, support its words, and affirm what it affirms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.verifying.belonging import wrong_subjects
from assistant.verifying.flaws import Flaw
from assistant.verifying.literals import (
    missing_dates,
    missing_figures,
    missing_identifiers,
    missing_links,
    missing_names,
)
from assistant.verifying.markup import markup
from assistant.verifying.meaning import (
    denied_there,
    other_bounds,
    other_roles,
    other_scope,
    wrong_polarity,
    wrong_status,
)
from assistant.verifying.placing import (
    misplaced_figures,
    misplaced_places,
    other_direction,
    other_order,
    others_days,
    others_labels,
    others_roles,
)
from assistant.verifying.reading import reading
from assistant.verifying.sources import Source
from assistant.verifying.steps import other_steps
from assistant.verifying.support import scattered, unsupported

__all__ = ["Flaw", "Source", "verify"]

_CHECKS = (
    missing_links,
    missing_identifiers,
    missing_dates,
    missing_figures,
    missing_names,
    unsupported,
    scattered,
    other_bounds,
    other_roles,
    other_scope,
    wrong_polarity,
    denied_there,
    wrong_status,
    wrong_subjects,
    misplaced_figures,
    misplaced_places,
    others_roles,
    others_labels,
    other_order,
    other_direction,
    other_steps,
    others_days,
)


def verify(sentence: str, citations: Sequence[int], sources: Mapping[int, Source]) -> tuple[Flaw, ...]:
    """The flaws of a sentence without its markers, none where it may be shown.

    What a source says word for word can only be out of date.
    """
    unknown = [number for number in citations if number not in sources]
    if unknown or not citations:
        return (Flaw("citation", ", ".join(map(str, unknown))),)
    found = markup(sentence)
    if found:
        return found
    claim, cited = reading(sentence), tuple(sources[number] for number in dict.fromkeys(citations))
    checks = (wrong_status,) if any(source.says(sentence) for source in cited) else _CHECKS
    return tuple(flaw for check in checks for flaw in check(claim, cited))
