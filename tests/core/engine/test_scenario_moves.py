"""What scenarios can say that needs more than an open task and its holder."""

from __future__ import annotations

import pytest

from tests.core.engine.stage import new, process, world
from tests.core.engine.test_hurrying import hurried
from workflow.core.scenarios import run_scenario

SAMPLE = {"subject": "MOU", "amount": "1000", "text": "first"}
TO_ANSWER = [{"as": who, "do": "approve"} for who in ("chair", "dean")]
AGAIN = {"as": "officer", "do": "ask_again", "input": {"amount": "500"}}


@pytest.mark.parametrize("giver", ["legal", "cosign.legal", "lawyer"])
def test_a_carried_answer_is_given_anew_by_actor_branch_or_login(giver):
    moves = [*TO_ANSWER, {"as": "legal", "do": "agree"}, {"as": "money", "do": "disagree"}, AGAIN]
    scenario = {
        "name": "anew",
        "applicant": "staff",
        "do": [*moves, {"as": giver, "do": "reopen"}],
        "expect": {"state": "cosign", "open": ["cosign.legal", "cosign.money"]},
    }
    assert run_scenario(process(), world(), scenario, SAMPLE).ok


def test_the_applicant_chooses_the_class_of_speed():
    scenario = {"name": "fast", "speed": "most_urgent", "expect": {"speed": "most_urgent"}}
    assert run_scenario(hurried(), world(), scenario, SAMPLE).ok
    assert new(hurried()).view.speed is None


@pytest.mark.parametrize(
    ("move", "code"),
    [
        ({"as": "nobody_knows", "do": "approve"}, "scenario_unknown_name"),
        ({"as": "legal", "do": "agree"}, "scenario_not_asked"),
        ({"deputy": "stranger", "for": "chair", "do": "approve"}, "scenario_unknown_name"),
    ],
)
def test_who_cannot_be_meant_is_told(move, code):
    found = run_scenario(process(), world(), {"name": "x", "applicant": "staff", "do": [move]}, SAMPLE)
    assert found.why is not None
    assert (found.ok, found.step, found.why.code) == (False, 1, code)


def test_an_applicant_whom_nobody_knows_is_told():
    found = run_scenario(process(), world(), {"name": "x", "applicant": "stranger"}, SAMPLE)
    assert found.why is not None
    assert found.why.params == {"name": "stranger"}
