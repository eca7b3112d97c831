"""Control-flow patterns with several instances, where each instance is a case of its own."""

from tests.support.waiting import PLAN, walked
from workflow.core.playing import Play, end_child

KEEP = PLAN.replace("join: all", "join: any\n    on_leave: keep", 1)
ONE, REST = {"child": 2, "ends": "approved"}, {"child": "all", "ends": "approved"}
FIVE = [{"name": name} for name in "甲乙丙丁戊"]


def ends(play: Play) -> list[str]:
    return [child.outcome or "running" for child in play.view.children]


def called_off(play: Play) -> list[int | None]:
    return [signal.child for step in play.steps for signal in step.signals if signal.kind == "call_off"]


def test_cf09_structured_discriminator():
    """The first that comes leads on; the others go on, and their ends are noted without effect."""
    play = walked(KEEP, ONE)
    assert (play.view.state, ends(play), called_off(play)) == ("decision", ["running", "approved"], [])
    later = end_child(play, 1, "approved", {})
    assert (later.view.state, ends(later)) == ("decision", ["approved", "approved"])


def test_cf30_structured_partial_join():
    play = walked(
        KEEP.replace("join: any", "join: count\n    count: 2"), ONE, {"child": 4, "ends": "approved"}, units=FIVE
    )
    assert (play.view.state, called_off(play)) == ("decision", [])
    assert ends(play) == ["running", "approved", "running", "approved", "running"]


def test_cf14_as_many_cases_as_the_table_has_rows_and_all_are_waited_for():
    assert len(ends(walked(PLAN, units=FIVE))) == 5
    assert walked(PLAN, REST, units=FIVE).view.state == "decision"


def test_cf26_all_of_them_are_called_off_with_the_case():
    play = walked(PLAN, {"as": "applicant", "do": "withdraw"}, units=FIVE)
    assert (play.view.outcome, called_off(play)) == ("cancelled", [1, 2, 3, 4, 5])


def test_cf27_whoever_looks_after_them_may_go_on_before_they_have_ended():
    play = walked(PLAN, ONE, {"as": "chief", "do": "stop"})
    assert (play.view.state, called_off(play)) == ("rejected", [1])


def test_cf36_the_number_that_must_succeed_depends_on_how_many_began():
    one = {"child": 1, "ends": "rejected"}
    text = PLAN.replace("join: all", "join: count\n    count: 2", 1)
    assert [walked(text, one, units=FIVE[:many]).view.state for many in (2, 3)] == ["draft", "views"]
