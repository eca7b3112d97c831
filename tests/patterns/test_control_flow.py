"""Control-flow patterns CF01 to CF21: each by its number in the list of Russell, ter Hofstede, van der Aalst and
Mulyar."""

from __future__ import annotations

import pytest

from tests.core.engine.asking_stage import in_block, recalls, signs
from tests.core.engine.stage import does, new, open_keys, replay, world
from tests.core.engine.test_telling import TO_FORM, informing
from tests.core.engine.test_votes import ballot
from tests.patterns.walking import causes, gives, keys, opened, refusal, walk
from workflow.core.definition import Join
from workflow.core.errors import Invalid

SYSTEMS = {"systems": True, "systems_used": ["orders"]}
CHECKED = ("legal agree", "accountant agree", "finance_head agree")


def test_cf01_sequence():
    play = walk("contract", "legal agree")
    assert keys(play) == ["checks.finance.1"]
    play = gives(play, "accountant", "agree")
    assert keys(play) == ["checks.finance.2"]
    assert keys(gives(play, "finance_head", "agree")) == ["answering.main"]


def test_cf02_parallel_split():
    play = walk("contract", given=SYSTEMS)
    assert keys(play) == ["checks.finance.1", "checks.it", "checks.legal"]
    assert len({task.opened_at for task in opened(play)}) == len(play.steps) == 1


def test_cf03_synchronisation():
    play = walk("contract", "it agree", "legal agree", "accountant agree", given=SYSTEMS)
    assert play.view.state == "checks"
    assert gives(play, "finance_head", "agree").view.state == "answering"


def test_cf04_exclusive_choice():
    ways = (*CHECKED, "applicant submit", "trade_head approve", "counsel approve")
    small, large = (walk("contract", *ways, given={"amount": amount}) for amount in ("4999999", "5000000"))
    assert (keys(small), keys(large)) == (["signing.main"], ["executive.executive"])


def test_cf05_simple_merge():
    short = walk("leave", "colleague agree", "lead approve")
    long = walk("leave", "colleague agree", "lead approve", "director approve", given={"days": 9})
    assert keys(short) == keys(long) == ["entry.main"]
    assert short.view.visits["entry"].count == long.view.visits["entry"].count == 1


def test_cf06_multi_choice():
    without, with_it = (walk("contract", given={"systems": it, "systems_used": ["orders"]}) for it in (False, True))
    assert set(keys(with_it)) - set(keys(without)) == {"checks.it"}


def test_cf07_structured_synchronising_merge():
    assert walk("contract", *CHECKED).view.state == "answering"
    more = walk("contract", *CHECKED, given=SYSTEMS)
    assert (more.view.state, keys(more)) == ("checks", ["checks.it"])


def test_cf10_arbitrary_cycles():
    """Only as moves back that the file declares, each to a state that the case has passed."""
    decided = walk("contract", *CHECKED, "applicant submit")
    back = [gives(decided, "trade_head", "return", to=to, resume="rewalk") for to in ("answering", "draft")]
    assert [keys(play) for play in back] == [["answering.main"], ["draft.main"]]
    with pytest.raises(Invalid):
        gives(decided, "trade_head", "return", to="checks", resume="rewalk")


def test_cf12_multiple_instances_without_synchronisation():
    play = replay(new(informing()), *TO_FORM)
    for who in ("president", "chair", "lawyer@office"):
        play = does(play, "officer", "inform", who=who)
    assert len(play.view.informed) == 3
    assert does(play, "officer", "submit").view.state == "decision"


def test_cf13_multiple_instances_with_design_time_knowledge():
    play = walk("paper", "theory sound", "practice unsound", "theory_editor unsure")
    assert keys(play) == ["ballot.general_chair", "ballot.programme_chair", "ballot.publication_chair"]


def test_cf14_multiple_instances_with_run_time_knowledge():
    everybody = ballot(Join("percent", 100, each=True), "officer")
    assert len(open_keys(new(everybody))) == 2
    assert len(open_keys(new(everybody, at=world(absent=("officer.2",))))) == 1


def test_cf15_multiple_instances_without_a_priori_run_time_knowledge():
    play = signs(in_block(), "lawyer", "officer", "beside")
    play = signs(play, "lawyer", "chair", "beside")
    play = replay(play, "lawyer agree", "accountant agree", "officer agree")
    assert play.view.state == "cosign"
    assert does(play, "chair", "agree").view.state == "consolidate"


def test_cf16_deferred_choice():
    waiting = walk("leave")
    answered = gives(waiting, "employee.sales.2", "agree")
    assert (answered.view.state, [it.task for it in answered.view.timers if it.task == 1]) == ("approval", [])
    timed_out = walk("leave", "wait 3wd")
    assert (timed_out.view.state, refusal(timed_out, "employee.sales.2", "agree")) == ("draft", "not_in_this_state")


def test_cf18_milestone():
    before = walk("leave", "colleague agree")
    assert gives(before, "employee.sales", "withdraw").view.outcome == "cancelled"
    assert refusal(gives(before, "team_lead.sales", "approve"), "employee.sales", "withdraw") == "too_late"


def test_cf19_cancel_task():
    play = signs(in_block(), "lawyer", "officer", "beside")
    asked = next(task for task in opened(play) if task.asked is not None)
    play = recalls(play, "lawyer", "beside", "remove_signer")
    assert causes(play) == {asked.key: "removed"}
    assert open_keys(play) == ["cosign.legal", "cosign.money"]


def test_cf20_cancel_case():
    play = walk("contract", "legal agree", "applicant withdraw")
    assert (play.view.outcome, opened(play), play.view.timers) == ("cancelled", [], ())
    assert causes(play) == {"finance.1": "withdrawn"}


def test_cf21_structured_loop():
    again = ("colleague declined", "applicant submit")
    most = walk("leave", *again * 3)
    assert (most.view.visits["cover"].count, keys(most)) == (4, ["cover.colleague"])
    stopped = gives(most, "employee.sales.2", "declined")
    assert [task.kind for task in opened(stopped)] == ["unblock"]
    assert gives(stopped, "hr_head", "end").view.outcome == "cancelled"
