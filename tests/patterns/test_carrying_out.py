"""Resource patterns R26 to R43: taking work on, handing it on, putting it off, doing it again, seeing it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.core.engine.asking_stage import asks, at_chair, code_of, signs
from tests.core.engine.stage import changed, does, new, open_keys, replay
from tests.core.engine.test_holding import ON_MONDAY, at_form, due_day
from tests.core.engine.test_telling import TO_FORM
from tests.patterns.walking import gives, keys, opened, person, refusal, walk
from tests.support.elsewhere import house, live, move_in
from tests.support.office import LOGINS, NOW, Office
from workflow.core.case import Command
from workflow.core.errors import NotFound
from workflow.core.playing import wait_until
from workflow.services.act import act
from workflow.services.inbox import list_tasks
from workflow.services.showing import show_case
from workflow.store.engine import Database


def test_r26_selection_autonomy(office: Office):
    """The work that came last may be done first."""
    old, young = office.start(now=NOW), office.start(now=NOW + timedelta(days=1))
    here = NOW + timedelta(days=1)
    office.act(young, "first", "agree", now=here)
    assert [it["case"] for it in list_tasks(office.runtime, LOGINS["first"], here)["tasks"]] == [old.number]


def test_r27_delegation():
    play = asks(at_chair(), "chair", "delegate", "lawyer")
    assert code_of(does, play, "chair", "approve") == "waiting_for"
    play = does(play, "lawyer", "answered")
    assert open_keys(does(play, "chair", "approve")) == ["review.dean"]


def test_r28_escalation():
    play = walk("leave", "colleague agree", "wait 5wd")
    assert refusal(play, "team_lead.sales", "approve") == "not_yours"
    assert keys(gives(play, "director", "approve")) == ["entry.main"]


def test_r29_deallocation():
    play = gives(walk("leave", "colleague agree", "lead approve"), "hr_officer", "claim")
    assert refusal(play, "hr_officer.2", "claim") == "claimed"
    play = gives(gives(play, "hr_officer", "release"), "hr_officer.2", "claim")
    assert opened(play)[0].claimed_by == person(play, "hr_officer.2")


def test_r30_stateful_reallocation():
    """Whoever takes it over goes on where it stands: the same task, the same due day, the answers that it got."""
    play = replay(new(changed("consolidate", may=("transfer", "request_info"))), *TO_FORM)
    play = does(asks(play, "officer", "request_info", "staff"), "staff", "answered", reason="as agreed in May")
    (before,) = opened(play)
    play = does(play, "officer", "transfer", who="lawyer")
    (after,) = opened(play)
    assert (after.seq, after.due_at, after.opened_at) == (before.seq, before.due_at, before.opened_at)
    assert [it.opinion for it in play.view.decisions if it.outcome == "answered"] == ["as agreed in May"]
    assert code_of(does, play, "officer", "submit") == "not_yours"
    assert does(play, "lawyer", "submit").view.state == "decision"


def test_r32_suspension_and_resumption():
    play = at_form()
    assert due_day(play) == "2026-09-04"
    play = does(play, "officer", "hold", until="2026-09-07")
    assert due_day(play) is None
    play = wait_until(play, ON_MONDAY)
    assert due_day(play) == "2026-09-10"
    assert does(play, "officer", "submit").view.state == "decision"


def test_r33_skip():
    """What this case does not need is passed, and the history says so."""
    play = walk("purchase", "buyer quoted")
    assert (play.view.state, play.view.visits["budget"].count) == ("decision", 1)
    assert {"event": "not_needed", "state": "budget"} in play.steps[-1].facts["events"]
    assert walk("purchase", "buyer quoted", given={"price": "10001"}).view.state == "budget"


def test_r34_redo():
    play = gives(walk("leave", "colleague agree", "lead approve"), "team_lead.sales", "take_back")
    assert keys(play) == ["approval.lead"]
    assert gives(play, "team_lead.sales", "reject").view.outcome == "rejected"
    given = [(it.outcome, it.status) for it in play.view.decisions if it.state == "approval"]
    assert given == [("approve", "void")]


@pytest.fixture
def asked(sqlite: Database):
    """A request for leave for which a colleague is wanted, and what somebody sees of it."""
    home = move_in(sqlite, house("leave"))
    both = next(live(home, home.house.scenarios[0]))

    def look(login):
        reader = home.ids[home.house.directory.by_login[login]]
        return show_case(home.runtime, both.done.case, both.play.now, actor=reader)["tasks"]

    return both, look


def test_r40_configurable_visibility_of_unallocated_work(asked):
    """Those who may take it see it; others do not even learn that it is there."""
    _, look = asked
    assert [(it["key"], it["claimed_by"]) for it in look("employee.sales.2")] == [("colleague", None)]
    for stranger in ("employee.support", "hr_officer"):
        with pytest.raises(NotFound):
            look(stranger)


def test_r41_configurable_visibility_of_allocated_work(asked):
    """The applicant sees who has taken it; for others there is still nothing."""
    both, look = asked
    claim = Command("claim", person(both.play, "employee.sales.2"))
    act(both.home.runtime, both.done.case, both.home.command(claim), both.play.now)
    assert [it["claimed_by"] for it in look("employee.sales")] == ["employee.sales.2"]
    with pytest.raises(NotFound):
        look("hr_officer")


def test_r42_simultaneous_execution(office: Office):
    """Several cases in one hand at once, finished in any order."""
    one, other = office.start(), office.start()
    assert list_tasks(office.runtime, LOGINS["first"], NOW)["total"] == 2
    office.act(other, "first", "agree")
    office.act(one, "first", "disagree", reason="x")
    assert list_tasks(office.runtime, LOGINS["first"], NOW)["total"] == 0


def test_r43_additional_resources():
    play = signs(at_chair(), "chair", "lawyer", "before")
    assert code_of(does, play, "chair", "approve") == "waiting_for"
    assert open_keys(replay(play, "lawyer agree", "chair approve")) == ["review.dean"]
