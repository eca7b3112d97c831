"""`qianhe definitions simulate`: the way of a case before there is one."""

import pytest

from tests.cli.running import DATA, Desk, answer, run
from tests.cli.test_definitions import PROCESS
from workflow.cli.inputs import read_data

AT = ("--at", "2026-09-01T09:00")


@pytest.fixture
def simulated(empty_desk: Desk):
    """The answer for the usual agreement with some of its fields changed."""

    def simulate(*words: object, post: str = "faculty.me", code: int = 0, **changed: object):
        data = empty_desk.put("data.json", {k: v for k, v in {**DATA, **changed}.items() if v is not None})
        return answer("definitions", "simulate", PROCESS, "--as", post, "--data", data, *AT, *words, code=code)

    return simulate


def states(found):
    return [visit["state"] for visit in found["way"]]


def test_the_case_comes_to_its_normal_end_with_a_holder_and_a_due_date_for_each_task(simulated):
    found = simulated()
    assert found["ok"]
    assert found["ended"]["outcome"] == "approved"
    assert states(found)[-1] == "in_force"
    tasks = [task for visit in found["way"] for task in visit["tasks"]]
    assert {"oia_cooperation_officer", "dean", "president"} <= {task["holders"][0]["post"] for task in tasks}
    assert all(task["due_at"] and task["outcome"] and task["at"] <= task["due_at"] for task in tasks)


def test_guards_are_told_with_the_values_that_they_saw(simulated):
    found = simulated()
    chosen = next(visit for visit in found["way"] if visit["state"] == "filing_needed")
    guards = next(reason for reason in chosen["because"] if reason["code"] == "chose")["guards"]
    assert {guard["held"] for guard in guards} == {False}
    assert {"expression": "data.partner_region", "value": "foreign"} in [it for each in guards for it in each["steps"]]


def test_what_is_filled_in_decides_who_is_asked(simulated):
    plain, costly = simulated(), simulated(amount="50000", budget_source="計畫", involves_budget=True)
    asked = [{task["key"] for visit in found["way"] for task in visit["tasks"]} for found in (plain, costly)]
    assert asked[1] - asked[0] == {"accounting.1", "accounting.2"}


def test_another_answer_than_the_normal_one_takes_another_way_and_then_the_normal_one_again(simulated):
    found = simulated("--answer", "negotiation=counter", "--answer", "review=return:consolidate")
    assert states(found).count("negotiation") == 2
    assert states(found).count("consolidate") == 2
    assert found["ended"]["outcome"] == "approved"


def test_an_answer_that_ends_the_case_ends_the_simulation(simulated):
    assert simulated("--answer", "oia_precheck=reject")["ended"]["outcome"] == "rejected"


def test_a_time_before_which_nothing_may_be_done_is_waited_for(simulated):
    found = simulated(partner_region="mainland", moe_complete_on="2027-06-01")
    assert {"moe_filing", "moe_wait"} <= set(states(found))
    assert found["ended"]["at"] > "2027-07-01"


def test_a_form_that_is_not_complete_names_its_fields(simulated):
    found = simulated(kind=None, code=1)
    assert [(it["field"], it["code"]) for it in found["fields"]] == [("kind", "required")]


def test_a_field_that_no_form_has_is_refused(simulated):
    assert simulated(colour="red", code=1)["fields"][0]["code"] == "unknown_field"


@pytest.mark.parametrize("post", ["president", "nobody"])
def test_whoever_may_not_apply_is_told_who_may(simulated, post):
    assert simulated(post=post, code=1)["refusals"][0]["code"] == "may_not_start"


def test_an_answer_that_is_not_possible_stops_where_it_was_to_be_given(simulated):
    found = simulated("--answer", "unit_approval=agree", code=1)
    assert states(found)[-1] == "unit_approval"
    assert found["stuck"][0]["code"] == "not_in_this_state"


def test_people_read_it_in_both_languages(empty_desk: Desk):
    data = empty_desk.put("data.json", dict(DATA))
    said = run("definitions", "simulate", PROCESS, "--as", "faculty.me", "--data", data, *AT).stdout
    assert "自 2026/9/1（二）09:00 起 3 個工作天。" in said
    assert "3 working days from 1 Sep 2026, 09:00." in said


def test_wrong_usage_is_told_as_such(empty_desk: Desk):
    data = empty_desk.put("data.json", dict(DATA))
    assert run("definitions", "simulate", PROCESS, "--data", data).exit_code == 2
    assert run("definitions", "simulate", PROCESS, "--as", "dean", "--data", data, "--answer", "x").exit_code == 2
    assert read_data(str(data)) == DATA
