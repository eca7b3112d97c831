"""L09: a ladder climbs in time and in rank and ends in somebody by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from tests.core.checking.building import ACTORS, LABEL, approve, definition, edit
from workflow.core.checking import check
from workflow.core.checking.climbing import check_ladders
from workflow.core.definition import ActorRule, Definition, Rung, State
from workflow.core.directory import Post
from workflow.core.timerules import parse_time_rule

PEOPLE = {
    **ACTORS,
    "chief": ActorRule("chief", LABEL, "post", post="chief", of="oia"),
    "president": ActorRule("president", LABEL, "post", post="president", of="school"),
}
POSTS = {name: Post(name, LABEL, level, ("oia",)) for name, level in (("president", 1), ("dean", 2), ("chief", 2))}
POSTS |= {"officer": Post("officer", LABEL, 4, ("oia",))}


def ladder(*rungs: str) -> tuple[Rung, ...]:
    """`due+2wd notify superior` and so on."""
    found = []
    for number, written in enumerate(rungs, start=1):
        at, does, who = written.split()
        found.append(Rung(f"escalate.{number}", parse_time_rule(at, percent=True), cast(Any, does), who))
    return tuple(found)


def climbing(*rungs: str, actor: str = "dean", state: State | None = None) -> Definition:
    review = state or approve("review", approve="approved", reject="rejected")
    (one,) = review.branches
    slots = tuple(replace(each, actor=actor, ladder=ladder(*rungs)) for each in one.slots)
    return definition(
        edit("draft", submit="review"),
        replace(review, branches=(replace(one, slots=slots),)),
        actors=PEOPLE,
    )


def said(found: Definition) -> list[str]:
    return [each.code for each in check_ladders(found, POSTS)]


@pytest.mark.parametrize(
    "rungs",
    [
        ("due+2wd notify superior", "due+2wd move president"),
        ("due+5wd notify superior", "due+2wd move president"),
        ("due notify superior", "50% move president"),
        ("80% notify superior", "50% move president"),
    ],
)
def test_rungs_that_do_not_rise_are_found(rungs: tuple[str, ...]) -> None:
    assert said(climbing(*rungs)) == ["ladder_not_rising"]


@pytest.mark.parametrize(
    "rungs",
    [
        ("due+2wd notify superior", "due+5wd add superior", "due+8wd move president"),
        ("50% notify superior", "due+2wd move president"),
        ("due+2wd notify superior", "due+1cd move president"),
        (),
    ],
)
def test_a_ladder_that_rises_to_somebody_is_sound(rungs: tuple[str, ...]) -> None:
    assert said(climbing(*rungs)) == []


def test_where_people_approve_the_last_rung_is_somebody_by_name() -> None:
    assert said(climbing("due+2wd add superior")) == ["ladder_without_name"]
    assert said(climbing("due+2wd notify superior", state=edit("review", submit="approved"))) == []


def test_a_task_is_not_handed_to_whoever_has_it() -> None:
    assert said(climbing("due+2wd move dean")) == ["ladder_ends_in_holder"]
    twin = replace(climbing("due+2wd move twin"), actors={**PEOPLE, "twin": replace(PEOPLE["dean"], name="twin")})
    assert said(twin) == ["ladder_ends_in_holder"]


def test_a_task_is_not_handed_down() -> None:
    assert said(climbing("due+2wd move officer")) == ["ladder_goes_down"]
    assert said(climbing("due+2wd move chief")) == []
    assert said(climbing("due+2wd notify officer")) == []


def test_the_finding_stands_where_the_ladder_does() -> None:
    (found,) = check_ladders(climbing("due+2wd add superior"), POSTS)
    assert (found.rule, found.severity, found.path) == ("L09", "error", ("states", "review", "escalate"))
    assert [it.code for it in check(climbing("due+2wd add superior"))] == []
