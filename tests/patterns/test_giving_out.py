"""Resource patterns R01 to R25: who is meant, who is told, who takes a piece of work, and in which order it waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.patterns.walking import deputise, gives, keys, opened, person, refusal, told, walk
from tests.support.office import LOGINS, NOW, Office
from workflow.core.case import Holder
from workflow.services.inbox import list_tasks
from workflow.services.inbox_page import Wanted, open_inbox

ACCEPTED = ("theory sound", "practice sound", "theory_editor approve")


def test_r01_direct_distribution():
    play = walk("paper", *ACCEPTED)
    assert opened(play)[0].holders == (Holder(person=play.view.applicant),)
    assert refusal(play, "secretary", "submit") == "not_yours"


def test_r02_role_based_distribution():
    play = walk("leave", "colleague agree")
    assert opened(play)[0].holders == (Holder("team_lead", "sales"),)
    assert refusal(play, "team_lead.support", "approve") == "not_yours"
    assert keys(gives(play, "team_lead.sales", "approve")) == ["entry.main"]


def test_r03_deferred_distribution():
    """Who decides is known when the price is."""
    asked = [opened(_quoted(price))[0].holders[0].post for price in ("10000", "10001", "100001")]
    assert asked == ["foreman", "division_head", "managing_director"]


def _quoted(price):
    checked = () if price == "10000" else ("controller approve",)
    return walk("purchase", {"as": "buyer", "do": "quoted", "input": {"price": price}}, *checked)


def test_r04_authorisation():
    play = walk("contract")
    assert {refusal(play, who, "agree") for who in ("architect", "trade_head", "chief_executive")} == {"not_yours"}
    assert refusal(play, "lawyer", "withdraw") == "not_yours"


def test_r05_separation_of_duties():
    play = deputise(walk("leave", "employee.sales.2 agree"), "employee.sales.2", "team_lead.sales")
    assert refusal(play, "employee.sales.2", "approve") == "same_person_twice"


def test_r07_retain_familiar():
    back = {"as": "theory_editor", "do": "return", "input": {"to": "draft", "resume": "rewalk"}}
    again = {"as": "applicant", "do": "submit", "input": {"abstract": "new"}}
    play = walk("paper", "reviewer.theory.2 weak", "reviewer.practice sound", back, again)
    claims = {task.key: task.claimed_by for task in opened(play)}
    assert claims == {
        "theory": person(play, "reviewer.theory.2"),
        "practice": person(play, "reviewer.practice"),
    }


def test_r10_organisational_distribution():
    own = walk("leave", "employee.support agree", applicant="team_lead.support", given={"team": "support"})
    assert opened(own)[0].holders == (Holder("director", "company"),)


def test_r11_automatic_execution():
    play = walk("leave", "colleague agree", "lead approve")
    assert "how_long" in play.view.path
    assert "how_long" not in {task.state for task in (play.tasks or {}).values()}
    late = walk("leave", "wait 3wd")
    assert (late.steps[-1].actor, late.view.state) == (0, "draft")


def test_r12_distribution_by_offer_to_one():
    play = walk("leave", "colleague agree")
    assert told(play, "action") == {"team_lead.sales"}


def test_r13_distribution_by_offer_to_several():
    play = walk("leave", "colleague agree", "lead approve")
    assert told(play, "action") == {"hr_officer", "hr_officer.2"}
    finished = [gives(play, who, "finish", entered_on="2026-09-10") for who in ("hr_officer", "hr_officer.2")]
    assert [it.view.outcome for it in finished] == ["approved", "approved"]


def test_r14_distribution_by_allocation_to_one():
    play = walk("purchase", "buyer quoted", "decider approve")
    assert opened(play)[0].claimed_by == person(play, "buyer")
    assert refusal(play, "buyer.2", "delivered") == "claimed"


def test_r19_distribution_on_enablement():
    play = walk("contract", "legal agree")
    assert told(play, "action") == set()
    play = gives(play, "accountant", "agree")
    assert (told(play, "action"), opened(play)[0].opened_at) == ({"finance_head"}, play.now)


def test_r21_resource_initiated_allocation():
    play = gives(walk("leave", "colleague agree", "lead approve"), "hr_officer.2", "claim")
    assert opened(play)[0].claimed_by == person(play, "hr_officer.2")
    assert refusal(play, "hr_officer", "finish") == "claimed"


def test_r22_resource_initiated_execution_of_allocated_work():
    play = gives(walk("leave", "colleague agree", "lead approve"), "hr_officer.2", "claim")
    later = replace(play, now=play.now + timedelta(days=1))
    assert gives(later, "hr_officer.2", "finish", entered_on="2026-09-10").view.outcome == "approved"


def test_r23_resource_initiated_execution_of_offered_work():
    play = walk("leave", "colleague agree", "lead approve")
    assert opened(play)[0].claimed_by is None
    assert gives(play, "hr_officer", "finish", entered_on="2026-09-10").view.outcome == "approved"


def test_r24_system_determined_order_of_work(office: Office):
    """What is due first stands first, whenever it came."""
    later = office.start(now=NOW + timedelta(days=2))
    sooner = office.start(now=NOW)
    shown = list_tasks(office.runtime, LOGINS["first"], NOW + timedelta(days=2))["tasks"]
    assert [task["case"] for task in shown] == [sooner.number, later.number]


def test_r25_resource_determined_content_of_the_work_list(office: Office):
    """Whoever has the work chooses what his list shows."""
    overdue, fresh = office.start(now=NOW), office.start(now=NOW + timedelta(days=9))
    here = NOW + timedelta(days=9)
    shown = {
        due: [it.number for it in open_inbox(office.runtime, LOGINS["first"], here, Wanted(due=due)).items]
        for due in ("", "overdue")
    }
    assert shown == {"": [overdue.number, fresh.number], "overdue": [overdue.number]}
