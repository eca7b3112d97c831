"""What a case holds for itself, written with its step: never twice at one time, whoever asks at the same moment."""

from __future__ import annotations

from workflow.core.bookings import freed_by, hold_of, placed_by
from workflow.core.calendar import TAIPEI
from workflow.core.decision import Step
from workflow.core.effects import EffectRule
from workflow.core.errors import Refusal, Refused
from workflow.operations.setting import Setting
from workflow.store import bookings
from workflow.store.bookings import Booking
from workflow.store.engine import Connection


def hold(connection: Connection, step: Step, rule: EffectRule, setting: Setting) -> None:
    """Hold what the rule names in the place of what the case held of it before. Raises Refused `booked`, Invalid."""
    wanted = hold_of(rule, step.after, setting.directory, setting.now.astimezone(TAIPEI).date())
    if wanted is None:
        return
    case = step.after.id
    bookings.lock(connection, wanted.resource)
    other = bookings.in_the_way(connection, wanted.resource, wanted.span, of_others_than=case)
    if other is not None:
        told = setting.tell(connection, other)
        first, last = other.span.first, other.span.last
        raise Refused(Refusal("booked", {"title": told.resource, "number": told.number, "first": first, "last": last}))
    bookings.release(connection, case, setting.now, "replaced", resource=wanted.resource)
    booking = Booking(case, step.after.version, wanted.resource, wanted.span, placed_by(step.decisions))
    bookings.place(connection, booking)


def release(connection: Connection, step: Step, rule: EffectRule, setting: Setting) -> None:
    freed = freed_by(rule)
    bookings.release(connection, step.after.id, setting.now, freed.why, placed_by=freed.placed_by)
