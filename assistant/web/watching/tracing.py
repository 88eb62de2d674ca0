"""Traces for OpenTelemetry: a span for each request, within it one for the answer and one for each of its steps.

A span carries what a log line does: route, status, ids and times, neither question nor address. Without an endpoint
nothing is recorded and the SDK is not needed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, fields

from opentelemetry.trace import NoOpTracer, Tracer, get_current_span, set_span_in_context

from assistant.answers import Answer
from assistant.errors import InvalidSetting

SERVICE = "euclusters"
EXPORT_S = 2  # a collector that does not answer is not waited for longer
NS_PER_MS = 1_000_000
TOTAL = "total"


def _nothing() -> None:
    """There is nothing to close."""


@dataclass(frozen=True, slots=True)
class Tracing:
    """Where spans are begun; ``close`` sends what has not been sent."""

    tracer: Tracer
    close: Callable[[], None] = _nothing

    def answered(self, answer: Answer) -> None:
        """The spans of an answer that is complete; its steps one after the other, as long as each took in all."""
        ended = time.time_ns()
        at = ended - _ns(answer.timings_ms.total)
        told = {"status": answer.status, "generator": answer.generator, "answer_id": answer.answer_id}
        whole = self.tracer.start_span("answer", start_time=at, attributes=told)
        within = set_span_in_context(whole)
        for step in (field.name for field in fields(answer.timings_ms) if field.name != TOTAL):
            span = self.tracer.start_span(step, within, start_time=at)
            at += _ns(getattr(answer.timings_ms, step))
            span.end(at)
        whole.end(ended)


def name_request(method: str, route: str, status: int, request_id: str) -> None:
    """The span of the request that ends here, by its route as declared."""
    span = get_current_span()
    span.update_name(f"{method} {route}")
    span.set_attribute("http.request.method", method)
    span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", status)
    span.set_attribute("request_id", request_id)


def open_tracing(endpoint: str) -> Tracing:
    """Spans go to the endpoint, nowhere without one; InvalidSetting where the packages for it are missing."""
    if not endpoint:
        return Tracing(NoOpTracer())
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise InvalidSetting(
            "EUCLUSTERS_LOGS__OTLP_ENDPOINT needs further packages: pip install 'euclusters-assistant[tracing]'."
        ) from None
    provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint, timeout=EXPORT_S)))
    return Tracing(provider.get_tracer(SERVICE), provider.shutdown)


def _ns(milliseconds: float) -> int:
    return round(milliseconds * NS_PER_MS)
