"""What is done to a running task: kept on both databases, shown, explained, told, and healthy afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.governing import publish_governed
from tests.support.office import LOGINS, NOW, Office
from workflow.core.case import Command, Holder
from workflow.core.errors import NotFound
from workflow.services.act import act
from workflow.services.beating import beat_once
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.inbox import list_tasks
from workflow.services.inbox_page import Wanted, open_inbox
from workflow.services.search import search_cases
from workflow.services.showing import show_case
from workflow.store.steps import load_case


@pytest.fixture
def desk(office: Office) -> Office:
    publish_governed(office)
    return office


@pytest.fixture
def case(desk: Office):
    """First and second are asked."""
    return desk.start()


def view_of(desk: Office, case):
    with desk.runtime.database.snapshot() as connection:
        loaded = load_case(connection, case.case)
    assert loaded is not None
    return loaded.view


def task_of(desk: Office, case, key: str):
    return next(task for task in view_of(desk, case).tasks if task.open and task.key.startswith(key))


def do(desk: Office, case, login: str, action: str, task: str | None = None, **given: object):
    number = None if task is None else task_of(desk, case, task).seq
    command = Command(action, LOGINS[login], task=number, input={"reason": "因故", **given})
    return act(desk.runtime, case.case, command, NOW)


def keys(desk: Office, login: str) -> list[str]:
    return [task["key"] for task in list_tasks(desk.runtime, LOGINS[login], NOW)["tasks"]]


def healthy(desk: Office, now=NOW) -> None:
    assert check(desk.runtime, now).findings == ()


def test_a_task_that_was_handed_on_lies_in_the_inbox_of_whoever_took_it(desk, case):
    do(desk, case, "first", "transfer", who="second")
    task = task_of(desk, case, "first")
    assert task.holders == (Holder("second", "office", LOGINS["second"]),)
    assert task.course.handed_by == LOGINS["first"]
    assert (keys(desk, "first"), sorted(keys(desk, "second"))) == ([], ["first", "second"])
    shown = show_case(desk.runtime, case.case, NOW, actor=LOGINS["first"])
    assert next(t for t in shown["tasks"] if t["key"] == "first")["handed_by"] == "first"
    healthy(desk)


def test_who_handed_it_on_sees_the_case_until_it_is_answered(desk, case):
    do(desk, case, "first", "transfer", who="second")
    do(desk, case, "second", "agree", task="first")
    with pytest.raises(NotFound):
        show_case(desk.runtime, case.case, NOW, actor=LOGINS["first"])


def test_a_hold_ends_with_the_clock_and_the_sentence_says_until_when(desk, case):
    do(desk, case, "second", "agree")
    do(desk, case, "first", "hold", until="2026-09-03")
    page = open_case(desk.runtime, case.number, LOGINS["clerk"], NOW)
    assert page.where.code == "situation_held"
    assert page.present[0].held_until is not None
    healthy(desk)
    later = NOW + timedelta(days=2)
    while beat_once(desk.runtime, later):
        pass
    task = task_of(desk, case, "first")
    assert (task.course.held_days, task.course.held_until) == (2, None)
    assert task.due_at is not None
    healthy(desk, later)


def test_an_extension_goes_through_its_approver_and_is_explained(desk, case):
    do(desk, case, "first", "extend", days=7)
    assert "+extension4" in keys(desk, "chief")
    (item,) = open_inbox(desk.runtime, LOGINS["chief"], NOW, Wanted()).items
    assert (item.kind, item.request.position) == ("decide", "extension")
    before = task_of(desk, case, "first").due_at
    do(desk, case, "chief", "approve", task="+extension")
    task = task_of(desk, case, "first")
    assert task.due_at == before + timedelta(days=7)
    reasons = explain_case(desk.runtime, case.case, NOW).content["tasks"][0]["due_because"]
    assert [reason.code for reason in reasons] == ["due_within", "due_extended"]
    healthy(desk)


def test_the_class_of_a_case_is_kept_shown_and_stands_in_lists(desk, case):
    do(desk, case, "first", "change_speed", speed="most_urgent")
    assert view_of(desk, case).speed == "most_urgent"
    page = open_case(desk.runtime, case.number, LOGINS["first"], NOW)
    assert (page.speed_code, page.speed.en) == ("most_urgent", "Most urgent")
    assert {item.speed for item in open_inbox(desk.runtime, LOGINS["second"], NOW, Wanted()).items} == {"most_urgent"}
    assert show_case(desk.runtime, case.case, NOW)["speed"] == "most_urgent"
    notes = [note.code for event in page.events for note in event.notes]
    assert notes == ["note_speed", "note_due_moved", "note_due_moved"]
    healthy(desk)


def test_who_was_told_sees_the_view_and_finds_the_case(desk, case):
    with pytest.raises(NotFound):
        show_case(desk.runtime, case.case, NOW, actor=LOGINS["head"])
    do(desk, case, "first", "inform", who="head@school")
    shown = show_case(desk.runtime, case.case, NOW, actor=LOGINS["head"])
    assert (set(shown["data"]), shown["informed"]) == ({"subject"}, [])
    do(desk, case, "head", "acknowledge")
    told = show_case(desk.runtime, case.case, NOW, actor=LOGINS["first"])["informed"]
    assert [(row["post"], row["by"], row["noted"]) for row in told] == [("head", "first", ["head"])]
    found = search_cases(desk.runtime, LOGINS["head"], case.number, NOW)["cases"]
    assert [row["number"] for row in found] == [case.number]
    healthy(desk)


def test_urging_sends_mail_and_is_kept_from_being_repeated(desk, case):
    do(desk, case, "clerk", "remind")
    assert task_of(desk, case, "first").course.urged_at == NOW
    shown = show_case(desk.runtime, case.case, NOW, actor=LOGINS["clerk"])
    (again,) = [offer for offer in shown["actions"] if offer["action"] == "remind"]
    assert (again["allowed"], again["refusals"][0]["code"]) == (False, "urged_already")
    healthy(desk)
