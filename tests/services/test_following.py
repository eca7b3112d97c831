"""A case that follows from another begins with its last step, or that step does not happen."""

from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy import text

from tests.services.test_races import together
from tests.support.following import AGREEMENT, ENDS, FOLLOWED, WATCH, approved, publish_followed, shown, to_decision
from tests.support.office import LOGINS, NOW, Office
from tests.system.killing import dies_at
from workflow.core.case import Command
from workflow.core.errors import NotFound, Refused
from workflow.core.record import check_record
from workflow.services.act import start
from workflow.services.beating import beat_once
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.exporting import unsigned_record
from workflow.services.filing import list_forms
from workflow.services.forms import list_processes
from workflow.services.my_cases import list_my_cases
from workflow.services.publishing import publish
from workflow.services.showing import show_case


@pytest.fixture
def desk(office: Office) -> Office:
    publish_followed(office)
    return office


def test_the_last_step_begins_the_following_case_which_waits(desk: Office):
    parent = shown(desk, approved(desk, subject="協議").case)
    child = shown(desk, "追-115-001")
    assert (parent["state"], parent["parent"], parent["children"]) == ("done", None, ["追-115-001"])
    assert (child["state"], child["parent"], child["children"]) == ("standing", parent["number"], [])
    assert (child["data"], child["applicant"]) == ({"topic": "協議", "ends": ENDS}, parent["applicant"])
    assert (child["process"], child["definition"]["version"], child["tasks"]) == ("watch", 1, [])


def test_both_histories_tell_of_it_and_the_chain_of_the_child_holds_the_parent_s(desk: Office):
    done = approved(desk)
    parent, child = shown(desk, done.case), shown(desk, "追-115-001")
    assert [(entry["action"], entry["actor"]) for entry in child["history"]] == [("follow", "chief")]
    with desk.runtime.database.snapshot() as connection:
        first = connection.execute(text("SELECT entry FROM history JOIN links ON child = case_id")).scalar_one()
    assert parent["history"][-1]["hash"] in first
    pages = [open_case(desk.runtime, number, LOGINS["clerk"], NOW) for number in (done.number, "追-115-001")]
    assert [note.code for page in pages for note in page.events[0].notes] == ["note_spawned", "note_follows"]


def test_nobody_has_applied_for_what_only_follows(desk: Office):
    done = approved(desk)
    listed = [list_my_cases(desk.runtime, LOGINS["clerk"], NOW, closed=closed).cases for closed in (False, True)]
    assert [[case.number for case in cases] for cases in listed] == [[], [done.number]]


def test_a_rejection_has_nothing_follow(desk: Office):
    done = to_decision(desk)
    desk.act(done, "chief", "reject", reason="no")
    assert shown(desk, done.case)["children"] == []


def test_what_the_following_case_cannot_hold_refuses_the_step_and_loses_nothing(desk: Office):
    done = to_decision(desk, subject="這個主旨比追蹤案所能容納的字數還要長")
    before = shown(desk, done.case)
    with pytest.raises(Refused) as refused:
        desk.act(done, "chief", "approve")
    assert [(it.code, it.params) for it in refused.value.refusals] == [
        ("cannot_follow", {"process": "watch", "fields": ["subject"]})
    ]
    assert shown(desk, done.case) == before
    desk.act(done, "chief", "return", reason="shorter", to="draft")
    desk.act(done, "clerk", "submit", subject="短")
    for who, action in (("first", "agree"), ("chief", "approve")):
        desk.act(done, who, action)
    assert shown(desk, done.case)["children"] == ["追-115-001"]


def test_the_following_case_goes_on_at_its_moment(desk: Office):
    approved(desk)
    later = datetime(2027, 8, 30, 1, tzinfo=UTC)
    while beat_once(desk.runtime, later):
        pass
    assert shown(desk, "追-115-001")["state"] == "renewal"
    assert show_case(desk.runtime, "追-115-001", later, actor=LOGINS["clerk"])["actions"][0]["allowed"]


def test_the_following_case_keeps_the_version_in_which_it_began(desk: Office):
    approved(desk)
    newer = WATCH.replace("version: 1", "version: 2", 1).replace("1mo", "2mo", 1)
    publish(desk.runtime, {**FOLLOWED, "watch.yaml": newer.encode()}, by=0, now=NOW)
    approved(desk)
    assert [shown(desk, f"追-115-00{n}")["definition"]["version"] for n in (1, 2)] == [1, 2]


def test_only_who_may_know_the_other_case_sees_that_it_is_there(desk: Office):
    done = approved(desk)
    asked = {who: show_case(desk.runtime, done.case, NOW, actor=LOGINS[who]) for who in ("clerk", "first", "chief")}
    assert {who: seen["children"] for who, seen in asked.items()} == {
        "clerk": ["追-115-001"],
        "first": [],
        "chief": ["追-115-001"],
    }
    assert open_case(desk.runtime, done.number, LOGINS["first"], NOW).links.children == ()
    with pytest.raises(NotFound):
        show_case(desk.runtime, "追-115-001", NOW, actor=LOGINS["first"])


def test_what_only_follows_cannot_be_applied_for(desk: Office):
    with pytest.raises(Refused) as refused:
        start(desk.runtime, "watch", Command("", LOGINS["clerk"], input={"topic": "x", "ends": ENDS}), NOW)
    assert [it.code for it in refused.value.refusals] == ["follows_only"]
    assert [each["process"] for each in list_processes(desk.runtime, LOGINS["clerk"], NOW)] == ["pair"]
    assert [form.definition.process for form in list_forms(desk.runtime, LOGINS["clerk"], NOW)] == ["pair"]


def test_a_form_that_follows_is_the_applicant_s_to_fill_in(office: Office):
    asking = (
        WATCH.replace("start: standing", "start: renewal", 1)
        .replace("next: {elapsed: renewal}", "next: {elapsed: kept}", 1)
        .replace("next: {submit: kept}", "next: {submit: standing}", 1)
        .replace("edits: [topic]", "edits: [topic, ends]", 1)
    )
    asking = asking[: asking.index("tests:\n")]
    source = AGREEMENT.replace("with: {topic: subject, ends: ends}", "with: {topic: subject}", 1)
    publish(office.runtime, {**FOLLOWED, "pair.yaml": source.encode(), "watch.yaml": asking.encode()}, by=0, now=NOW)
    approved(office, subject="續約")
    child = shown(office, "追-115-001")
    assert (child["state"], child["data"], child["decisions"]) == ("renewal", {"topic": "續約"}, [])
    assert [task["holders"][0]["login"] for task in child["tasks"]] == ["clerk"]
    assert check(office.runtime, NOW).findings == ()


def test_a_kill_at_any_point_of_the_last_step_leaves_both_cases_or_neither(desk: Office):
    for point in count(1):
        done = to_decision(desk)
        desk.runtime.database.dispose()
        died = dies_at(point, lambda: desk.act(done, "chief", "approve", nonce=done.number))  # noqa: B023  # called at once
        before = shown(desk, done.case)
        assert (before["state"], len(before["children"])) in {("decision", 0), ("done", 1)}
        desk.act(done, "chief", "approve", nonce=done.number)
        assert shown(desk, done.case)["children"] == [f"追-115-{point:03}"]
        if not died:
            break
    assert point > 6
    assert check(desk.runtime, NOW).findings == ()


@pytest.mark.parametrize(
    ("rules", "statement"),
    [
        ({"I-28"}, "DELETE FROM links"),
        ({"I-28"}, "UPDATE links SET parent = (SELECT id FROM cases WHERE state = 'decision')"),
        ({"I-24"}, "INSERT INTO links (child, parent) VALUES (1, 2)"),
    ],
)
def test_a_link_that_is_lost_or_leads_nowhere_is_found(desk: Office, rules: set[str], statement: str):
    to_decision(desk)
    approved(desk)
    assert check(desk.runtime, NOW).findings == ()
    with desk.runtime.database.transaction() as connection:
        connection.execute(text(statement))
    assert {finding.rule for finding in check(desk.runtime, NOW).findings} == rules


def test_cases_that_end_at_the_same_moment_are_followed_by_numbers_without_gaps(desk: Office):
    cases = [to_decision(desk) for _ in range(12)]
    together([lambda done=done: desk.act(done, "chief", "approve") for done in cases])
    children = [shown(desk, done.case)["children"] for done in cases]
    assert sorted(children) == [[f"追-115-{n:03}"] for n in range(1, 13)]
    assert check(desk.runtime, NOW).findings == ()


def test_a_following_case_has_a_record_that_holds_and_can_be_explained(desk: Office):
    approved(desk)
    with desk.runtime.database.snapshot() as connection:
        doc = unsigned_record(desk.runtime, connection, "追-115-001", NOW)
    assert check_record(doc) == ()
    assert explain_case(desk.runtime, "追-115-001", NOW).content["number"] == "追-115-001"
