"""A rule that needs an empty value refuses the step by name; it never falls through and never crashes."""

import pytest

from tests.core.checking.building import LABEL, edges, guard
from tests.core.engine.stage import FIELDS, does, new, process, state
from workflow.core.definition import Arm, State
from workflow.core.errors import Refused
from workflow.core.timerules import parse_time_rule


def refusal(play, *move, **given):
    with pytest.raises(Refused) as refused:
        does(play, *move, **given)
    return refused.value.refusals[0]


def with_cosign(other):
    known = process().definition
    return process(states={**known.states, "cosign": other})


def test_a_choice_over_an_empty_field_names_the_field():
    arms = (Arm(guard("data.text == 'yes'", FIELDS), "consolidate"), Arm(None, "rejected"))
    picks = State("cosign", "choice", LABEL, arms=arms)
    play = does(new(with_cosign(picks), text=""), "chair", "approve")
    found = refusal(play, "dean", "approve")
    assert (found.code, found.params) == ("value_missing", {"name": "data.text"})


def test_waiting_for_a_date_that_nobody_gave_names_the_date():
    waits = state("cosign", "wait", until=parse_time_rule("data.starts + 3cd"), edges=edges(elapsed="consolidate"))
    found = refusal(does(new(with_cosign(waits)), "chair", "approve"), "dean", "approve")
    assert (found.code, found.params) == ("value_missing", {"name": "data.starts"})
