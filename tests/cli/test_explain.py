"""`case explain`: every reason has a code, sentences in both languages, and comes from what really happened."""

from collections.abc import Iterator
from typing import Any

import pytest

OFFICER = "oia_cooperation_officer"
REASON = {"code", "params", "message"}


def explained(desk, case, now: str = "2026-09-01T10:00") -> Any:
    return desk.answer("case", "explain", case["number"], "--now", now)


def checked(desk, now: str = "2026-09-01T10:00", **changed: object) -> Any:
    """Past the office's first check."""
    ticks = desk.put("ticks.json", {"checklist": "all"})
    return desk.act(desk.start(**changed), "approve", OFFICER, "--data", ticks, now=now)


def codes(reasons) -> list[str]:
    return [reason["code"] for reason in reasons]


def reasons_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "code" in value:
            yield value
        for part in value.values():
            yield from reasons_in(part)
    if isinstance(value, list):
        for part in value:
            yield from reasons_in(part)


def test_a_task_names_the_entry_that_opened_it(desk):
    (task,) = explained(desk, checked(desk))["tasks"]
    (because,) = task["because"]
    assert because["code"] == "opened"
    assert because["params"] | {"by": OFFICER, "seq": 2, "action": "approve"} == because["params"]
    assert "國際合作組承辦人（示範）「核准」" in because["message"]["zh-TW"]


def test_a_holder_is_explained_by_the_actor_of_the_definition(desk):
    (task,) = explained(desk, checked(desk))["tasks"]
    assert task["holders"] == [{"login": None, "post": "dept_chair", "unit": "me", "people": ["dept_chair.me"]}]
    assert codes(task["holders_because"]) == ["asks_post"]
    assert "Department Chair of Department of Mechanical Engineering" in task["holders_because"][0]["message"]["en"]


def test_a_post_that_nobody_holds_is_told_with_where_it_went(desk):
    people = "login,name_zh,name_en,email,post,unit,from,to\n"
    leaver = "dept_chair.me,系主任（示範）,Chair (demo),dept_chair.me@example.edu,dept_chair,me,2025-08-01,2026-08-31\n"
    assert desk.run("people", "import", desk.put("people.csv", (people + leaver).encode())).exit_code == 0
    (task,) = explained(desk, checked(desk))["tasks"]
    assert "vacant" in codes(task["holders_because"])
    assert "系主任" in next(it for it in task["holders_because"] if it["code"] == "vacant")["message"]["zh-TW"]


def test_a_due_date_is_counted_day_by_day(desk):
    (task,) = explained(desk, checked(desk))["tasks"]
    assert task["due_at"] == "2026-09-09T15:59:59.000000Z"
    assert sum(day["counted"] for day in task["due_days"]) == 6
    assert codes(task["due_because"]) == ["due_within"]
    assert task["due_because"][0]["params"]["within"] == "6wd"


def test_the_next_rung_of_the_ladder_is_told_with_its_moment(desk):
    (task,) = explained(desk, checked(desk))["tasks"]
    (rung,) = task["next"]
    assert rung["code"] == "rung_remind"
    assert rung["params"]["at"] > "2026-09-01"


def test_what_the_clock_did_to_the_holders_is_told(desk):
    case = checked(desk)
    desk.run("clock", "--once", "--now", "2026-10-30T10:00")
    (task,) = explained(desk, case, "2026-10-30T10:00")["tasks"]
    assert codes(task["holders_because"])[1:] == ["escalated_notify", "escalated_add", "escalated_move"]
    assert codes(task["next"]) == ["no_more_rungs"]


def test_a_claim_is_told(desk):
    case = desk.act(desk.start(), "claim", OFFICER)
    (task,) = explained(desk, case)["tasks"]
    assert codes(task["holders_because"]) == ["asks_pool", "claimed"]


def test_a_choice_shows_its_condition_with_the_values(desk):
    way = explained(desk, desk.start())["way"]
    chose = next(reason for visit in way for reason in visit["because"] if reason["code"] == "chose")
    guard = next(it for it in chose["guards"] if "data.partner_status" in {step["expression"] for step in it["steps"]})
    assert (chose["params"]["state"], guard["held"]) == ("memorandum", False)
    assert {"expression": "data.partner_status", "value": "active"} in guard["steps"]


def test_branches_are_asked_or_not_with_their_conditions(desk):
    here = explained(desk, checked(desk))["way"][-1]
    assert (here["state"], codes(here["because"])) == ("unit_approval", ["entered", "branch_asked", "branch_not_asked"])


def test_a_decision_that_counts_names_what_it_binds(desk):
    decision = explained(desk, checked(desk))["decisions"][-1]
    assert (decision["state"], decision["status"], codes(decision["because"])) == (
        "oia_precheck",
        "live",
        ["decision_unchanged"],
    )
    assert "Partner institution" in decision["because"][0]["message"]["en"]


def test_a_decision_that_was_taken_back_says_so(desk):
    case = checked(desk)
    desk.act(case, "take_back", OFFICER, "--data", desk.put("why.json", {"reason": "再看一次"}), now="2026-09-01T10:30")
    found = explained(desk, case, "2026-09-01T10:31")
    assert codes(found["decisions"][-1]["because"]) == ["decision_void_taken_back"]
    assert [visit["state"] for visit in found["way"]][-1] == "oia_precheck"


@pytest.mark.parametrize("act", ["approve", "return", "reject"])
def test_every_reason_has_both_sentences_and_none_lacks_its_words(desk, act):
    given = desk.put("given.json", {"checklist": "all", "reason": "請補充"})
    case = desk.act(desk.start(), act, OFFICER, "--data", given, now="2026-09-01T10:00")
    for reason in reasons_in(explained(desk, case)):
        assert set(reason) - {"guards"} == REASON
        assert not {language for language, said in reason["message"].items() if "(code" in said or "代碼" in said}


def test_people_read_both_languages_below_each_other(desk):
    shown = desk.run("case", "explain", checked(desk)["number"], "--now", "2026-09-01T10:00").stdout
    assert "自 2026/9/1（二）10:00 起 6 個工作天。" in shown
    assert "6 working days from 1 Sep 2026, 10:00." in shown
    assert "data.level = department" in shown
