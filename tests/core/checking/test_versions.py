"""L21 and L25: a plan for running cases places each of them, and a new version says whom it touches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.checking.building import LABEL, approve, branch, choice, definition, edit, filled, parallel
from workflow.core.checking.comparing import Running, check_changes
from workflow.core.checking.migrating import Standing, check_migration
from workflow.core.definition import Definition

DRAFT = edit("draft", submit="review")
OLD = definition(DRAFT, approve("review", approve="approved", reject="rejected"))
BLOCK = parallel("block", branch("legal"), branch("money"), complete="approved")
NEW = replace(
    definition(
        edit("draft", submit="sort"),
        choice("sort", ("data.urgent", "check"), ("else", "block")),
        approve("check", approve="block"),
        BLOCK,
        sha256="1" * 64,
    ),
    version=2,
)


UNTOUCHED = {"sort", "check", "block", "rejected"}


def said(
    moves: dict[str, str], live: dict[str, Standing], after: Definition = NEW, before: Definition = OLD
) -> list[tuple[str, str]]:
    return [(each.code, each.severity) for each in check_migration(before, after, tuple(moves.items()), live)]


def test_a_plan_that_places_every_running_case_is_sound() -> None:
    live = {"draft": Standing(2, {"main": 2}), "review": Standing(1, {"officer": 1})}
    assert said({"review": "check"}, live) == []


def test_a_state_with_running_cases_must_lead_somewhere() -> None:
    (found,) = check_migration(OLD, NEW, (), {"review": Standing(3)})
    assert (found.rule, found.code, found.severity) == ("L21", "state_not_moved", "error")
    assert found.params["cases"] == 3


def test_a_state_without_running_cases_may_go() -> None:
    assert said({}, {"review": Standing(0)}) == []


def test_a_slip_in_the_plan_is_found_with_what_was_meant() -> None:
    (found,) = check_migration(OLD, NEW, [("reveiw", "check")], {}, ("migrate", 0, "map"))
    assert (found.code, found.hint, found.path) == ("moves_unknown_state", "review", ("migrate", 0, "map", "reveiw"))


@pytest.mark.parametrize("target", ["sort", "approved"])
def test_a_case_that_waits_for_somebody_is_not_moved_to_where_nobody_is_asked(target: str) -> None:
    assert said({"review": target}, {"review": Standing(1)}) == [("moves_to_no_stop", "error")]


def test_open_tasks_without_a_counterpart_are_told() -> None:
    live = {"block": Standing(2, {"legal": 1, "money": 2})}
    smaller = parallel("block", branch("legal"), branch("students"), complete="approved")
    after = replace(NEW, states={**NEW.states, "block": smaller})
    (found,) = check_migration(NEW, after, (), live)
    assert (found.code, found.severity, found.params["tasks"]) == ("tasks_lost", "warning", ("money ×2",))
    assert list(check_migration(NEW, after, [("block.money", "block.students")], live)) == []


def test_the_same_version_changes_nothing() -> None:
    assert list(check_changes(OLD, OLD, {})) == []


def test_a_new_version_says_which_states_and_whom_it_touches() -> None:
    running = {"review": Running(2, ("dean.coe",)), "draft": Running(1, ("faculty.me",))}
    found = {each.code: each for each in check_changes(OLD, NEW, running) if each.params["state"] not in UNTOUCHED}
    assert {each.severity for each in found.values()} == {"info"}
    assert found["state_gone"].params == {"state": "review", "cases": 2, "people": ("dean.coe",), "version": 1}
    assert found["state_differs"].params["parts"] == ("next",)
    assert found["state_differs"].params["people"] == ("faculty.me",)
    assert {"state_gone", "state_differs"} == set(found)


def test_a_state_that_is_new_is_told_where_it_stands() -> None:
    new = [each for each in check_changes(OLD, NEW, {}) if each.code == "state_new"]
    assert [each.path for each in new] == [("states", "sort"), ("states", "check"), ("states", "block")]


def test_fields_and_actors_that_differ_are_named() -> None:
    fields = (*OLD.fields[:-1], filled("urgent", "bool"), filled("extra"))
    changed = replace(OLD, sha256="2" * 64, fields=fields, actors={**OLD.actors, "dean": OLD.actors["officer"]})
    found = {each.params["part"]: each.params["names"] for each in check_changes(OLD, changed, {})}
    assert found == {"data": ("urgent", "extra"), "actors": ("dean",)}


def test_another_label_is_a_difference_too() -> None:
    states = {**OLD.states, "review": replace(OLD.states["review"], help=LABEL)}
    (found,) = check_changes(OLD, replace(OLD, sha256="3" * 64, states=states), {})
    assert found.params["parts"] == ("help",)
