"""Lines cut into parts that fit a budget of tokens: between thoughts if possible, then lines, sentences, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.grouping import Line

CountTokens = Callable[[str], int]

_SENTENCE_END = re.compile(
    r"(?<=[.!?;])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bNo\.)(?<!\bArt\.)(?<!\bcf\.)[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-ZÀ-ÖØ-Þ0-9])"
)
_WORD = re.compile(r"\S+\s*")
_EVEN = 1.1  # parts are filled to the mean and a tenth, so that the last is no stump
_WORTH_KEEPING = 0.4  # share of a part from which on a cut between thoughts is better than a full part


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece that is not cut further; ``glue`` joins it to the one before."""

    text: str
    tokens: int
    depth: int
    glue: str


def cut(lines: Sequence[Line], budget: int, count: CountTokens) -> list[str]:
    """The lines as texts of at most ``budget`` tokens each; nothing is lost and the order stays."""
    atoms = [atom for line in lines for atom in _atoms(line, budget, count)]
    total = sum(atom.tokens for atom in atoms)
    if total <= budget:
        return [_joined(atoms)] if atoms else []
    limit = min(budget, int(total / -(-total // budget) * _EVEN) + 1)
    return [_joined(part) for part in _parts(atoms, limit, budget)]


def _parts(atoms: Sequence[_Atom], limit: int, budget: int) -> Iterator[list[_Atom]]:
    part: list[_Atom] = []
    for atom in atoms:
        filled = sum(each.tokens for each in part)
        if part and filled + atom.tokens > (limit if atom.depth == 0 else budget):
            kept = _kept(part, limit) if atom.depth else len(part)
            yield part[:kept]
            part = part[kept:]
        part.append(atom)
    if part:
        yield part


def _kept(part: Sequence[_Atom], limit: int) -> int:
    """How many atoms of a full part stay: up to its last thought, if enough stands before that."""
    begins = [at for at, atom in enumerate(part) if atom.depth == 0 and atom.glue == "\n" and at]
    if begins and sum(atom.tokens for atom in part[: begins[-1]]) >= _WORTH_KEEPING * limit:
        return begins[-1]
    return len(part)


def _joined(atoms: Sequence[_Atom]) -> str:
    return "".join((atom.glue if at else "") + atom.text for at, atom in enumerate(atoms))


def _atoms(line: Line, budget: int, count: CountTokens) -> Iterator[_Atom]:
    tokens = count(line.text)
    if tokens <= budget:
        yield _Atom(line.text, tokens, line.depth, "\n")
        return
    glue = "\n"
    for sentence in _SENTENCE_END.split(line.text):
        for piece in _pieces(sentence, budget, count):
            yield _Atom(piece, count(piece), line.depth, glue)
            glue = " "


def _pieces(sentence: str, budget: int, count: CountTokens) -> Iterator[str]:
    """A sentence whole, or cut between words, or a single endless word cut where it must be."""
    if count(sentence) <= budget:
        yield sentence
        return
    piece = ""
    for word in _WORD.findall(sentence):
        for part in _word_parts(word, budget, count):
            if piece and count(piece + part) > budget:
                yield piece.rstrip()
                piece = ""
            piece += part
    if piece.strip():
        yield piece.rstrip()


def _word_parts(word: str, budget: int, count: CountTokens) -> Iterator[str]:
    if len(word) <= budget or count(word) <= budget or len(word) == 1:
        yield word
        return
    middle = len(word) // 2
    yield from _word_parts(word[:middle], budget, count)
    yield from _word_parts(word[middle:], budget, count)
