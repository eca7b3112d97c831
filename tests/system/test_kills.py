"""kill -9 before and after every statement and COMMIT of one decision: no half step, and the retry gives one effect."""

from itertools import count

from tests.support.office import NOW, Office
from tests.system.killing import dies_at
from workflow.services.act import Done
from workflow.services.doctor import check
from workflow.services.showing import show_case


def test_a_kill_at_any_point_of_a_decision_leaves_all_or_nothing(office: Office):
    for point in count(1):
        done = office.start()
        office.act(done, "first", "agree")
        office.runtime.database.dispose()
        if not dies_at(point, lambda: office.act(done, "second", "agree", nonce=done.number)):  # noqa: B023  # called at once
            break
        all_or_nothing(office, done)
    assert point > 4


def test_a_kill_at_any_point_of_a_start_leaves_no_gap_in_the_numbers(office: Office):
    office.start()
    for point in count(1):
        office.runtime.database.dispose()
        died = dies_at(point, lambda: office.start(nonce=f"form-{point}"))  # noqa: B023  # called at once
        assert office.start(nonce=f"form-{point}").number == f"對-115-{point + 1:03}"
        if not died:
            break
    assert point > 4
    assert check(office.runtime, NOW).ok


def all_or_nothing(office: Office, done: Done) -> None:
    before = show_case(office.runtime, done.case, NOW)
    assert (before["version"], before["state"]) in {(2, "votes"), (3, "decision")}
    assert check(office.runtime, NOW).ok
    again = office.act(done, "second", "agree", nonce=done.number)
    after = show_case(office.runtime, done.case, NOW)
    assert (again.version, after["version"], after["state"]) == (3, 3, "decision")
    assert len(after["history"]) == 3
    assert [decision["key"] for decision in after["decisions"]] == ["main", "first", "second"]
