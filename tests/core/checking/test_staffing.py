"""L15, L16, L23 and L24: whoever applies and whoever is away, somebody can act, and others where others must."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.checking.building import ACTORS, LABEL, approve, branch, definition, edit, field, parallel, slot
from tests.core.small_school import COLLEAGUE, HEAD, NOW, OFFICER, OIA_DEAN, deputyship, holding, school
from workflow.core.checking import check
from workflow.core.checking.surroundings import Surroundings
from workflow.core.checking.varying import values_of
from workflow.core.definition import ActorRule, Branch, Constraint, Definition, Join, Nobody, Rung, State
from workflow.core.directory import Directory, Person, Post, Unit, build_directory
from workflow.core.findings import Finding
from workflow.core.timerules import parse_time_rule

PEOPLE = {
    "applicant": ACTORS["applicant"],
    "officer": ActorRule("officer", LABEL, "pool", post="officer", of="coop"),
    "head": ActorRule("head", LABEL, "post", post="head", of="coop"),
    "oia_dean": ActorRule("oia_dean", LABEL, "post", post="oia_dean", of="oia"),
    "dean": ActorRule("dean", LABEL, "post", post="dean", of="coe"),
    "president": ActorRule("president", LABEL, "post", post="president", of="school"),
}
HANDED_ON = (Rung("late", parse_time_rule("due + 2wd"), "move", "president"),)


def by(state: State, actor: str, **more: Any) -> State:
    """The state with its only slot given to the actor, and handed on to the president in the end."""
    (one,) = state.branches
    given = {"actor": actor, "ladder": HANDED_ON} | more
    return replace(state, branches=(replace(one, slots=tuple(replace(each, **given) for each in one.slots)),))


def process(*states: State, may_start: str = "faculty", **more: Any) -> Definition:
    first = edit("draft", submit=states[0].name)
    return definition(first, *states, actors=PEOPLE, may_start=(may_start,), owner="head", **more)


def findings(found: Definition, people: Directory | None = None, *, present: bool = True) -> list[Finding]:
    around = Surroundings(people or school(), NOW, present=present)
    return [each for each in check(found, around) if each.rule in {"L15", "L16", "L23", "L24"}]


def said(found: Definition, people: Directory | None = None, *, present: bool = True) -> set[tuple[str, str, str]]:
    return {(each.rule, each.code, each.severity) for each in findings(found, people, present=present)}


REVIEW = approve("review", approve="approved", reject="rejected")
DECIDE = approve("decide", approve="approved", reject="rejected")
NOBODY = ("L15", "nobody_can_act", "error")


def two(first: str, second: str, *, handed_on: bool = True, **more: Any) -> Definition:
    """Two approvals that different people must give."""
    ladder = HANDED_ON if handed_on else ()
    states = (by(replace(REVIEW, edges=approve("review", approve="decide").edges), first, ladder=ladder),
              by(DECIDE, second, ladder=ladder))  # fmt: skip
    more = {"constraints": (Constraint("different_people", ("review", "decide")),)} | more
    return process(*states, **more)


def test_a_post_that_somebody_holds_is_enough() -> None:
    assert said(process(by(REVIEW, "head"))) == set()


def test_a_vacant_post_that_nothing_replaces_is_an_error() -> None:
    assert said(process(by(REVIEW, "head")), school(vacant=["head"])) == {NOBODY}


def test_a_vacant_post_that_somebody_replaces_is_none() -> None:
    assert said(process(by(REVIEW, "head"), nobody=Nobody("send_to", "oia_dean")), school(vacant=["head"])) == set()


def test_an_applicant_who_would_approve_himself_is_found_by_name() -> None:
    review = replace(by(REVIEW, "president"), self_approval="forbid")
    (found,) = findings(process(review, may_start="president"), present=False)
    assert (found.rule, found.code, found.severity) == NOBODY
    assert found.params["cases"] == ("applicant=p1",)


def test_an_applicant_in_the_line_is_decided_by_his_superior() -> None:
    assert said(process(by(REVIEW, "head"), may_start="head"), present=False) == set()


def test_an_approval_by_the_applicant_can_never_be_given() -> None:
    assert said(process(by(REVIEW, "applicant"))) == {NOBODY}


def test_whoever_may_never_decide_is_left_out_for_every_applicant() -> None:
    never = (Constraint("never", ("review",), "head"),)
    review = replace(by(REVIEW, "head"), self_approval="forbid")
    assert said(process(review, constraints=never)) == {NOBODY}


def test_two_approvals_by_one_person_cannot_be_given_by_different_people() -> None:
    assert said(two("head", "head")) == {("L15", "too_few_people", "error")}
    assert said(two("head", "oia_dean")) == set()


def test_a_pool_of_two_serves_two_approvals_until_one_is_away() -> None:
    found = findings(two("officer", "officer", handed_on=False))
    assert {(it.rule, it.code, it.severity) for it in found} == {("L16", "absence_breaks_separation", "warning")}
    assert found[0].params["people"] == ("p4", "p5")


def test_a_deputy_counts_for_himself_and_for_whom_he_stands_in() -> None:
    """If the officer stands in for the head, both are spent, and the pool has nobody else."""
    found = two("head", "officer", handed_on=False)
    alone = school(deputyship(HEAD, OFFICER), left=[COLLEAGUE])
    assert ("L16", "choice_leaves_nobody", "warning") in said(found, alone)
    assert "choice_leaves_nobody" not in {code for _, code, _ in said(found, school(deputyship(HEAD, OFFICER)))}


def test_without_the_people_of_the_house_only_the_impossible_is_told() -> None:
    assert said(two("officer", "officer", handed_on=False), present=False) == set()


def test_a_single_holder_without_anybody_to_hand_on_to_is_a_warning() -> None:
    (found,) = findings(process(by(REVIEW, "head", ladder=()), substitute_depth=0))
    assert (found.rule, found.code, found.severity) == ("L24", "one_holder", "warning")
    assert found.params["people"] == (f"p{HEAD}",)
    assert found.path == ("states", "review", "by")


def test_a_single_holder_who_may_have_a_deputy_is_only_to_be_known() -> None:
    assert said(process(by(REVIEW, "head", ladder=()))) == {("L24", "one_holder", "info")}


def test_a_deputy_in_force_makes_a_single_holder_no_warning() -> None:
    assert said(process(by(REVIEW, "head", ladder=())), school(deputyship(HEAD, OIA_DEAN))) == set()


def test_a_pool_of_one_is_a_warning_even_if_it_is_handed_on() -> None:
    people = school(left=[COLLEAGUE])
    assert said(process(by(REVIEW, "officer")), people) == {("L24", "pool_of_one", "warning")}


def test_a_pool_of_two_of_whom_one_applies_hangs_on_the_other() -> None:
    found = process(by(REVIEW, "officer", ladder=()), may_start="officer")
    assert said(found) == {("L16", "absence_leaves_nobody", "warning")}


def test_a_fallback_that_is_the_same_post_does_not_help_when_its_holder_leaves() -> None:
    found = process(by(REVIEW, "head"), nobody=Nobody("send_to", "head"))
    assert said(found) == {("L16", "leaver_leaves_nobody", "warning")}


def vote(join: Join, *actors: str) -> State:
    given: dict[str, Any] = {"binds": ("kind",)}
    asked = tuple(Branch(it, LABEL, (slot(it, "approve reject", branch=it, actor=it, **given),)) for it in actors)
    return replace(REVIEW, branches=asked, join=join)


TWO_OF_THREE = vote(Join("count", 2), "head", "oia_dean", "dean")


def test_whoever_must_not_decide_has_no_vote_and_the_others_are_enough() -> None:
    assert said(process(TWO_OF_THREE, may_start="head")) == set()
    assert said(process(vote(Join("count", 2), "head", "oia_dean"), may_start="head")) == set()


def test_a_vote_that_counts_on_more_people_than_there_are_is_an_error() -> None:
    found = process(vote(Join("count", 2), "head", "oia_dean"))
    assert said(found, school(vacant=["head"])) == {("L23", "vote_not_winnable", "error")}
    pool = vote(Join("count", 3, each=True), "officer")
    assert said(process(pool)) == {("L23", "vote_not_winnable", "error")}
    assert said(process(pool), present=False) == set()


def test_a_quorum_that_an_applicant_spoils_is_a_warning_or_an_error_where_nobody_decides_instead() -> None:
    three = vote(Join("percent", 50, quorum=3), "head", "oia_dean", "dean")
    assert said(process(three, may_start="head")) == {("L15", "vote_without_voters", "error")}
    instead = process(three, may_start="head", nobody=Nobody("send_to", "president"))
    assert said(instead) == {("L24", "quorum_not_met", "warning")}
    assert said(process(three)) == set()


def test_a_deputy_of_two_voters_has_two_votes() -> None:
    shared = school(deputyship(HEAD, COLLEAGUE), deputyship(OIA_DEAN, COLLEAGUE))
    (found,) = findings(process(TWO_OF_THREE), shared)
    assert (found.rule, found.code, found.severity) == ("L23", "two_votes_of_one", "warning")
    assert found.params["people"] == (f"p{COLLEAGUE}",)


def test_a_voter_who_stands_in_for_another_has_two_votes() -> None:
    (found,) = findings(process(TWO_OF_THREE), school(deputyship(HEAD, OIA_DEAN)))
    assert (found.code, found.params["people"]) == ("two_votes_of_one", (f"p{OIA_DEAN}",))


def test_a_quorum_of_more_than_are_asked_is_an_error() -> None:
    found = process(vote(Join("percent", 50, quorum=4), "head", "oia_dean", "dean"))
    assert ("L23", "quorum_out_of_reach") in {(it.rule, it.code) for it in check(found)}


def test_whoever_votes_may_leave_nobody_for_what_different_people_must_do() -> None:
    ballot = replace(TWO_OF_THREE, edges=approve("review", approve="decide", reject="rejected").edges)
    rule = (Constraint("different_people", ("review", "decide")),)
    found = process(ballot, by(DECIDE, "dean", ladder=()), constraints=rule)
    assert ("L16", "choice_leaves_nobody", "warning") in said(found)
    assert said(found, present=False) == set()


def test_a_vote_that_nobody_can_lose_is_an_error() -> None:
    asked = tuple(branch(it, "agree", actor="officer") for it in ("a", "b"))
    state = replace(REVIEW, branches=asked, edges=parallel("x", complete="approved").edges)
    assert ("L23", "vote_not_losable") in {(it.rule, it.code) for it in check(process(state))}
    assert "L23" not in {it.rule for it in check(process(TWO_OF_THREE))}


def test_what_is_too_much_to_try_is_said() -> None:
    """Three deans of twenty colleges each: eight thousand ways to choose them."""
    colleges = [Unit(f"c{n}", LABEL, 1, None, "dean") for n in range(20)]
    deans = [Person(n, f"p{n}", LABEL, "dean@example.edu") for n in range(1, 22)]
    held = [holding(n + 1, "dean", f"c{n}") for n in range(20)] + [holding(21, "faculty", "c0")]
    posts = [Post("dean", LABEL, 2, tuple(it.key for it in colleges)), Post("faculty", LABEL, 4, ("c0",))]
    house = build_directory(1, units=colleges, posts=posts, people=deans, holdings=held, deputyships=())
    names = ("a", "b", "c")
    actors = {name: ActorRule(name, LABEL, "post", post="dean", of=f"data.{name}") for name in names}
    following = dict(zip(names, ("b", "c", "approved"), strict=True))
    states = [by(approve(name, approve=following[name]), name, ladder=()) for name in names]
    rule = (Constraint("different_people", names),)
    found = replace(process(*states, constraints=rule, nobody=Nobody("fail")), actors={**PEOPLE, **actors})
    assert said(found, house, present=False) == {("L15", "situations_not_tried", "info")}


CONTACT = ActorRule("contact", LABEL, "person", of="data.contact")


def named(**more: Any) -> Definition:
    found = process(by(REVIEW, "contact", **more))
    return replace(found, actors={**PEOPLE, "contact": CONTACT}, fields=(*found.fields, field("contact", "person")))


def test_whoever_a_field_names_can_decide_and_an_applicant_who_names_himself_is_passed() -> None:
    assert NOBODY not in said(named())


def test_an_applicant_who_names_himself_is_found_where_nobody_decides_instead() -> None:
    found = named()
    forbidden = {name: replace(state, self_approval="forbid") for name, state in found.states.items()}
    (first,) = [each for each in findings(replace(found, states=forbidden)) if each.code == "nobody_can_act"]
    assert first.params["cases"] == ("applicant=p8 data.contact=p8",)


@pytest.mark.parametrize(("more", "units"), [({}, 3), ({"units": ("ee",)}, 1), ({"level": 2}, 2)])
def test_units_that_a_field_does_not_take_are_not_thought_of(more: dict[str, Any], units: int) -> None:
    dean, head = (ActorRule(post, LABEL, "post", post=post, of="data.unit") for post in ("dean", "head"))
    found = process(by(REVIEW, "dean"), nobody=Nobody("fail"))
    found = replace(found, actors={**PEOPLE, "dean": dean, "head": head}, fields=(field("unit", "unit", **more),))
    assert len(values_of(found, Surroundings(school(), NOW), "data.unit")) == units
