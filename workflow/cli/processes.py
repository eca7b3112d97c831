"""`qianhe clock` and `qianhe deliver`: what is due, done; what is to be sent, sent."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import click

from workflow.adapters.clock import run_clock
from workflow.bootstrap import deliverer, files_root, open_runtime, renderer
from workflow.cli.root import json_option
from workflow.cli.saying import print_json
from workflow.cli.surroundings import now_option, settings_here
from workflow.services.beating import beat_once
from workflow.services.delivering import deliver_once
from workflow.services.housekeeping import Housekeeper
from workflow.services.planning import plan_all, plan_and_beat
from workflow.services.rendering import render_once

EVERY_SECONDS: Final = 1.0
HOUSEKEEPING_SECONDS: Final = 6 * 3600.0

ONCE = click.option("--once", is_flag=True, help="Do what is due now, and end.")


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes on beside the work of a process."""

    name: str
    work: Callable[[], bool]
    every_seconds: float


@click.command()
@ONCE
@now_option
@json_option
@click.pass_context
def clock(ctx: click.Context, *, once: bool, now: datetime, as_json: bool) -> None:
    """Fire what is due: reminders, escalations, timeouts, the ends of waits.

    Before that, open tasks are planned anew when people, calendars or authority have changed.

    Without --once, rows and files that have served are dropped too, at the start and every six hours.
    """
    settings = settings_here()
    with open_runtime(settings) as runtime:
        moment = _moments(ctx, now, once=once)
        keeper = Housekeeper(runtime, files_root(settings))
        keeping = Beside("housekeeping", lambda: keeper.do_piece(datetime.now(UTC)), HOUSEKEEPING_SECONDS)
        beside = None if once else keeping
        if once:
            plan_all(runtime, now)
        beat = beat_once if once else plan_and_beat
        _run(lambda: beat(runtime, moment()), "fired", once=once, as_json=as_json, beside=beside)


@click.command()
@ONCE
@now_option
@json_option
@click.pass_context
def deliver(ctx: click.Context, *, once: bool, now: datetime, as_json: bool) -> None:
    """Draw documents that are frozen, and send outgoing messages."""
    settings = settings_here()
    with open_runtime(settings) as runtime:
        sending, drawing = deliverer(settings, runtime), renderer(settings, runtime)
        moment = _moments(ctx, now, once=once)
        if once:
            while render_once(drawing, now):
                pass
        _run(
            lambda: deliver_once(sending, moment()), "sent", once=once, as_json=as_json,
            beside=None if once else Beside("documents", lambda: render_once(drawing, moment()), EVERY_SECONDS),
        )  # fmt: skip


def _moments(ctx: click.Context, now: datetime, *, once: bool) -> Callable[[], datetime]:
    """One moment for a single draining, else the time as it passes."""
    source = ctx.get_parameter_source("now")
    if once:
        return lambda: now
    if source is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("--now goes with --once")
    return lambda: datetime.now(UTC)


def _run(work: Callable[[], bool], done: str, *, once: bool, as_json: bool, beside: Beside | None = None) -> None:
    if once:
        count = 0
        while work():
            count += 1
        if as_json:
            print_json({done: count})
        else:
            click.echo(f"{count} {done}")
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    click.echo(f"{click.get_current_context().info_name} is running")
    with _beside(beside, stop):
        run_clock(work, every_seconds=EVERY_SECONDS, stop=stop)


@contextmanager
def _beside(other: Beside | None, stop: threading.Event) -> Iterator[None]:
    """Other work in a thread of its own, so that what is due never waits for it."""
    if other is None:
        yield
        return
    often = {"every_seconds": other.every_seconds, "stop": stop}
    thread = threading.Thread(target=run_clock, args=(other.work,), kwargs=often, name=other.name)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
