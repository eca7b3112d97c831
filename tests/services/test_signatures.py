"""Decisions that are signed: refused without, and said everywhere how it was done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.test_races import state_of
from tests.support.office import LOGINS, NOW, Office
from tests.support.signed import begin_signed, publish_signed
from workflow.core.case import Command
from workflow.core.errors import Refused
from workflow.services.act import Done, act
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.inbox_page import Wanted, open_inbox
from workflow.services.passwords import set_password
from workflow.services.showing import show_case
from workflow.services.signing_in import MOST_PER_LOGIN, sign_again

CHIEF = LOGINS["chief"]
PASSWORD = "a ladder leans on the plum tree"


@pytest.fixture
def case(office: Office) -> Done:
    publish_signed(office)
    return begin_signed(office)


def decide(office: Office, case: Done, action: str = "approve", **more: Any) -> Done:
    return act(office.runtime, case.case, Command(action, CHIEF, input={"reason": "so"}, **more), NOW)


@pytest.mark.parametrize("action", ["approve", "return", "reject"])
def test_no_answer_is_taken_without_a_signature(office: Office, case: Done, action: str):
    with pytest.raises(Refused) as refused:
        decide(office, case, action)
    assert [it.code for it in refused.value.refusals] == ["signature_needed"]
    assert state_of(office, case) == "decision"


def test_the_offer_says_that_it_is_signed(office: Office, case: Done):
    shown = show_case(office.runtime, case.case, NOW, actor=CHIEF)
    offered = {it["action"]: [each["field"] for each in it["input"]] for it in shown["actions"]}
    assert "signature" in offered["approve"]
    assert "signature" not in offered["comment"]


def test_how_it_was_signed_stands_with_the_decision_and_in_the_history(office: Office, case: Done):
    done = decide(office, case, signed="password")
    assert done.step is not None
    assert done.step.facts["signed"] == "password"
    page = open_case(office.runtime, case.number, CHIEF, NOW)
    assert page.past[-1].signed == "password"
    assert [it.code for it in page.events[0].notes] == ["note_signed_password"]
    shown = show_case(office.runtime, case.case, NOW, actor=CHIEF)["decisions"]
    assert [it["signed"] for it in shown] == [None, None, None, "password"]
    assert "note_signed_password" in str(explain_case(office.runtime, case.number, NOW))


def test_the_invariants_hold_for_signed_decisions(office: Office, case: Done):
    decide(office, case, signed="password")
    assert not check(office.runtime, NOW).findings


def test_signed_decisions_are_not_given_together(office: Office, case: Done):
    (item,) = open_inbox(office.runtime, CHIEF, NOW, Wanted(process="signed")).items
    assert not item.together


def test_whoever_signs_gives_their_own_password(office: Office):
    set_password(office.runtime, "chief", PASSWORD, NOW)
    sign_again(office.runtime, CHIEF, PASSWORD, "10.0.0.1", NOW)
    with pytest.raises(Refused):
        sign_again(office.runtime, LOGINS["first"], PASSWORD, "10.0.0.1", NOW)


def test_wrong_passwords_lock_the_login_as_at_the_door(office: Office):
    set_password(office.runtime, "chief", PASSWORD, NOW)
    codes = []
    for _ in range(MOST_PER_LOGIN + 1):
        with pytest.raises(Refused) as refused:
            sign_again(office.runtime, CHIEF, "wrong", "10.0.0.1", NOW)
        codes.append(refused.value.refusals[0].code)
    assert codes == ["sign_in_failed"] * MOST_PER_LOGIN + ["sign_in_locked"]
