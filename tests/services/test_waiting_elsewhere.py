"""Cases that wait for others are moved to another version, done again by one, compared with one, and watched."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.following import approved
from tests.support.office import LOGINS, NOW, Office
from tests.support.telling import publish_telling
from tests.support.waiting import PLAN, WAITING, begun, end_view, heard, publish_waiting, shown
from workflow.core.calendar import layer_from_mapping
from workflow.core.case import Command
from workflow.core.definition import Definition
from workflow.core.text import Text
from workflow.reading.folder import read_folder
from workflow.services.act import act
from workflow.services.differing import compare_versions
from workflow.services.doctor import check
from workflow.services.health import examine_health
from workflow.services.migrating import migrate_cases
from workflow.services.replaying import compare_finished
from workflow.texts.differences import change_sentence

CHILDREN = ["見-115-001", "見-115-002"]
UNTOLD = PLAN[: PLAN.index("tests:\n")].replace("version: 1", "version: 2", 1) + "migrate:\n  - {from: 1}\n"
NEWER = UNTOLD.replace("join: all", "join: any", 1)
ALONE = UNTOLD.replace(
    PLAN[PLAN.index("    type: subcase") : PLAN.index("  decision:")],
    """    type: edit
    label: {zh-TW: 彙整, en: Gather}
    by: chief
    next: {submit: decision, stop: rejected}
""",
    1,
)


@pytest.fixture
def desk(office: Office) -> Office:
    publish_waiting(office)
    return office


def plan_of(text: str) -> Definition:
    definition = read_folder({**WAITING, "plan.yaml": text.encode()}, layer_from_mapping).processes["plan"].definition
    assert definition is not None
    return definition


def test_a_case_that_is_moved_waits_on_for_those_that_it_began(desk: Office):
    done = begun(desk)
    publish_waiting(desk, NEWER)
    assert migrate_cases(desk.runtime, "plan", 2, NOW).done
    assert (shown(desk, done.case)["state"], shown(desk, done.case)["children"]) == ("views", CHILDREN)
    end_view(desk, CHILDREN[0])
    heard(desk)
    assert [shown(desk, number)["state"] for number in (done.number, CHILDREN[1])] == ["decision", "cancelled"]
    assert check(desk.runtime, NOW).findings == ()


def test_a_case_that_is_moved_goes_on_at_once_where_enough_have_ended(desk: Office):
    done = begun(desk)
    end_view(desk, CHILDREN[0])
    heard(desk)
    publish_waiting(desk, NEWER)
    migrate_cases(desk.runtime, "plan", 2, NOW)
    assert shown(desk, done.case)["state"] == "decision"
    heard(desk)
    assert check(desk.runtime, NOW).findings == ()


def test_where_the_version_waits_for_nobody_those_that_run_are_called_off(desk: Office):
    done = begun(desk)
    publish_waiting(desk, ALONE)
    migrate_cases(desk.runtime, "plan", 2, NOW)
    heard(desk)
    assert [shown(desk, number)["state"] for number in (done.number, *CHILDREN)] == ["views", "cancelled", "cancelled"]
    assert check(desk.runtime, NOW).findings == ()


def test_what_was_done_is_done_again_with_what_the_others_held_at_their_ends(desk: Office):
    done = begun(desk)
    for number, said in zip(CHILDREN, ("可", "很好"), strict=True):
        end_view(desk, number, said=said)
    heard(desk)
    act(desk.runtime, done.case, Command("approve", LOGINS["chief"]), NOW)
    process = desk.runtime.catalogue
    with desk.runtime.database.snapshot() as connection:
        same = process.newest(connection, "plan", NOW.date(), 0)
    compared = compare_finished(desk.runtime, same, (), most=5)
    assert [(it.number, it.why_not, it.differences, it.guessed) for it in compared.cases] == [
        (done.number, (), (), ("units",))
    ]


def test_what_is_told_is_done_again_too(office: Office):
    publish_telling(office)
    approved(office, old=approved(office).number)
    heard(office)
    with office.runtime.database.snapshot() as connection:
        same = office.runtime.catalogue.newest(connection, "watch", NOW.date(), 0)
    assert [(it.why_not, it.differences) for it in compare_finished(office.runtime, same, (), most=5).cases] == [
        ((), ())
    ]


def test_versions_differ_in_words_by_how_many_they_wait_for(desk: Office):
    compared = compare_versions(plan_of(PLAN), plan_of(NEWER))
    said = [change_sentence(change, "en", lambda _kind, code: Text(code, code)) for change in compared.changes]
    assert any("cases waited for" in sentence and "how many" in sentence for sentence in said), said


def test_a_clock_that_stands_still_shows_as_late_while_a_case_has_something_to_hear(desk: Office):
    begun(desk)
    end_view(desk, CHILDREN[0])
    later = NOW + timedelta(hours=1)
    assert examine_health(desk.runtime, later).clock_late == timedelta(hours=1)
    heard(desk)
    assert replace(examine_health(desk.runtime, later), mail_late=None, mail_waiting=0).fine
