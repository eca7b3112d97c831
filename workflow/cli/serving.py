"""`qianhe serve` and `qianhe demo`: the pages, and with the demo everything that makes them live, in one process."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import click
from waitress.server import create_server

from web import create_app
from workflow.adapters.clock import run_clock
from workflow.bootstrap import deliverer, files_root, new_runtime, open_runtime, renderer
from workflow.cli.processes import HOUSEKEEPING_SECONDS
from workflow.cli.saying import Stopped
from workflow.cli.surroundings import settings_here
from workflow.config import Settings, read_settings
from workflow.services.delivering import deliver_once
from workflow.services.housekeeping import Housekeeper
from workflow.services.initialising import init, load_cases
from workflow.services.planning import plan_and_beat
from workflow.services.rendering import render_once
from workflow.services.runtime import Runtime

EVERY_SECONDS: Final = 1.0
THREADS: Final = 8
LARGEST_BODY: Final = 64 * 1024 * 1024
"""Above what the application takes, so that it is the application that says no, in a sentence."""
PATIENCE_SECONDS: Final = 10
HERE: Final = "127.0.0.1"
DEMO: Final = "demo"


@dataclass(frozen=True, slots=True)
class Worker:
    """Calls `work` again and again beside the pages."""

    name: str
    work: Callable[[], bool]
    every_seconds: float = EVERY_SECONDS


@click.command("serve")
@click.option("--host", default=HERE, show_default=True, help="The address to listen on; the port is that of PORT.")
def serve_command(*, host: str) -> None:
    """Serve the pages until SIGTERM or Ctrl+C; requests under way are finished."""
    settings = settings_here()
    with open_runtime(settings) as runtime, _listening(settings, runtime, host) as server:
        click.echo(f"serving {settings.base_url} on {host}:{settings.port}")
        server.run()


@click.command("demo")
def demo_command() -> None:
    """Everything at once on an embedded database: init --demo, the pages, the clock and the mail, until Ctrl+C."""
    settings = _demo_settings()
    with new_runtime(settings) as runtime:
        _make_ready(settings, runtime)
        sending, drawing = deliverer(settings, runtime), renderer(settings, runtime)
        keeper = Housekeeper(runtime, files_root(settings))
        workers = (
            Worker("clock", lambda: plan_and_beat(runtime, datetime.now(UTC))),
            Worker("documents", lambda: render_once(drawing, datetime.now(UTC))),
            Worker("mail", lambda: deliver_once(sending, datetime.now(UTC))),
            Worker("housekeeping", lambda: keeper.do_piece(datetime.now(UTC)), HOUSEKEEPING_SECONDS),
        )
        with _listening(settings, runtime, HERE) as server, _working(workers):
            click.echo(f"mail is kept in {settings.instance / 'mail'}")
            click.echo(f"Qianhe 簽核: {settings.base_url}  (Ctrl+C ends it)")
            server.run()
        click.echo("stopped")


def _demo_settings() -> Settings:
    """Those of the environment, in which only production must not be asked for. Raises BadSettings, Stopped."""
    settings = read_settings({**os.environ, "QIANHE_ENV": os.environ.get("QIANHE_ENV") or DEMO})
    if settings.environment == "production":
        raise Stopped("demo_in_production")
    return replace(settings, environment=DEMO)


def _make_ready(settings: Settings, runtime: Runtime) -> None:
    click.echo(f"making the demo ready in {settings.instance}: database, definitions, people, cases …")
    begun = time.monotonic()
    now = datetime.now(UTC)
    done = init(runtime, settings.definitions, signing_key=settings.signing_key, now=now, demo=True)
    load_cases(runtime, settings.definitions, files_root(settings), now)
    new = sum(it.status != "unchanged" for it in done.published)
    click.echo(f"ready after {time.monotonic() - begun:.1f} s: schema {done.schema_after}, {new} definitions new")


@contextmanager
def _listening(settings: Settings, runtime: Runtime, host: str) -> Iterator[Any]:
    """A server that is bound and ends cleanly on SIGTERM and SIGINT. Raises Stopped when the port is taken."""
    try:
        server = create_server(create_app(settings, runtime), **_waitress_settings(settings, host))
    except OSError as problem:
        raise Stopped("port_taken", port=str(settings.port), detail=problem.strerror or str(problem)) from problem
    for name in (signal.SIGTERM, signal.SIGINT):
        # The loop of the server takes this as the end: it waits for the requests under way.
        signal.signal(name, lambda *_: sys.exit(0))
    try:
        yield server
    finally:
        server.close()


def _waitress_settings(settings: Settings, host: str) -> dict[str, Any]:
    """Served by https, a proxy on this machine stands in front, and only that one is believed."""
    found: dict[str, Any] = {
        "host": host,
        "port": settings.port,
        "threads": THREADS,
        "ident": "qianhe",
        "max_request_body_size": LARGEST_BODY,
        "clear_untrusted_proxy_headers": True,
    }
    if settings.base_url.startswith("https://"):
        found |= {
            "trusted_proxy": HERE,
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    return found


@contextmanager
def _working(workers: tuple[Worker, ...]) -> Iterator[None]:
    stop = threading.Event()
    threads = [
        threading.Thread(
            target=run_clock,
            args=(worker.work,),
            kwargs={"every_seconds": worker.every_seconds, "stop": stop},
            name=worker.name,
        )
        for worker in workers
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
