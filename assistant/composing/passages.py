"""What whole passages say on a question: the best one, another that is as good, or the rows of one table."""

from __future__ import annotations

import re

from assistant.composing.answer_types import holds_type, without_words
from assistant.composing.asked import Asked
from assistant.composing.every import asks_for_several, kind_asked
from assistant.composing.one_value import EITHER
from assistant.composing.quoting import is_list, is_numbered, lines
from assistant.composing.ranking import apart
from assistant.composing.saying import BRIEF, say_list, say_passage, say_unit, says_something
from assistant.composing.thresholds import thresholds
from assistant.composing.units import Unit, units
from assistant.drafts import Sentence
from assistant.retrieving import HEADING, Found, coverage
from assistant.understanding.asking import ONE_VALUE
from assistant.words import content_words, stem, stems, tokens
from vectorstore.records import Passage

LOOKED_AT = 10
NEAR = 0.92  # of the best passage's score: another that answers as well
MOST_PASSAGES = 2
MOST_ROWS = 6
MOST_LED_INTO = 10
FEWEST_WORDS = 4  # in small letters, of a line that says something
_LABEL = re.compile(r"^.* – |[^\s:]+:\s")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"\b[a-zß-öø-ÿ]{2,}\b")


def passages_say(asked: Asked) -> tuple[Sentence, ...]:
    """The best passage, and another that is as good; none where a line was demanded and not found."""
    if asked.demands.of_line:
        return ()
    answering = [f for f in asked.materials.retrieved.found[:LOOKED_AT] if _answers(asked, f)]
    answering = _list_first(asked, sorted(answering, key=lambda item: not _is_headed(asked, item.passage)))
    rows = [item for item in answering if asked.demands.days and _of_one_table(item, answering[0])]
    chosen = rows[:MOST_ROWS] or [*answering[:1], *filter(lambda item: _as_good(item, answering[0]), answering[1:])]
    told = tuple(said for item in chosen[: MOST_ROWS if rows else MOST_PASSAGES] for said in _told(asked, item))
    return () if asked.lacks_person(" \n".join(sentence.text for sentence in told)) else told


def _is_headed(asked: Asked, passage: Passage) -> bool:
    """Is the heading next above a passage the noun asked for: "Weaknesses" of "what are the weaknesses of …"?"""
    kind, heading = kind_asked(asked.materials.understood.question), content_words(" ".join(passage.heading_path[-1:]))
    return bool(kind) and frozenset(map(stem, heading)) == kind


def _list_first(asked: Asked, answering: list[Found]) -> list[Found]:
    """Before a line beside a list, the list itself, where several things are asked for."""
    if not answering or is_list(answering[0].passage) or not asks_for_several(asked.materials.understood.question):
        return answering
    section = answering[0].passage.section_id
    lists = [item for item in answering if item.passage.section_id == section and is_list(item.passage)]
    return [*lists[:1], *(item for item in answering if item not in lists[:1])]


def _as_good(item: Found, best: Found) -> bool:
    return item.score >= NEAR * best.score and item.coverage >= best.coverage


def _of_one_table(item: Found, other: Found) -> bool:
    a, b = item.passage, other.passage
    return a.kind == b.kind == "row" and (a.document_id, a.heading_path) == (b.document_id, b.heading_path)


def _answers(asked: Asked, item: Found) -> bool:
    passage = item.passage
    around = " \n".join((asked.title(passage), *passage.heading_path))
    if not asked.demands.met(passage.text, around) and not _asks_the_same(item):
        return False
    if "statement" in asked.materials.understood.intents and not _tells(passage, asked.demands.near):
        return False
    known = asked.words | stems(around)
    if not any(says_something(line, known) for line in passage.text.splitlines()):
        return False
    return asked.is_about(item, item.coverage + HEADING * item.heading_coverage) and holds_type(
        asked.materials.understood, "\n".join((*passage.heading_path, passage.text))
    )


def _tells(passage: Passage, names: frozenset[str]) -> bool:
    """Does a passage say something of whom a question names, more than name, role and organisation?"""
    naming = [line for line in passage.text.splitlines() if not names.isdisjoint(tokens(line))]
    return not naming or any(len(_WORD.findall(line)) >= FEWEST_WORDS for line in naming)


def _asks_the_same(item: Found) -> bool:
    """Is the passage's heading a question of nearly the same words?"""
    heading = item.passage.heading_path[-1] if item.passage.heading_path else ""
    return heading.endswith("?") and item.heading_coverage >= thresholds().enough_coverage


def _told(asked: Asked, item: Found) -> list[Sentence]:
    """What a passage says; where a value is asked for, the line on the question that holds one."""
    understood, passage = asked.materials.understood, item.passage
    if "mechanism" in understood.intents and _is_steps(passage):
        return say_list(passage)
    rows = _led_into(asked, passage)
    if rows:
        return [said for row in rows for said in say_passage(row, asked.weights, asked.words)]
    kind = kind_asked(understood.question)
    said = _on_the_days(asked, passage) or say_passage(passage, asked.weights, asked.words, kind)
    if _counts_only(asked, said):
        return []
    value = understood.attributes & ONE_VALUE - EITHER
    if not value:
        return said
    with_value = [unit for unit in units(passage, asked.title(passage)) if _gives(asked, item, unit, value)]
    if not with_value and not any(asked.holds_type(heading, value) for heading in passage.heading_path[-1:]):
        return []
    if any(asked.holds_type(sentence.text, value) for sentence in said):
        return said
    return [sentence for unit in with_value[:1] for sentence in say_unit(unit, asked.words)] or said


def _led_into(asked: Asked, passage: Passage) -> list[Passage]:
    """The rows of the table below a single line, where what they name is asked for: "our services", and which."""
    understood = asked.materials.understood
    if passage.kind == "row" or "\n" in passage.text or len(passage.text) > BRIEF:
        return []
    if "supports" not in understood.attributes and not asks_for_several(understood.question):
        return []
    found = asked.materials.generation.catalogue.passages(passage.document_id)
    rows = [each for each in found if each.section_id == passage.section_id and each.kind == "row"]
    return rows[:MOST_LED_INTO] if len(rows) > 1 else []


def _counts_only(asked: Asked, said: list[Sentence]) -> bool:
    """Are things asked for by name, and all that is said is how many they are?"""
    if not asks_for_several(asked.materials.understood.question) or asked.materials.understood.attributes & ONE_VALUE:
        return False
    return not any(_LETTERS.search(without_words(_LABEL.sub("", sentence.text), asked.words)) for sentence in said)


def _gives(asked: Asked, item: Found, unit: Unit, value: frozenset[str]) -> bool:
    """Does a line hold the value, and enough of the question? One of a block of lines is about what the block is."""
    about = asked.is_about(item, coverage(asked.weights, unit.text, unit.around)) or not is_list(unit.passage)
    return about and asked.holds_type(unit.text, value) and asked.demands.met(unit.text, unit.around)


def _on_the_days(asked: Asked, passage: Passage) -> list[Sentence]:
    """The lines of a list that name the days asked for, where only some of them do."""
    if not asked.demands.days or passage.kind == "row" or not is_list(passage):
        return []
    single = [unit for unit in units(passage, "") if "\n" not in unit.text]
    dated = apart([unit for unit in single if asked.demands.dated(unit.text)])
    return [] if len(dated) == len(single) else [said for unit in dated for said in say_unit(unit, asked.words)]


def _is_steps(passage: Passage) -> bool:
    """Is a passage a numbered list, of which no step goes without the others?"""
    numbered = [is_numbered(passage.text, line[0]) for line in lines(passage.text)]
    return len(numbered) > 1 and sum(numbered) >= len(numbered) - 1
