"""Running cases go over to another version: all or none, in one step each, and back again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.services.test_delivering import Outside, deliver_all
from tests.support.editions import RENAMED, publish_edition
from tests.support.office import LOGINS, NOW, Office
from workflow.core.errors import Refused
from workflow.core.record import check_record
from workflow.services.act import Done
from workflow.services.doctor import check
from workflow.services.explaining import explain_case
from workflow.services.exporting import unsigned_record
from workflow.services.migrating import migrate_cases, move_back
from workflow.services.migration_reports import Migrated, report_shape
from workflow.services.record_rows import row_problems
from workflow.services.showing import show_case
from workflow.store.tables import outgoing

PLACE = (
    ("  amount: {", "  place: {type: text, required: true, label: {zh-TW: 地點, en: Place}}\n  amount: {"),
    ("edits: [subject, amount]", "edits: [subject, amount, place]"),
    ("    by: chief\n", "    by: chief\n    when: \"data.place == 'x'\"\n    pass_to: done\n"),
)
"""A condition ahead asks for a field that nobody who has the case can fill in."""
LATER = NOW + timedelta(hours=1)
MAP = "migrate:\n  - {from: 1, map: {votes: opinions, votes.first: opinions.front}}\n"
GONE = (("      second: {label: {zh-TW: 乙, en: Second}, by: second, binds: [amount]}\n", ""),)


def show(office: Office, case: Done):
    return show_case(office.runtime, case.case, LATER)


def open_tasks(office: Office, case: Done):
    return [(f"{task['state']}.{task['key']}", task["id"]) for task in show(office, case)["tasks"]]


def migrate(office: Office, *, dry: bool = False) -> Migrated:
    return migrate_cases(office.runtime, "pair", 2, LATER, dry=dry)


def sound(office: Office) -> bool:
    return not [it for it in check(office.runtime, LATER).findings if it.severity == "error"]


def record_of(office: Office, case: Done):
    with office.runtime.database.snapshot() as connection:
        return json.loads(json.dumps(unsigned_record(office.runtime, connection, case.number, LATER)))


def problems_of_record(office: Office, case: Done):
    return [*row_problems(record_of(office, case)), *check_record(record_of(office, case))]


def undone(office: Office, found: Migrated) -> Migrated:
    report = json.loads(json.dumps(report_shape(found, dry=False)))
    return move_back(office.runtime, report, LATER)


def test_a_dry_run_says_everything_and_changes_nothing(office: Office):
    case = office.start()
    publish_edition(office, *RENAMED, migrate=MAP)
    before = show(office, case)
    (moved,) = migrate(office, dry=True).cases
    assert (moved.state, moved.state_after) == ("votes", "opinions")
    assert show(office, case) == before


def test_tasks_of_the_same_name_stay_and_a_renamed_state_asks_its_people_again(office: Office):
    case = office.start()
    publish_edition(office, *RENAMED, migrate=MAP)
    (moved,) = migrate(office).cases
    assert set(moved.opened) == {"opinions.front", "opinions.second"}
    assert moved.lost == ()
    shown = show(office, case)
    assert (shown["definition"]["version"], shown["state"], shown["visit"]) == (2, "opinions", 1)
    assert shown["history"][-1]["action"] == "migrate"
    assert sound(office)


def test_an_answer_counts_under_its_new_name_with_what_it_bound(office: Office):
    case = office.start()
    office.act(case, "first", "agree")
    publish_edition(office, *RENAMED, migrate=MAP)
    migrate(office)
    statuses = {f"{it['state']}.{it['key']}": it["status"] for it in show(office, case)["decisions"]}
    assert statuses == {"draft.main": "live", "votes.first": "void", "opinions.front": "carried"}
    office.act(case, "second", "agree", now=LATER)
    assert show(office, case)["state"] == "decision"
    office.act(case, "chief", "approve", now=LATER)
    assert show(office, case)["outcome"] == "approved"
    assert sound(office)


def test_when_nothing_has_other_names_the_tasks_stay_the_same_ones(office: Office):
    case = office.start()
    before = open_tasks(office, case)
    publish_edition(office, ("deadline: {within: 3wd}", "deadline: {within: 5wd}"))
    (moved,) = migrate(office).cases
    assert open_tasks(office, case) == before
    assert [(due.place, due.after > due.before) for due in moved.due] == [("votes.first", True), ("votes.second", True)]
    assert sound(office)


def test_a_branch_that_nobody_is_asked_any_more_is_lost_and_the_case_goes_on_without_it(office: Office):
    case = office.start()
    office.act(case, "first", "agree")
    publish_edition(office, *GONE)
    (moved,) = migrate(office).cases
    assert (moved.lost, moved.opened, moved.state_after) == (("votes.second",), ("decision.chief",), "decision")
    assert sound(office)


def test_an_answer_that_is_not_asked_any_more_counts_no_more(office: Office):
    case = office.start()
    office.act(case, "second", "agree")
    publish_edition(office, *GONE)
    (moved,) = migrate(office).cases
    assert moved.dropped == ("votes.second",)
    assert [it["void_reason"] for it in show(office, case)["decisions"]] == [None, "not_in_version"]
    explain_case(office.runtime, case.case, LATER)
    assert sound(office)


def test_whoever_vouched_for_less_than_is_asked_now_is_asked_again_before_the_case_goes_on(office: Office):
    case = office.start()
    office.act(case, "first", "agree")
    office.act(case, "second", "agree")
    publish_edition(office, ("by: first, binds: [subject]", "by: first, binds: [subject, amount]"))
    (moved,) = migrate(office).cases
    assert moved.stale == ("votes.first",)
    office.act(case, "chief", "approve", now=LATER)
    assert {task["kind"] for task in show(office, case)["tasks"]} == {"reconfirm"}
    assert sound(office)
    office.act(case, "first", "agree", now=LATER + timedelta(hours=1))
    assert show(office, case)["outcome"] == "approved"
    assert sound(office)
    assert problems_of_record(office, case) == []


def test_a_task_that_somebody_else_is_asked_now_goes_to_them(office: Office):
    case = office.start()
    publish_edition(office, ("second: {post: second, of: office", "second: {pool: clerk, of: office"))
    (moved,) = migrate(office).cases
    assert set(moved.kept) == {"votes.first", "votes.second"}
    office.act(case, "clerk.2", "agree", now=LATER)
    assert sound(office)


def test_other_words_alone_need_no_map(office: Office):
    office.start()
    publish_edition(office, ("{zh-TW: 會辦, en: Votes}", "{zh-TW: 會辦, en: Consultation}"), migrate="")
    assert migrate(office).done


@pytest.mark.parametrize(
    ("changes", "text", "code"),
    [
        ((("deadline: {within: 3wd}", "deadline: {within: 5wd}"),), "", "no_map"),
        (RENAMED, "migrate:\n  - {from: 1}\n", "not_mapped"),
        (RENAMED, "migrate:\n  - {from: 1, map: {vote: opinions}}\n", "map_from_unknown"),
        (RENAMED, "migrate:\n  - {from: 1, map: {votes: done}}\n", "cannot_stand_there"),
        (PLACE, "migrate:\n  - {from: 1}\n", "value_missing"),
    ],
)
def test_one_case_that_would_be_stranded_keeps_all_where_they_are(office: Office, changes, text, code):
    cases = [office.start(), office.start()]
    office.act(cases[0], "first", "agree")
    publish_edition(office, *changes, migrate=text)
    found = migrate(office)
    assert not found.done
    assert {case.problem.code for case in found.cases if case.problem} == {code}
    assert [show(office, case)["definition"]["version"] for case in cases] == [1, 1]


def test_cases_that_came_from_a_report_go_back_to_where_they_were(office: Office):
    cases = [office.start(), office.start()]
    office.act(cases[0], "first", "agree")
    before = [show(office, case) for case in cases]
    publish_edition(office, *RENAMED, migrate=MAP)
    back = undone(office, migrate(office))
    assert back.done
    for case, was in zip(cases, before, strict=True):
        shown = show(office, case)
        assert (shown["definition"], shown["state"]) == (was["definition"], was["state"])
        assert {task["key"] for task in shown["tasks"]} == {task["key"] for task in was["tasks"]}
    statuses = [(it["key"], it["status"]) for it in show(office, cases[0])["decisions"]]
    assert statuses == [("main", "live"), ("first", "void"), ("front", "void"), ("first", "carried")]
    office.act(cases[0], "second", "agree", now=LATER)
    assert show(office, cases[0])["state"] == "decision"
    assert sound(office)


def test_an_answer_that_was_not_asked_for_a_while_counts_again_on_the_way_back(office: Office):
    case = office.start()
    office.act(case, "second", "agree")
    publish_edition(office, *GONE)
    undone(office, migrate(office))
    office.act(case, "first", "agree", now=LATER)
    assert show(office, case)["state"] == "decision"
    assert sound(office)


def test_a_case_that_went_on_in_between_goes_back_to_the_state_of_that_name(office: Office):
    case = office.start()
    publish_edition(office, *RENAMED, migrate=MAP)
    found = migrate(office)
    office.act(case, "first", "agree", now=LATER)
    office.act(case, "second", "agree", now=LATER)
    assert undone(office, found).done
    assert show(office, case)["state"] == "decision"
    office.act(case, "chief", "approve", now=LATER)
    assert show(office, case)["outcome"] == "approved"


def test_a_case_that_ended_since_is_left_where_it_is(office: Office):
    case = office.start()
    publish_edition(office, *RENAMED, migrate=MAP)
    found = migrate(office)
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "approve")):
        office.act(case, login, action, now=LATER)
    assert undone(office, found).cases == ()
    assert show(office, case)["definition"]["version"] == 2


def test_the_record_of_a_moved_case_holds_with_both_versions_in_it(office: Office):
    case = office.start()
    office.act(case, "first", "agree")
    publish_edition(office, *RENAMED, migrate=MAP)
    migrate(office)
    assert {it["version"] for it in record_of(office, case)["definitions"]} == {1, 2}
    assert problems_of_record(office, case) == []


def test_whoever_lost_a_task_and_whoever_has_a_new_one_is_told(office: Office):
    case = office.start()
    publish_edition(office, *GONE)
    migrate(office)
    with office.runtime.database.snapshot() as connection:
        rows = connection.execute(select(outgoing).where(outgoing.c.case_id == case.case)).all()
    assert ("no_longer_needed", LOGINS["second"]) in [(row.kind, row.recipient) for row in rows]


def test_nobody_moves_a_case_from_a_page_or_a_program(office: Office):
    case = office.start()
    publish_edition(office)
    with pytest.raises(Refused) as refused:
        office.act(case, "chief", "migrate", to="0" * 64)
    assert refused.value.refusals[0].code == "not_in_this_state"


def test_messages_that_waited_over_the_move_are_sent_all_the_same(office: Office):
    office.start()
    publish_edition(office, *RENAMED, *GONE, migrate=MAP)
    migrate(office)
    letters = deliver_all(office, Outside(), LATER + timedelta(minutes=2))
    assert {letter.kind for letter in letters} == {"action", "no_longer_needed"}
    assert all(letter.state.en for letter in letters)
