"""Who gets which message: whoever can do the task, asked for what it really is."""

import pytest

from tests.core.engine.stage import changed, does, new, replay, slots

TO_CONSOLIDATION = ("chair approve", "dean approve", "lawyer agree", "accountant agree")


def told(play):
    """Person, kind and what is asked for, of each message of the last step."""
    by_id = {person: login for login, person in play.world.directory.by_login.items()}
    return {(by_id[it.recipient], it.kind, it.facts.get("kind")) for it in play.steps[-1].outgoing}


def test_everybody_of_a_pool_is_told_of_a_task_that_nobody_has_claimed():
    assert {login for login, *_ in told(replay(new(), *TO_CONSOLIDATION))} == {"officer", "officer.2"}


def test_of_a_pool_that_gets_a_case_back_only_who_knows_it_is_told():
    play = replay(new(), *TO_CONSOLIDATION, "officer.2 submit")
    play = does(play, "president", "return", to="consolidate", resume="rewalk")
    assert told(play) == {("officer.2", "returned", "edit")}


@pytest.mark.parametrize(
    ("outcomes", "asked"), [("approve reject", "decide"), ("agree disagree", "opinion"), ("signed", "edit")]
)
def test_a_branch_is_asked_for_what_it_may_answer(outcomes, asked):
    branch = slots("opinion", outcomes, "legal", branch="legal")
    play = replay(new(changed("cosign", branches=(branch,))), "chair approve", "dean approve")
    assert told(play) == {("lawyer", "action", asked)}
