"""What a case holds for itself (場地、車輛、長官的時間): for which days, and what gives it free again.

A hold is placed by the step that leaves a state. It stands until the same case holds the same thing again or releases
all, until the case ends without approval, or until the decision behind it is void.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from workflow.core.calendar import TAIPEI
from workflow.core.case import CaseView, DecisionView
from workflow.core.definition import Definition, State
from workflow.core.directory import Directory, nearest_unit
from workflow.core.effects import EffectRule
from workflow.core.errors import FieldProblem, Invalid
from workflow.core.operations import HOLD, RELEASE

FIRST: Final = "from"
LAST: Final = "to"

Why = Literal["replaced", "released", "void", "ended"]
WHY: Final = "why"
PLACED_BY: Final = "placed_by"
_DATA: Final = "data."
STILL_COUNTS: Final = frozenset({"carried_on", "reconfirmed", "migrated"})
"""Why a decision is void although its content counts on, under another number."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts_at` up to, and not at, `ends_at`."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: Span) -> bool:
        """Whether there is a moment that lies in both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    @property
    def first(self) -> date:
        return self.starts_at.astimezone(TAIPEI).date()

    @property
    def last(self) -> date:
        """The last day of which some moment lies in it."""
        return (self.ends_at.astimezone(TAIPEI) - timedelta(microseconds=1)).date()


@dataclass(frozen=True, slots=True)
class Hold:
    """`resource` is a row of a register, `register:code`, or whoever holds a post, `post@unit`."""

    resource: str
    span: Span


@dataclass(frozen=True, slots=True)
class Freed:
    """What a release gives free: all that the case holds, or what the decision at one place (`state.key`) placed."""

    why: Why
    placed_by: str | None = None


def whole_days(first: date, last: date) -> Span:
    """The days from `first` to `last` as they are in Taipei, both whole. Raises ValueError when they are none."""
    if last < first:
        raise ValueError(f"{last} comes before {first}")
    after = last + timedelta(days=1)
    return Span(datetime.combine(first, time(), TAIPEI), datetime.combine(after, time(), TAIPEI))


def hold_of(rule: EffectRule, case: CaseView, directory: Directory, on: date) -> Hold | None:
    """What the case wants to hold; None where it names nothing. Raises Invalid for days that are missing or turned."""
    resource = _resource(rule, case, directory, on)
    if resource is None:
        return None
    paths = {name: path.removeprefix(_DATA) for name, path in rule.given}
    first, last = (_value(case, paths[name]) for name in (FIRST, LAST))
    missing = [paths[name] for name, day in ((FIRST, first), (LAST, last)) if not isinstance(day, date)]
    if missing:
        raise Invalid(*(FieldProblem(path, "required") for path in missing))
    assert isinstance(first, date)
    assert isinstance(last, date)
    if last < first:
        raise Invalid(FieldProblem(paths[LAST], "too_small", {"minimum": first.isoformat()}))
    return Hold(resource, whole_days(first, last))


def freed_by(rule: EffectRule) -> Freed:
    said = dict(rule.fixed)
    why, place = said.get(WHY, "released"), said.get(PLACED_BY)
    return Freed(why, str(place) if place is not None else None)  # type: ignore[arg-type]  # of `_release`


def placed_by(decisions: Iterable[DecisionView]) -> str | None:
    """The place of the decision behind a step, of those that it brought; None where the clock went on by itself."""
    return next((place_of(decision) for decision in decisions if decision.status != "carried"), None)


def place_of(decision: DecisionView) -> str:
    return f"{decision.state}.{decision.key}"


def given_free(state: State | None, decision: DecisionView, reason: str) -> tuple[EffectRule, ...]:
    """A decision becomes void: what it placed is released. `state` is where it was given."""
    if state is None or reason in STILL_COUNTS or not _holds(state):
        return ()
    return (_release("void", place_of(decision)),)


def given_free_at_end(definition: Definition) -> tuple[EffectRule, ...]:
    """A case ends without approval: no definition has to think of it."""
    return (_release("ended"),) if any(_holds(state) for state in definition.states.values()) else ()


def _holds(state: State) -> bool:
    return any(effect.operation == HOLD for effect in state.effects)


def _release(why: Why, place: str | None = None) -> EffectRule:
    fixed: tuple[tuple[str, str], ...] = ((WHY, why),)
    return EffectRule("", RELEASE, fixed=fixed if place is None else (*fixed, (PLACED_BY, place)))


def _value(case: CaseView, path: str) -> object:
    held: object = case.data
    for part in path.split("."):
        held = held.get(part) if isinstance(held, Mapping) else None
    return held


def _resource(rule: EffectRule, case: CaseView, directory: Directory, on: date) -> str | None:
    if rule.row:
        code = _value(case, rule.row.removeprefix(_DATA))
        return None if code is None else f"{rule.register}:{code}"
    post, of = (str(dict(rule.fixed)[name]) for name in ("post", "of"))
    unit = _value(case, of.removeprefix(_DATA)) if of.startswith(_DATA) else of
    nearest = nearest_unit(directory, post, str(unit), on) if unit is not None else None
    return None if nearest is None else f"{post}@{nearest}"


Held = Mapping[str, tuple[Span, str | None]]
"""Resource → how long a case holds it, and what placed it."""


def held_after(held: Held, step_operations: Iterable[EffectRule], case: CaseView, *, by: str | None,
               directory: Directory, on: date) -> Held:  # fmt: skip
    """What a case holds when the operations of a step are done, for scenarios that have no database."""
    now = dict(held)
    for rule in step_operations:
        if rule.operation == HOLD and (hold := hold_of(rule, case, directory, on)) is not None:
            now[hold.resource] = (hold.span, by)
        elif rule.operation == RELEASE:
            place = freed_by(rule).placed_by
            now = {} if place is None else {name: it for name, it in now.items() if it[1] != place}
    return now
