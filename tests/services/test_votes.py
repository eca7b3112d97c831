"""A vote on a real database: who has one is kept with the case, and explained."""

import pytest

from tests.support.ballots import begin_vote, vote
from tests.support.office import LOGINS, NOW, Office
from workflow.core.errors import Refused
from workflow.services.doctor.examining import check
from workflow.services.explaining import explain_case
from workflow.services.showing import show_case


def test_each_member_of_the_committee_is_asked_and_half_of_them_are_not_enough(office: Office):
    done = begin_vote(office)
    shown = show_case(office.runtime, done.case, NOW)
    assert [task["key"] for task in shown["tasks"]] == [f"clerks.{LOGINS[who]}" for who in ("clerk", "clerk.2")]
    vote(office, done, "clerk", "approve")
    assert show_case(office.runtime, done.case, NOW)["state"] == "decision"
    vote(office, done, "clerk.2", "approve")
    assert show_case(office.runtime, done.case, NOW)["outcome"] == "approved"


def test_who_voted_cannot_vote_again_for_the_other(office: Office):
    done = begin_vote(office)
    vote(office, done, "clerk", "approve")
    with pytest.raises(Refused):
        vote(office, done, "clerk", "approve")


def test_one_vote_against_loses_what_all_must_approve(office: Office):
    done = begin_vote(office)
    vote(office, done, "clerk", "reject", reason="x")
    assert show_case(office.runtime, done.case, NOW)["outcome"] == "rejected"
    assert check(office.runtime, NOW).findings == ()


def test_the_explanation_says_what_the_vote_weighs(office: Office):
    content = explain_case(office.runtime, begin_vote(office).number, NOW).content
    reasons = [reason for task in content["tasks"] for reason in task["because"] if reason.code == "has_a_vote"]
    assert [reason.params for reason in reasons] == [{"voters": 2, "needed": 2}] * 2
