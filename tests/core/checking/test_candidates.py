"""Who could act, as the proofs see it, is who may act when the case is there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.checking.building import approve, edit
from tests.core.checking.test_staffing import PEOPLE, by, definition
from tests.core.small_school import EVERYBODY, NOW, POSTS, SEATS, deputyship, school
from workflow.core.calendar import Calendar
from workflow.core.case import Command
from workflow.core.checking.candidates import Situation, Staffing
from workflow.core.checking.surroundings import Surroundings
from workflow.core.definition import Constraint, Definition, Nobody
from workflow.core.directory import Directory
from workflow.core.errors import Refused
from workflow.core.fields import Lookups
from workflow.core.machine import build_process
from workflow.core.playing import Play, act, begin
from workflow.core.world import World

Seat = tuple[int, str, str]
ACTORS = st.sampled_from(sorted(PEOPLE))
STANDING_IN = st.tuples(st.sampled_from(EVERYBODY), st.sampled_from(EVERYBODY)).filter(lambda pair: pair[0] != pair[1])


@st.composite
def processes(draw: st.DrawFn) -> Definition:
    review = by(approve("review", binds="", approve="approved", reject="rejected"), draw(ACTORS), ladder=())
    review = replace(review, self_approval=draw(st.sampled_from(["to_superior", "forbid"])))
    never = Constraint("never", ("review",), draw(ACTORS))
    more: dict[str, Any] = {
        "nobody": draw(st.sampled_from([Nobody("fail"), Nobody("send_to", "president"), Nobody("send_to", "head")])),
        "constraints": (never,) if draw(st.booleans()) else (),
        "substitute_depth": draw(st.integers(0, 2)),
    }
    posts = tuple(post.key for post in POSTS)
    draft = edit("draft", submit="review")
    return definition(draft, review, fields=(), actors=PEOPLE, owner="head", may_start=posts, **more)


@st.composite
def houses(draw: st.DrawFn) -> Directory:
    deputies = draw(st.lists(STANDING_IN, max_size=4, unique=True))
    standing = [deputyship(one, other, position=place) for place, (one, other) in enumerate(deputies, start=1)]
    return school(*standing, left=draw(st.sets(st.sampled_from([person for person, _, _ in SEATS]), max_size=2)))


def may_approve(play: Play, person: int) -> bool:
    try:
        act(play, Command("approve", person))
    except Refused:
        return False
    return True


@settings(max_examples=150)
@given(processes(), houses(), st.sampled_from(SEATS))
def test_whoever_could_act_may_act_and_nobody_else(
    of: Definition, house: Directory, seat: tuple[int, str, str]
) -> None:
    applicant, post, unit = seat
    if not house.people[applicant].active:
        return
    state = of.states["review"]
    staffing = Staffing(of, Surroundings(house, NOW, present=True))
    options = staffing.asked(state, state.branches[0].slots[0], Situation(applicant)).options
    world = World(house, Calendar(), Lookups())
    try:
        play = begin(build_process(of), world, applicant=applicant, hat=(post, unit), now=NOW, input={})
    except Refused:
        assert options == ()
    else:
        assert {option.actor for option in options} == {p for p in house.people if may_approve(play, p)}
