"""`/readyz` and `/metrics`: for monitors on this machine, or with a token."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, cast

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Counter, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from web.api.bearers import bearer_of_request
from web.site import now, runtime
from workflow.services.measuring import Measures, examine_readiness, measure

EXTENSION: Final = "qianhe_metrics"
FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")
"""With one of these the request came through a proxy: then the sender is not who it seems."""
UNKNOWN: Final = "none"

SAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "open_cases": "Cases with an open task or an armed timer",
        "open_tasks": "Open tasks",
        "timers_overdue": "Timers that should have fired",
        "clock_lag_seconds": "How long the oldest overdue timer waits",
        "outgoing_waiting": "Messages that should have been sent",
        "outgoing_lag_seconds": "How long the oldest message waits",
        "open_incidents": "Things that a human must look at",
    }
)

blueprint: Final = Blueprint("monitoring", __name__)


class Meters:
    """What this process counts, and what the database says when it is asked. One per application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("qianhe_requests", "Requests answered", ("endpoint", "status"), registry=self.registry)
        self.registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Called for every scrape, within its request."""
        measured = measure(runtime(), now())
        yield GaugeMetricFamily("qianhe_up", "Whether the database answers", value=float(measured is not None))
        if measured is not None:
            for name, value in _values(measured).items():
                yield GaugeMetricFamily(f"qianhe_{name}", SAYS[name], value=value)

    def describe(self) -> Iterator[Metric]:
        """Known beforehand, so that nothing is asked at the start."""
        return iter(())


@blueprint.record_once
def _furnish(state: BlueprintSetupState) -> None:
    state.app.extensions[EXTENSION] = Meters()
    state.app.after_request(_count)


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """503 while the database does not answer or has another schema; how late clock and mail are is only said."""
    found = examine_readiness(runtime(), now())
    shown = {
        "status": "ready" if found.ready else "not_ready",
        "database": found.answers,
        "schema": found.schema,
        "clock_lag_seconds": round(found.clock_lag.total_seconds()),
        "outgoing_lag_seconds": round(found.outgoing_lag.total_seconds()),
    }
    return jsonify(shown), 200 if found.ready else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    if not (_from_this_machine() or bearer_of_request() is not None):
        abort(404)
    return Response(generate_latest(_meters().registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _count(response: Response) -> Response:
    _meters().requests.labels(request.endpoint or UNKNOWN, f"{response.status_code // 100}xx").inc()
    return response


def _meters() -> Meters:
    return cast(Meters, current_app.extensions[EXTENSION])


def _values(measured: Measures) -> dict[str, float]:
    return {
        "open_cases": measured.open_cases,
        "open_tasks": measured.open_tasks,
        "timers_overdue": measured.timers_overdue,
        "clock_lag_seconds": measured.clock_lag.total_seconds(),
        "outgoing_waiting": measured.outgoing_waiting,
        "outgoing_lag_seconds": measured.outgoing_lag.total_seconds(),
        "open_incidents": measured.open_incidents,
    }


def _from_this_machine() -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
