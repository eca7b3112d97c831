"""The handler answers each objection once; what he answered stands until the objection is given anew."""

import pytest

from tests.core.engine.stage import changed, does, new, replay
from workflow.core.definition import Requires
from workflow.core.errors import Invalid

OBJECTED = ["chair approve", "dean approve", "lawyer disagree", "accountant agree"]


def asking():
    return changed("consolidate", requires=Requires(answer_each=("disagree",)))


def to_president():
    return does(replay(new(asking()), *OBJECTED), "officer", "submit", answers={"legal": "The clause is in."})


def test_an_objection_must_be_answered_before_the_case_goes_on():
    with pytest.raises(Invalid) as invalid:
        does(replay(new(asking()), *OBJECTED), "officer", "submit")
    assert [problem.field for problem in invalid.value.problems] == ["answers.legal"]


def test_an_answer_stands_when_the_case_comes_back_and_the_objection_is_the_same():
    play = does(to_president(), "president", "return", to="consolidate", resume="rewalk")
    play = does(play, "officer", "submit")
    assert play.view.state == "decision"
    assert play.view.decisions[-1].input["answers"] == {"legal": "The clause is in."}


def test_an_objection_that_is_given_again_wants_a_new_answer():
    play = does(to_president(), "president", "return", to="draft", resume="rewalk")
    play = does(play, "staff", "submit", text="second")
    play = does(play, "lawyer", "disagree")
    with pytest.raises(Invalid):
        does(play, "officer", "submit")
