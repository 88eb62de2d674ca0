"""What Prometheus is told of one process: requests, answers by step, the model, the index, the queue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from assistant.answers import Answer
from assistant.assistant import Assistant
from assistant.calls.status import next_day, status
from assistant.web.guarding.limits import Limiter
from vectorstore.errors import StoreError

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
SOON = (7, 30)  # days
METHODS = ("GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS")


class Metrics:
    """Counters and histograms of one application, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "euclusters_requests",
            "Requests by route and status.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._request_seconds = Histogram(
            "euclusters_request_seconds", "Time until a response has ended.", ("route",), buckets=SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self._answers = Counter(
            "euclusters_answers", "Answers by status and by who wrote them.", ("status", "generator"),
            registry=self.registry,
        )  # fmt: skip
        self._step_seconds = Histogram(
            "euclusters_step_seconds", "Time of each step of an answer.", ("step",), buckets=SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self._unremembered = Counter(
            "euclusters_unremembered_answers", "Answers that could not be kept.", registry=self.registry
        )

    def requested(self, method: str, route: str, status_code: int, seconds: float) -> None:
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, str(status_code)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        self._answers.labels(answer.status, answer.generator).inc()
        for step in fields(answer.timings_ms):
            self._step_seconds.labels(step.name).observe(getattr(answer.timings_ms, step.name) / 1000)
        if not answer.conversation_id:
            self._unremembered.inc()

    def watch(self, assistant: Assistant, limiter: Limiter) -> None:
        """Ask these for the state of things whenever someone reads the metrics."""
        self.registry.register(State(assistant, limiter))

    def text(self) -> bytes:
        return generate_latest(self.registry)


@dataclass(frozen=True, eq=False)
class State(Collector):
    """What is read at the moment of asking."""

    assistant: Assistant
    limiter: Limiter

    def describe(self) -> list[Metric]:
        """Nothing is read when it is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield from self._queue()
        yield from _index(self.assistant)
        yield from _model(self.assistant)

    def _queue(self) -> Iterator[Metric]:
        working = GaugeMetricFamily("euclusters_working", "Requests being worked on.", labels=["kind"])
        waiting = GaugeMetricFamily("euclusters_queue", "Requests that wait for their turn.", labels=["kind"])
        shared = {id(gate): kind for kind, gate in reversed(self.limiter.gates.items())}  # told under the first name
        for kind, gate in ((kind, gate) for kind, gate in self.limiter.gates.items() if shared[id(gate)] == kind):
            working.add_metric([kind], gate.working)
            waiting.add_metric([kind], gate.queued)
        opened = sum(self.limiter.open.values())
        yield from (working, waiting, GaugeMetricFamily("euclusters_open_requests", "Requests open now.", opened))


def _index(assistant: Assistant) -> Iterator[Metric]:
    readable = GaugeMetricFamily("euclusters_index_readable", "1 while the index can be read.")
    try:
        found = tuple(_of_generation(assistant))
    except StoreError:
        found = ()
    readable.add_metric([], 1 if found else 0)
    yield from (readable, *found)


def _of_generation(assistant: Assistant) -> Iterator[Metric]:
    now = assistant.as_of()
    with assistant.reader.reading() as generation:
        manifest = generation.manifest
        held = GaugeMetricFamily("euclusters_index_size", "What the public can find.", labels=["what"])
        counts = generation.catalogue.counts()
        for what in ("documents", "passages", "calls"):
            held.add_metric([what], getattr(counts, what))
        calls = [call for call in generation.catalogue.calls() if status(call, now) == "open"]
    age = (assistant.clock() - manifest.created_at).total_seconds()
    yield GaugeMetricFamily("euclusters_index_age_seconds", "Time since the index was built.", age)
    yield held
    closing = GaugeMetricFamily("euclusters_calls_closing", "Open calls that close within days.", labels=["days"])
    deadlines = [found for call in calls if (found := next_day(call, now))]
    for days in SOON:
        closing.add_metric([str(days)], sum(day <= now.day + timedelta(days=days) for day in deadlines))
    yield closing
    yield GaugeMetricFamily("euclusters_calls_open", "Calls that one can apply for today.", len(calls))


def _model(assistant: Assistant) -> Iterator[Metric]:
    """Nothing without a model."""
    writer = assistant.writer
    if writer is None:
        return
    yield GaugeMetricFamily("euclusters_model_up", "0 while the model is left alone.", writer.is_up())
    found = writer.tally.copy()
    asked = CounterMetricFamily("euclusters_completions", "Completions by what came of them.", labels=["outcome"])
    for outcome, count in (("ended", found.asked - found.failed), ("failed", found.failed), ("refused", found.refused)):
        asked.add_metric([outcome], count)
    dropped = CounterMetricFamily("euclusters_dropped_sentences", "Sentences not shown, by flaw.", labels=["flaw"])
    for flaw, count in sorted(found.dropped.items()):
        dropped.add_metric([flaw], count)
    tokens = CounterMetricFamily("euclusters_tokens", "Tokens of the model.", labels=["direction"])
    tokens.add_metric(["input"], found.input_tokens)
    tokens.add_metric(["output"], found.output_tokens)
    yield from (asked, dropped, tokens)
    yield CounterMetricFamily("euclusters_fallbacks", "Extractive answers although there is a model.", found.fell_back)
    yield CounterMetricFamily("euclusters_cost_eur", "Euro spent on completions, where prices are set.", found.cost_eur)
