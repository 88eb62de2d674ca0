"""What must stand in a cited source as it is: links, identifiers, dates, figures, names."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.lexicon import trade_stems
from assistant.verifying.figures import Figure, holds_date
from assistant.verifying.flaws import Flaw
from assistant.verifying.reading import Reading, reading
from assistant.verifying.sources import Source
from assistant.verifying.vocabulary import vocabulary
from assistant.words import stem, stop_words, tokens
from ingest.calls.dates import FoundDate

Sources = tuple[Source, ...]


def missing_links(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """Addresses that no cited source gives; a host alone may stand for an address on it."""
    given = {link for source in cited for link in source.whole.links}
    given |= {link for source in cited for address in source.links for link in reading(address).links}
    hosts = {link.split("/")[0] for link in given}
    for link in claim.links:
        if link not in given and link not in hosts:
            yield Flaw("link", link)


def missing_identifiers(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    for identifier in claim.identifiers:
        if not any(identifier in source.whole.identifiers for source in cited):
            yield Flaw("identifier", identifier)


def missing_dates(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    for found in claim.figures.dates:
        if not any(states_date(found, source.whole) for source in cited):
            yield Flaw("date", claim.text[slice(*found.span)])


def states_date(found: FoundDate, text: Reading) -> bool:
    """Does a text say this date? A day without a year counts where its year stands elsewhere in the text."""
    return any(holds_date(found, stated) and _year_is_known(found, stated, text) for stated in text.figures.dates)


def _year_is_known(found: FoundDate, stated: FoundDate, text: Reading) -> bool:
    named = any(found.start.year == other.start.year for other in text.figures.dates)
    return holds_date(found, stated) and (found.start.year == stated.start.year or found.start.year == 4 or named)


def missing_figures(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    for figure in claim.figures.numbers:
        if not any(states_figure(figure, source.whole) for source in cited):
            yield Flaw("figure", claim.text[slice(*figure.span)])


def states_figure(figure: Figure, text: Reading) -> bool:
    """Does a text state this number in this unit? A column of euros may name the currency in its heading only."""
    stated = {other.said for other in text.figures.numbers}
    bare_euros = figure.unit == "eur" and (figure.value, "") in stated and {"eur", "euro"} & text.stems
    return figure.said in stated or bool(bare_euros)


def missing_names(claim: Reading, cited: Sources) -> Iterator[Flaw]:
    """Names must stand in a source; a sentence's first word may be an ordinary one that a source means."""
    present = frozenset().union(*(source.whole.stems for source in cited))
    for name, begins in claim.names:
        pieces = [piece for piece in tokens(name) if len(piece) > 1]
        if not all(stem(piece) in present or _is_ordinary(piece, begins, present) for piece in pieces):
            yield Flaw("name", name)


def _is_ordinary(word: str, begins: bool, present: frozenset[str]) -> bool:
    """A word that the sources mean, or one that any sentence about calls may begin with."""
    known, root = vocabulary(), stem(word)
    if known.synonyms.get(root, frozenset()) & present:
        return True
    return begins and (word in stop_words() or root in known.framing or root in trade_stems())
