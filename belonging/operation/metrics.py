"""Figures for Prometheus: parts that are well, work that waits, and how long pages take."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from belonging.core.access_log import QuietAccess
from belonging.operation.health import Part, examine
from belonging.tenancy.scope import unscoped
from belonging.tenancy.selectors import unfinished_job_counts
from network.selectors.nights import night_counts

NOWHERE = "none"  # an address that leads to no page
TOOK = Histogram(
    "belonging_request_seconds",
    "Seconds from a request to its answer, by page.",
    ["page", "status"],
    buckets=(0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 6.0, 12.0),
)


class TimingMiddleware:
    """Times every answer by the name of its page, which holds nothing of a person or an organization."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        if (page := page_of(request)) is not None:
            took = time.perf_counter() - began
            TOOK.labels(page=page, status=f"{response.status_code // 100}xx").observe(took)
        return response


def page_of(request: HttpRequest) -> str | None:
    """The name of a page as figures know it; none of a survey's, since a counter would say when somebody answered."""
    if not QuietAccess.is_told(request.path):
        return None
    return NOWHERE if request.resolver_match is None else request.resolver_match.view_name


class Work(Collector):
    """What the database and the parts say at the moment somebody asks."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterable[Metric]:
        """One gauge for the parts, and two for the work if the database answers."""
        parts = examine(self.now)
        yield _gauge("belonging_part_well", "1 when a part of the product is well.", "part", _well(parts))
        if parts[0].is_well:
            with unscoped("count work for the metrics"):
                nights, jobs = night_counts(), unfinished_job_counts()
            yield _gauge("belonging_nights", "Nights by what became of them.", "state", nights)
            yield _gauge("belonging_unfinished_jobs", "Jobs that are not finished.", "kind", jobs)


def _well(parts: list[Part]) -> dict[str, int]:
    return {part.name: int(part.is_well) for part in parts}


def _gauge(name: str, says: str, label: str, values: dict[str, int]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, says, labels=[label])
    for value, count in values.items():
        gauge.add_metric([value], count)
    return gauge


def written(now: datetime) -> bytes:
    """
    All figures in Prometheus' text format.

    Where several processes serve pages they share a folder (PROMETHEUS_MULTIPROC_DIR), and the answer is their sum.
    """
    registry = REGISTRY
    if settings.METRICS_DIR:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    of_work = CollectorRegistry()
    of_work.register(Work(now))
    return generate_latest(registry) + generate_latest(of_work)
