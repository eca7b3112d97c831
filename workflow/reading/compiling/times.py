"""Deadlines, ladders of reminders and escalation, and visit bounds, with the defaults of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from workflow.core.deadlines import SPEED_CLASSES
from workflow.core.definition import Deadline, Rung
from workflow.core.durations import Duration, parse_duration
from workflow.core.findings import Path
from workflow.core.form import FieldSpec
from workflow.core.further import SpeedChoice, VisitBound
from workflow.core.hurrying import CHOSEN
from workflow.core.timerules import TimeRule, parse_time_rule
from workflow.reading.compiling.extending import compile_extension
from workflow.reading.compiling.worksheet import Worksheet
from workflow.reading.shapes.process import Defaults
from workflow.reading.shapes.states import Human
from workflow.reading.shapes.times import ADeadline, DeadlineMap, Escalation, Remind, SpeedCode, SpeedMap, Visits

ESCALATE_ONLY: Final = "escalate_only"


@dataclass(frozen=True, slots=True)
class TimeNames:
    """What time rules and ladders may name; `inputs` are the fields that outcomes ask for."""

    states: frozenset[str]
    actors: frozenset[str]
    inputs: frozenset[str]


def compile_deadline(
    sheet: Worksheet, shape: ADeadline | None, speed: str, names: TimeNames, path: Path
) -> Deadline | None:
    """An explicit `none` is a deadline without limit; None is one that nobody has written."""
    if shape is None:
        return None
    if not isinstance(shape, DeadlineMap):
        return Deadline()
    timeout = None if shape.timeout == ESCALATE_ONLY else shape.timeout
    within = None
    if shape.within is not None:
        within = parse_duration(shape.within)
    elif shape.speed is not None:
        within = SPEED_CLASSES[speed if shape.speed == "speed" else shape.speed].limit
    until = compile_moment(sheet, shape.until, names, (*path, "until"))
    return Deadline(
        within,
        until,
        shape.roll,
        shape.clock,
        timeout,
        by_speed=shape.speed == "speed",
        grace=parse_duration(shape.grace) if shape.grace is not None else None,
        extend=compile_extension(sheet, shape.extend, names.actors, (*path, "extend")),
    )


def compile_speeds(sheet: Worksheet, shape: SpeedCode | SpeedMap, fields: Iterable[FieldSpec]) -> SpeedChoice | None:
    """What the applicant may choose from, the default among it; no field of the form has the name of the choice."""
    if not isinstance(shape, SpeedMap):
        return None
    for key, codes in (("default", [shape.default]), ("reason_for", shape.reason_for)):
        for code in codes:
            if code not in shape.choose:
                sheet.error("L01", "speed_not_offered", ("speed", key), params={"name": code})
    if any(spec.name == CHOSEN for spec in fields):
        sheet.error("L01", "reserved_name", ("data", CHOSEN), params={"name": CHOSEN})
    return SpeedChoice(tuple(dict.fromkeys(shape.choose)), tuple(shape.reason_for))


def compile_moment(sheet: Worksheet, source: str | None, names: TimeNames, path: Path) -> TimeRule | None:
    """The time rule; what it counts from must exist."""
    if source is None:
        return None
    rule = parse_time_rule(source, percent=True)
    root, rest = rule.anchor[:1], ".".join(rule.anchor[1:])
    if root == ("data",):
        _check_date_field(sheet, rest, path)
    elif root == ("input",):
        sheet.name("input", rest, names.inputs, path)
    elif rest:
        sheet.name("state", root[0], names.states, path)
    return rule


def compile_ladder(
    sheet: Worksheet, shape: Human, defaults: Defaults, names: TimeNames, path: Path
) -> tuple[Rung, ...]:
    """Reminders, then rungs of escalation; a state without its own takes those of the file."""
    above: Path = ("defaults",)
    remind, remind_at = (shape.remind, path) if shape.remind is not None else (defaults.remind, above)
    escalate, escalate_at = (shape.escalate, path) if shape.escalate is not None else (defaults.escalate, above)
    reminders = _reminders(sheet, remind, names, (*remind_at, "remind")) if remind else ()
    return (*reminders, *_escalation(sheet, escalate, names, (*escalate_at, "escalate")))


def compile_reminders(sheet: Worksheet, defaults: Defaults, names: TimeNames) -> tuple[Rung, ...]:
    """Those of the file alone: of whoever is asked beside the slots."""
    path: Path = ("defaults", "remind")
    return tuple(_reminders(sheet, defaults.remind, names, path)) if defaults.remind else ()


def compile_visits(shape: Visits | None, defaults: Defaults) -> VisitBound | None:
    visits = shape or defaults.visits
    return VisitBound(visits.max, visits.end) if visits else None


def _reminders(sheet: Worksheet, shape: Remind, names: TimeNames, path: Path) -> Iterable[Rung]:
    """The moments that are named, then one every so often after the deadline, at most `max` in all."""
    moments = []
    for index, source in enumerate(shape.at[: shape.max]):
        rule = compile_moment(sheet, source, names, (*path, "at", index))
        if rule is not None:
            moments.append(rule)
    if shape.every is not None:
        every = parse_duration(shape.every)
        missing = range(1, shape.max - len(moments) + 1)
        moments += [_after_due(Duration(every.amount * times, every.unit)) for times in missing]
    return tuple(Rung(f"remind.{number}", rule, "remind", "holder") for number, rule in enumerate(moments, start=1))


def _after_due(offset: Duration) -> TimeRule:
    return TimeRule(("due",), offset, f"due + {offset}")


def _escalation(sheet: Worksheet, shapes: Iterable[Escalation], names: TimeNames, path: Path) -> Iterable[Rung]:
    for index, shape in enumerate(shapes):
        at = compile_moment(sheet, shape.at, names, (*path, index, "at"))
        for does, who in _deeds(shape):
            if who is None or at is None:
                continue
            if who != "superior":
                sheet.name("actor", who, names.actors, (*path, index, does))
            yield Rung(f"escalate.{index + 1}", at, does, who)


def _deeds(shape: Escalation) -> tuple[tuple[Literal["notify", "add", "move"], str | None], ...]:
    return ("notify", shape.notify), ("add", shape.add), ("move", shape.move)


def _check_date_field(sheet: Worksheet, field: str, path: Path) -> None:
    sheet.name("field", field, sheet.fields, path)
    spec = sheet.fields.get(field)
    if spec is not None and spec.type != "date":
        sheet.error("L02", "not_a_date_field", path, params={"name": field, "type": spec.type})
