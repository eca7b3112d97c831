"""Late is not one thing: accepted late and said so, or not accepted any more; the clock answers after that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.checking.building import edges
from tests.core.engine.stage import back, changed, does, new, replay, slots
from workflow.core.checking import check
from workflow.core.deciding import offers
from workflow.core.definition import Deadline
from workflow.core.durations import Duration
from workflow.core.errors import Refused
from workflow.core.playing import wait_until

TO_FORM = ("chair approve", "dean approve", "lawyer agree", "accountant agree")
THREE, TWO = Duration(3, "wd"), Duration(2, "wd")


def form(**limits):
    deadline = Deadline(THREE, timeout="stop", **limits)
    only = slots("edit", "submit ask_again stop", "officer", edits=("text",))
    only = replace(only, slots=(replace(only.slots[0], deadline=deadline),))
    ways = (*edges(submit="decision", stop="cancelled"), back("ask_again", "cosign", resume="rewalk"))
    return changed("consolidate", branches=(only,), edges=ways)


def at_form(**limits):
    return replay(new(form(**limits)), *TO_FORM)


def later(play, **span):
    """Time has passed and the clock has not come yet."""
    return replace(play, now=play.now + timedelta(**span))


def test_what_comes_in_the_time_of_grace_is_accepted_and_marked_with_its_working_days():
    play = does(later(at_form(grace=TWO), days=6), "officer", "submit")
    given = play.view.decisions[-1]
    assert (play.view.state, given.outcome, given.late) == ("decision", "submit", 1)
    assert play.steps[-1].facts["late"] == 1


def test_what_comes_in_time_is_not_marked():
    play = does(later(at_form(grace=TWO), days=2), "officer", "submit")
    assert play.view.decisions[-1].late is None
    assert "late" not in play.steps[-1].facts


def test_the_clock_answers_only_when_the_time_of_grace_is_over():
    play = at_form(grace=TWO)
    due_at = next(task.due_at for task in play.view.tasks if task.open)
    waiting = wait_until(play, due_at + timedelta(days=1))
    assert waiting.view.state == "consolidate"
    assert wait_until(waiting, due_at + timedelta(days=4)).view.outcome == "cancelled"


@pytest.mark.parametrize(("limits", "days"), [({}, 4), ({"grace": TWO}, 8)])
def test_nothing_is_accepted_any_more_although_the_clock_is_behind(limits, days):
    play = later(at_form(**limits), days=days)
    with pytest.raises(Refused) as refused:
        does(play, "officer", "submit")
    assert refused.value.refusals[0].code == "deadline_passed"
    person = play.world.directory.by_login["officer"]
    made = offers(play.process, play.view, person, play.world, now=play.now)
    assert {code for offer in made if offer.action == "submit" for code, _ in offer.refusals} == {"deadline_passed"}


def test_a_form_whose_deadline_ends_in_nothing_is_accepted_whenever_it_comes():
    play = later(replay(new(), *TO_FORM), days=90)
    assert does(play, "officer", "submit").view.state == "decision"


def test_grace_without_an_outcome_at_the_deadline_is_found():
    known = form().definition
    only = known.states["consolidate"].branches[0]
    slot = replace(only.slots[0], deadline=Deadline(THREE, grace=TWO))
    state = replace(known.states["consolidate"], branches=(replace(only, slots=(slot,)),))
    found = check(replace(known, states={**known.states, "consolidate": state}))
    assert "grace_without_timeout" in {finding.code for finding in found}
