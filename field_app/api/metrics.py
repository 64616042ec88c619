"""What is counted of requests, and the page for Prometheus. No personal data, no addresses."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from flask import Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from courier.services.health import Figures

BAD_REQUEST = 400
OWN = CollectorRegistry()
SECONDS = Histogram(
    "yibao_request_seconds",
    "Time to answer a request",
    ["endpoint", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
    registry=OWN,
)
REFUSED = Counter(
    "yibao_notifications_refused",
    "Messages of payment channels that were not believed",
    ["endpoint"],
    registry=OWN,
)
MESSAGES = Counter(
    "yibao_channel_messages",
    "Messages that came through an outside channel, by what became of them",
    ["channel", "outcome"],
    registry=OWN,
)


def count_message(channel: str, outcome: str) -> None:
    """Count a message of an outside channel; outcomes are codes, never words."""
    MESSAGES.labels(channel, outcome).inc()


def start_timer() -> None:
    """Remember when the request came."""
    g.request_began = time.perf_counter()


def count_request(response: Response) -> Response:
    """Count it under its endpoint's name, never under its address."""
    endpoint = request.endpoint or "none"
    took = time.perf_counter() - g.get("request_began", time.perf_counter())
    SECONDS.labels(endpoint, request.method, str(response.status_code)).observe(took)
    if endpoint.startswith("hooks.") and response.status_code >= BAD_REQUEST:
        REFUSED.labels(endpoint).inc()
    return response


def render_metrics(figures: Figures) -> bytes:
    """All figures as text; of all server processes when there are several."""
    registry = CollectorRegistry()
    registry.register(_FromDatabase(figures))
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(OWN)


class _FromDatabase(Collector):
    """Figures that the database knows best."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        payments = GaugeMetricFamily("yibao_payments", "Payments by outcome", labels=["outcome"])
        for outcome, count in self._figures.payments.items():
            payments.add_metric([outcome], count)
        jobs = GaugeMetricFamily("yibao_jobs", "Jobs by state", labels=["state"])
        for state, count in self._figures.jobs.items():
            jobs.add_metric([state], count)
        texts = GaugeMetricFamily("yibao_texts", "Texts to phones by state", labels=["state"])
        for state, count in self._figures.texts.items():
            texts.add_metric([state], count)
        kept = GaugeMetricFamily(
            "yibao_channel_messages_kept", "Messages of the last days", labels=["channel", "state"]
        )
        for names, count in self._figures.channel_messages.items():
            kept.add_metric(names, count)
        yield kept
        open_suspense = self._figures.suspense_open
        waited = self._figures.oldest_text_seconds
        yield from (payments, jobs, texts)
        yield GaugeMetricFamily("yibao_text_waiting_seconds", "Wait of the oldest text", waited)
        yield GaugeMetricFamily("yibao_suspense_open", "Sums waiting for refund", open_suspense)
