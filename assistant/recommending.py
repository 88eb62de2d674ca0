"""Which calls answer a question: those it names, those its conditions select, or those that fit who asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from assistant.answers import Criterion, Profile, Verdict
from assistant.callbook import CallBook
from assistant.drafts import Match, Matches
from assistant.matching import findings
from assistant.ordering import at_one_end
from assistant.retrieving import Retrieved, holds
from assistant.status import next_deadline, status
from assistant.understanding import Understood, topic_words
from ingest.taxonomy import load
from vectorstore.records import Call

MOST_LISTED = 100
MOST_FITTING = 8
MOST_MAYBE = 3
MOST_CLOSED = 5
_WEIGHTS: dict[Criterion, float] = {"sector": 0.25, "need": 0.25, "country": 0.2, "applicant": 0.08}
_RELEVANCE = 0.5
# A call further than this below the best one is no answer beside it; set on the development questions.
CUT = 0.6
# How relevant a call must be to be worth a look where neither applicant nor country speak for it.
LIKELY = 0.3
# The share of a topic's words that the one call a question means must hold; set on the development questions.
MEANT = 0.5
# What each word of a title that stands in the question in a row speaks for its call being meant.
RUN = 0.1
# How relevant a call must be where nobody asked for calls; set on public collections of questions off the topic.
NEAR = 0.3
NEAR_A_PERSON = 0.45
# How relevant a call must be for its theme to be no bar, though its words name another field.
OVERRULES = 0.55


@dataclass(frozen=True)
class Recommender:
    """Holds the calls of a generation against one question."""

    understood: Understood
    retrieved: Retrieved
    book: CallBook

    def named(self) -> Matches:
        """The calls that the question names, in the order of their deadlines."""
        return _split(self._by_deadline(self._match(call) for call in self.understood.named))

    def listed(self) -> Matches:
        """Every call that meets the conditions of the question: period, programme, sector, support, applicant."""
        matches = [self._match(call) for call in self.book.calls if self._meets_conditions(call)]
        kept = [match for match in matches if not match.failed]
        found = _split(self._by_deadline([match for match in kept if match.passed_all] or kept))
        if self.understood.order and not self.understood.period:
            return at_one_end(found, self.understood.order, self.understood.as_of)
        restricted = self.understood.period or self._programmes or not found.current
        return found if restricted else replace(found, closed=())

    def fitting(self) -> Matches:
        """The calls that fit the asker or the topic, best first; a failed criterion removes a call."""
        candidates = [self._judged(call) for call in self.book.calls if self._meets_conditions(call)]
        kept = sorted((match for match in candidates if self._worth_saying(match)), key=lambda match: -match.score)
        found = _split(kept)
        return Matches(_few(_near_best(found.current)), _few(_near_best(kept, found.closed))[:MOST_CLOSED])

    def _worth_saying(self, match: Match) -> bool:
        """Only a question for calls, or an organisation's, gets what may fit; others what is near."""
        if match.verdict is None or self.understood.seeks_calls:
            return match.verdict is not None
        relevance = self._relevance(match.call)
        if self.understood.is_personal:
            return relevance >= NEAR_A_PERSON
        return relevance >= NEAR or match.verdict == "fits"

    def best(self) -> Matches:
        """The one call that the question most likely means, open or closed."""
        ranked = sorted(
            (match for match in map(self._judged, self.book.calls) if match.verdict and self._is_meant(match.call)),
            key=lambda m: -m.score - RUN * self.book.title_run(self.understood.question, m.call),
        )
        return _split(ranked[:1])

    def _is_meant(self, call: Call) -> bool:
        """Does a call hold most of the words of the topic? Another one's facts would be the wrong ones."""
        return not self._topic or self._held(call) >= MEANT

    def _match(self, call: Call) -> Match:
        return Match(call, status(call, self.understood.as_of), findings(call, self.understood))

    def _judged(self, call: Call) -> Match:
        match = self._match(call)
        relevance = self._relevance(call)
        if relevance >= OVERRULES:
            match = match.with_theme_open()
        return replace(
            match, verdict=self._verdict(match, relevance), score=_score(match, self.understood.profile, relevance)
        )

    def _verdict(self, match: Match, relevance: float) -> Verdict | None:
        if match.failed:
            return None
        if match.passed("sector") or match.passed("need"):
            return "fits"
        likely = match.passed("applicant") or match.passed("country") or relevance >= LIKELY
        return "may_fit" if likely and relevance > 0 else None

    def _relevance(self, call: Call) -> float:
        """0..1: how well retrieval found the call, and how much of the topic its own description names."""
        retrieved = self.retrieved.relevance.get(call.call_id, 0.0)
        total = sum(self._topic.values())
        if not total:
            return retrieved
        return 0.5 * retrieved + 0.5 * self._held(call)

    def _held(self, call: Call) -> float:
        """The share of the topic's words, by weight, that the call's own description holds."""
        own, total = self.book.words(call), sum(self._topic.values())
        return sum(weight for word, weight in self._topic.items() if holds(own, word)) / total if total else 0.0

    @cached_property
    def _topic(self) -> dict[str, float]:
        """The words of the topic with their weights."""
        return {word: self.retrieved.weights.get(word, 0.0) for word in topic_words(self.understood)}

    def _meets_conditions(self, call: Call) -> bool:
        asked = self.understood
        if call in asked.besides:
            return False
        if self._programmes and not any(programme_matches(call, key) for key in self._programmes):
            return False
        return asked.period is None or any(asked.period.holds(deadline.date) for deadline in call.deadlines)

    @cached_property
    def _programmes(self) -> tuple[str, ...]:
        """The programmes asked for; where no call at all is of them, the word meant something else."""
        asked = self.understood.programmes
        return asked if any(programme_matches(call, key) for call in self.book.calls for key in asked) else ()

    def _by_deadline(self, matches: Iterable[Match]) -> list[Match]:
        far = self.understood.as_of.max
        return sorted(matches, key=lambda m: (next_deadline(m.call, self.understood.as_of) or far, m.call.title))


def programme_matches(call: Call, key: str) -> bool:
    """Is a call of a programme or of a part of it, by its evidence, its topic id or the programme's name?"""
    own = {e.value for e in call.evidence if e.field == "programme"}
    own |= {load().programme_of(call.topic_id or "") or "", *_programmes_named(call.programme)}
    return key == call.programme.casefold() or any(key in (name, *load().broader("programme", name)) for name in own)


@lru_cache(maxsize=1024)
def _programmes_named(name: str) -> tuple[str, ...]:
    """The keys of the programmes that a source's own name for one means."""
    return tuple(mention.key for mention in load().find(name) if mention.kind == "programme")


def _split(matches: Iterable[Match]) -> Matches:
    held = list(matches)
    return Matches(
        tuple(match for match in held if match.status != "closed"),
        tuple(match for match in held if match.status == "closed"),
    )


def _near_best(ranked: Sequence[Match], of: Sequence[Match] | None = None) -> tuple[Match, ...]:
    """Those (of some of them) that are not far below the best; a closed call is no reason to hide an open one."""
    best = ranked[0].score if ranked else 0.0
    return tuple(match for match in (ranked if of is None else of) if match.score >= CUT * best)


def _score(match: Match, asked: Profile, relevance: float) -> float:
    """Relevance and the share of what was asked for that the call gives; much asked for weighs as much as relevance."""
    wanted = {finding.criterion for finding in match.findings} & _WEIGHTS.keys()
    shares = {
        "sector": _share(asked.sectors, match.call.sectors),
        "need": _share(asked.needs, match.call.support),
        "applicant": float(match.passed("applicant")),
        "country": float(match.passed("country")),
    }
    given = sum(_WEIGHTS[criterion] * shares[criterion] for criterion in wanted)
    return (_RELEVANCE * relevance + given) / (_RELEVANCE + sum(_WEIGHTS[criterion] for criterion in wanted))


def _share(wanted: tuple[str, ...], offered: tuple[str, ...]) -> float:
    """How much of what is wanted a call names; naming any of it counts for half."""
    named = sum(key in offered for key in wanted)
    return 0.5 + 0.5 * named / len(wanted) if named else 0.0


def _few(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Those that fit, then a few of those that may."""
    fits = [match for match in matches if match.verdict == "fits"]
    maybe = [match for match in matches if match.verdict == "may_fit"]
    return (*fits[:MOST_FITTING], *maybe[:MOST_MAYBE])
