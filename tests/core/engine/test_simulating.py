"""A simulated case goes the way that is shown before a form is sent."""

from tests.core.engine.stage import NOW, new, process, world
from workflow.core.case import Command
from workflow.core.foresight import foresee
from workflow.core.simulating import Script, simulate
from workflow.core.turn import Turn

FORM = {"subject": "MOU", "amount": "1000", "text": "first"}


def simulated(**answers: list[str]):
    here = world()
    person = here.directory.by_login["staff"]
    held = here.directory.by_person[person][0]
    script = Script(FORM, answers=answers)
    return simulate(process(), here, applicant=person, hat=(held.post, held.unit), now=NOW, script=script)


def test_it_goes_where_the_look_ahead_says_that_it_will():
    play = new()
    turn = Turn(play.process, play.view, Command("", 0), play.world, now=NOW, seed=b"")
    ahead = [step.state for step in foresee(turn) if step.comes]
    assert list(simulated().last.view.path) == ["draft", "review", *ahead]


def test_everybody_takes_all_of_their_time_and_nobody_is_escalated():
    steps = simulated().last.steps
    events = {event["event"] for step in steps for event in step.facts["events"]}
    assert "escalated" not in events
    assert simulated().last.view.closed_at > NOW


def test_answers_are_given_in_turn_and_then_the_normal_one():
    found = simulated(consolidate=["ask_again", "ask_again"])
    assert found.last.view.visits["cosign"].count == 3
    assert found.last.view.outcome == "approved"


def test_the_same_simulation_gives_the_same_case():
    assert simulated().last.view == simulated().last.view
