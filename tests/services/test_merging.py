"""Two cases are joined in one transaction, on both databases: both say so, neither alone, and whoever races loses."""

from __future__ import annotations

import json
import threading

import pytest
from sqlalchemy import delete

from tests.support.joint import begin_joint, join, publish_joint
from tests.support.office import LOGINS, NOW, Office
from workflow.core.errors import Invalid, NotFound, Refused
from workflow.services.act import Done
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.exporting import unsigned_record
from workflow.services.inbox import list_tasks
from workflow.services.record_rows import row_problems
from workflow.services.showing import show_case
from workflow.store.tables import merged


@pytest.fixture
def cases(office: Office) -> tuple[Done, Done]:
    """The leading one, and the one that is joined to it."""
    publish_joint(office)
    return begin_joint(office), begin_joint(office, "clerk.2")


def shown(office: Office, case: Done):
    return show_case(office.runtime, case.case, NOW)


def test_each_of_the_two_names_the_other(office: Office, cases: tuple[Done, Done]):
    lead, case = cases
    done = join(office, case, lead)
    joined, leading = shown(office, case), shown(office, lead)
    assert (joined["outcome"], joined["merged_into"], done.version) == ("merged", lead.number, joined["version"])
    assert (leading["outcome"], leading["merged"]) == (None, [case.number])
    assert [it["action"] for it in leading["history"]][-1] == "take_in"
    assert not check(office.runtime, NOW).findings


def test_nobody_has_a_joined_case_in_the_inbox_and_the_leading_one_goes_on(office: Office, cases: tuple[Done, Done]):
    lead, case = cases
    join(office, case, lead)
    assert [it["case"] for it in list_tasks(office.runtime, LOGINS["second"], NOW)["tasks"]] == [lead.number]
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "approve")):
        office.act(lead, login, action)
    assert shown(office, lead)["outcome"] == "approved"
    assert not check(office.runtime, NOW).findings


def test_a_case_goes_on_by_itself_again_and_can_be_joined_once_more(office: Office, cases: tuple[Done, Done]):
    lead, case = cases
    join(office, case, lead)
    office.act(case, "first", "split", reason="another matter after all")
    split = shown(office, case)
    assert (split["outcome"], split["merged_into"], len(split["tasks"])) == (None, None, 2)
    assert [it["action"] for it in shown(office, lead)["history"]][-1] == "let_go"
    assert not check(office.runtime, NOW).findings
    join(office, case, lead)
    assert not check(office.runtime, NOW).findings
    with office.runtime.database.snapshot() as connection:
        doc = json.loads(json.dumps(unsigned_record(office.runtime, connection, case.number, NOW)))
    assert list(row_problems(doc)) == []


def test_when_the_leading_case_is_decided_nothing_is_split_any_more(office: Office, cases: tuple[Done, Done]):
    lead, case = cases
    join(office, case, lead)
    office.act(lead, "second", "agree")
    office.act(lead, "first", "agree")
    with pytest.raises(Refused) as refused:
        office.act(case, "clerk.2", "split", reason="late")
    assert [it.code for it in refused.value.refusals] == ["lead_decided"]


def test_a_case_that_the_actor_may_not_know_is_not_there_for_him(office: Office, cases: tuple[Done, Done]):
    _, case = cases
    hidden = office.start()
    for number in (hidden.number, "nothing"):
        given = Done(0, number, 0)
        with pytest.raises(Invalid) as invalid:
            join(office, case, given)
        assert invalid.value.problems[0].code in {"unknown_reference", "lead_of_other_kind"}
    assert shown(office, case)["outcome"] is None


def test_whoever_sees_the_joined_case_alone_reads_the_number_of_the_leading_one_and_where_it_stands(
    office: Office, cases: tuple[Done, Done]
):
    lead, case = cases
    join(office, case, lead)
    page = open_case(office.runtime, case.number, LOGINS["clerk.2"], NOW)
    assert page.links.lead is not None
    assert (page.links.lead.number, page.links.lead.title, page.links.lead.state.en) == (lead.number, None, "Votes")
    mine = open_case(office.runtime, lead.number, LOGINS["clerk"], NOW)
    assert mine.links.joined == ()


def test_whoever_looks_after_the_leading_case_finds_and_splits_the_joined_one(office: Office, cases: tuple[Done, Done]):
    lead, case = cases
    join(office, case, lead)
    leading = open_case(office.runtime, lead.number, LOGINS["first"], NOW)
    assert [(it.number, it.title is not None) for it in leading.links.joined] == [(case.number, True)]
    page = open_case(office.runtime, case.number, LOGINS["first"], NOW)
    assert page.panel.others["split"].allowed
    with pytest.raises(NotFound):
        open_case(office.runtime, case.number, LOGINS["second"], NOW)


def test_a_repeated_form_joins_once(office: Office, cases: tuple[Done, Done]):
    lead, case = cases
    answers = [join(office, case, lead, nonce="n1") for _ in range(2)]
    assert answers[0].version == answers[1].version
    assert shown(office, lead)["version"] == lead.version + 1


def test_two_cases_that_are_joined_to_each_other_at_once_are_joined_in_one_direction(
    office: Office, cases: tuple[Done, Done]
):
    first, second = cases
    outcomes: list[str] = []

    def race(case: Done, lead: Done) -> None:
        try:
            join(office, case, lead)
            outcomes.append("joined")
        except (Refused, Invalid) as refused:
            outcomes.append(type(refused).__name__)

    threads = [threading.Thread(target=race, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[-1] == "joined"
    assert outcomes.count("joined") == 1
    assert sorted(str(shown(office, it)["outcome"]) for it in cases) == ["None", "merged"]
    assert not check(office.runtime, NOW).findings


def test_a_link_that_is_gone_is_found(office: Office, cases: tuple[Done, Done]):
    lead, case = cases
    join(office, case, lead)
    with office.runtime.database.transaction() as connection:
        connection.execute(delete(merged))
    assert {it.case for it in check(office.runtime, NOW).findings} == {lead.number, case.number}
