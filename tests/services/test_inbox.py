"""Whose task, in which order, page by page."""

import pytest

from tests.support.office import LOGINS, NOW, Office
from workflow.core.errors import Invalid
from workflow.services.inbox import list_tasks


def test_an_inbox_holds_the_open_tasks_of_ones_posts(office: Office):
    done = office.start()
    page = list_tasks(office.runtime, LOGINS["first"], NOW)
    assert (page["total"], page["next"]) == (1, None)
    task = page["tasks"][0]
    assert (task["case"], task["key"], task["capacity"], task["actions"]) == (
        done.number, "first", "own", ["agree", "disagree"],
    )  # fmt: skip
    assert list_tasks(office.runtime, LOGINS["chief"], NOW)["tasks"] == []


def test_pages_follow_each_other_without_gap_or_repeat(office: Office):
    numbers = {office.start().number for _ in range(5)}
    seen, place = [], None
    for _ in range(3):
        page = list_tasks(office.runtime, LOGINS["first"], NOW, limit=2, after=place)
        seen += [task["case"] for task in page["tasks"]]
        place = page["next"]
    assert place is None
    assert set(seen) == numbers
    assert len(seen) == 5


def test_a_decided_task_leaves_the_inbox(office: Office):
    office.act(office.start(), "first", "agree")
    assert list_tasks(office.runtime, LOGINS["first"], NOW)["total"] == 0


def test_an_invented_place_is_refused(office: Office):
    with pytest.raises(Invalid):
        list_tasks(office.runtime, LOGINS["first"], NOW, after="somewhere")
