"""How a task runs and who was told of a case, as JSON that leaves out whatever is not so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from workflow.core.case import Holder, Informed
from workflow.core.course import STRAIGHT, Course
from workflow.store.types import json_text, read_moment

MOMENTS: Final = frozenset({"held_from", "held_until", "held_due", "urged_at"})


def course_text(course: Course) -> str | None:
    """None for nearly every task."""
    if course is STRAIGHT or course == STRAIGHT:
        return None
    named = {each.name: getattr(course, each.name) for each in fields(course)}
    return json_text({name: value for name, value in named.items() if value})


def read_course(kept: Mapping[str, Any] | None) -> Course:
    if not kept:
        return STRAIGHT
    return Course(**{name: _value(name, value) for name, value in kept.items()})


def informed_text(informed: Sequence[Informed]) -> str | None:
    if not informed:
        return None
    return json_text(
        [[each.holder.post, each.holder.unit, each.holder.person, each.by, each.at, each.noted] for each in informed]
    )


def read_informed(kept: Sequence[Any] | None) -> tuple[Informed, ...]:
    return tuple(
        Informed(Holder(post, unit, person), by, read_moment(at), tuple(noted))
        for post, unit, person, by, at, noted in kept or ()
    )


def _value(name: str, value: Any) -> Any:
    if name in MOMENTS:
        return read_moment(value)
    return tuple(value) if isinstance(value, list) else value
