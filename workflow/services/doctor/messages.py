"""What goes out: nothing without its entry, nothing before its time or out of order, nothing given up in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, FunctionFilter, Select, String, and_, cast, exists, func, or_, select

from workflow.core.guests import CODE
from workflow.services.beating import TIMER_INCIDENT
from workflow.services.delivering import MAIL_INCIDENT
from workflow.services.doctor.report import Fault, fault
from workflow.services.doctor.scene import Scene
from workflow.services.rendering import RENDERING_INCIDENT
from workflow.store.retrying import MAIL_WAITS, TIMER_WAITS
from workflow.store.tables import guest_codes, history, incidents, outgoing, renderings, timers
from workflow.store.values import OUTGOING_PER_STEP

FORGOTTEN: Final = timedelta(seconds=60)

_DRAWN: Final = cast(renderings.c.case_id, String) + "/" + renderings.c.name + "/" + cast(renderings.c.version, String)
_DRAWINGS: Final = select(renderings.c.case_id, _DRAWN.label("key"))
_VERSION: Final = outgoing.c.position // OUTGOING_PER_STEP
_PLACE: Final = outgoing.c.position % OUTGOING_PER_STEP
_SENT: Final = outgoing.c.result == "sent"
_OF_STEP: Final = outgoing.c.kind != CODE
"""A code is asked for at the door, by nobody whom a step could name."""


def told_of_steps(scene: Scene) -> Iterator[Fault]:
    """Each message of a case belongs to a step, is made when the step was, and none before it is missing."""
    of_step = and_(history.c.case_id == outgoing.c.case_id, history.c.seq == _VERSION)
    step = and_(of_step, history.c.at == outgoing.c.created_at)
    yield from _messages(scene, "message_without_step", _OF_STEP, ~exists().where(step))
    yield from _messages(scene, "key_differs", _OF_STEP, outgoing.c.key != _key(_PLACE))
    earlier = outgoing.alias("earlier")
    before = exists().where(earlier.c.key == _key(_PLACE - 1)).correlate(outgoing)
    of_link = guest_codes.c.link_id == -outgoing.c.recipient, guest_codes.c.made_at == outgoing.c.created_at
    yield from _messages(scene, "code_without_asking", ~_OF_STEP, ~exists().where(*of_link))
    yield from _messages(scene, "message_missing_before", _PLACE > 0, ~before)


def sent_in_time(scene: Scene) -> Iterator[Fault]:
    """What was sent was claimed before, and not sent while the step could still be undone."""
    yield from _messages(scene, "sent_too_early", _SENT, outgoing.c.settled_at < outgoing.c.not_before)
    yield from _messages(scene, "sent_without_claim", _SENT, outgoing.c.attempts == 0)


def sent_in_order(scene: Scene) -> Iterator[Fault]:
    """One recipient gets what concerns one case in the order of its steps, but for what was given up."""
    sent_before = _so_far(func.max(outgoing.c.settled_at).filter(_SENT))
    waiting_before = _so_far(func.count().filter(outgoing.c.settled_at.is_(None)))
    rows = (
        select(
            outgoing.c.case_id,
            outgoing.c.key,
            outgoing.c.result,
            outgoing.c.settled_at,
            sent_before.label("sent_before"),
            waiting_before.label("waiting_before"),
        )
        .where(outgoing.c.case_id.is_not(None), _OF_STEP)
        .subquery()
    )
    wrong = or_(rows.c.sent_before > rows.c.settled_at, rows.c.waiting_before > 0)
    wanted = select(rows.c.case_id, rows.c.key).where(rows.c.result == "sent", wrong)
    yield from _found(scene, wanted, "sent_out_of_order")


def no_lease_forgotten(scene: Scene) -> Iterator[Fault]:
    ended = outgoing.c.lease_until < scene.now - FORGOTTEN
    yield from _messages(scene, "lease_forgotten", outgoing.c.settled_at.is_(None), ended, of_cases=False)
    kept = renderings.c.lease_until < scene.now - FORGOTTEN
    yield from _found(scene, _DRAWINGS.where(renderings.c.settled_at.is_(None), kept), "lease_forgotten")


def given_up_openly(scene: Scene) -> Iterator[Fault]:
    """Nothing is tried beyond its limit, and what was given up has an incident."""
    failed = outgoing.c.result == "failed"
    of_mail = and_(incidents.c.kind == MAIL_INCIDENT, incidents.c.key == outgoing.c.key)
    yield from _messages(scene, "failed_without_incident", failed, ~exists().where(of_mail), of_cases=False)
    yield from _messages(scene, "tried_too_often", outgoing.c.attempts > len(MAIL_WAITS) + 1, of_cases=False)
    about = incidents.c.kind == MAIL_INCIDENT
    wanted = select(incidents.c.case_id, incidents.c.key).where(about, ~exists().where(of_mail, failed))
    yield from _found(scene, wanted, "incident_of_nothing")
    yield from _timers_given_up(scene)
    of_drawing = and_(incidents.c.kind == RENDERING_INCIDENT, incidents.c.key == _DRAWN)
    given_up = _DRAWINGS.where(renderings.c.result == "failed", ~exists().where(of_drawing))
    yield from _found(scene, given_up, "failed_without_incident")


def _timers_given_up(scene: Scene) -> Iterator[Fault]:
    name = cast(timers.c.case_id, String) + "/" + cast(timers.c.seq, String)
    known = and_(incidents.c.kind == TIMER_INCIDENT, incidents.c.key == name, incidents.c.closed_at.is_(None))
    given_up = and_(timers.c.settled_at.is_(None), timers.c.next_try.is_(None))
    columns = select(timers.c.case_id, name.label("key"))
    yield from _found(
        scene, columns.where(given_up, ~exists().where(known)), "given_up_without_incident", repair="open_incident"
    )
    yield from _found(scene, columns.where(timers.c.attempts > len(TIMER_WAITS) + 1), "tried_too_often")


def _messages(scene: Scene, code: str, *conditions: ColumnElement[bool], of_cases: bool = True) -> Iterator[Fault]:
    wanted = select(outgoing.c.case_id, outgoing.c.key).where(*conditions)
    yield from _found(scene, wanted.where(outgoing.c.case_id.is_not(None)) if of_cases else wanted, code)


def _found(scene: Scene, wanted: Select[Any], code: str, repair: str | None = None) -> Iterator[Fault]:
    for row in scene.rows(wanted):
        yield fault(code, at=row.case_id, repair=repair, key=row.key)


def _so_far(counted: FunctionFilter[Any]) -> ColumnElement[Any]:
    """Over what the same recipient got before about the same case."""
    one = (outgoing.c.case_id, outgoing.c.recipient)
    return counted.over(partition_by=one, order_by=outgoing.c.position, rows=(None, -1))


def _key(place: ColumnElement[int]) -> ColumnElement[str]:
    """`case.version.place`, as the writing of a step names its messages."""
    return cast(outgoing.c.case_id, String) + "." + cast(_VERSION, String) + "." + cast(place, String)
