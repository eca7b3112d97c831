"""`definitions check` for the people of a table or of an installation, and what it says of scenario tests."""

from __future__ import annotations

import pytest

from tests.cli.running import VERSION, Desk
from workflow.bootstrap import SHIPPED

PROCESS = SHIPPED / "processes" / "agreement_signing.yaml"
PEOPLE = SHIPPED / "demo" / "people.csv"


def rules(answer: dict[str, object]) -> list[tuple[str, str, str]]:
    return [(it["rule"], it["severity"], it["code"]) for it in answer["findings"] if it["severity"] != "info"]


def without_lint(folder, *changes):
    """The shipped process as a file of its own that accepts no warning."""
    text = PROCESS.read_text("utf-8")
    head, _, rest = text.partition("lint:\n")
    text = head + "# " + rest.partition("# ---")[2]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "mine.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_process_holds_for_the_people_of_the_demo(tmp_path):
    assert rules(Desk(tmp_path).answer("definitions", "check", PROCESS, "--people", PEOPLE)) == []


def test_what_its_owner_accepts_is_told_without_his_word(tmp_path):
    answer = Desk(tmp_path).answer("definitions", "check", without_lint(tmp_path), "--people", PEOPLE)
    assert rules(answer) == [
        ("L16", "warning", "leaver_leaves_nobody"),
        ("L17", "warning", "decides_twice"),
        ("L17", "warning", "decides_twice"),
    ]


def test_people_who_leave_a_post_empty_are_found(tmp_path):
    rows = PEOPLE.read_text("utf-8").splitlines(keepends=True)
    table = tmp_path / "people.csv"
    table.write_text("".join(row for row in rows if not row.startswith("oia_cooperation_officer")), "utf-8")
    path = without_lint(tmp_path, ("nobody: {send_to: chief_sec}", "nobody: fail"))
    answer = Desk(tmp_path).answer("definitions", "check", path, "--people", table, code=1)
    assert ("L15", "error", "nobody_can_act") in rules(answer)


def test_a_faulty_table_is_refused_with_its_rows(tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("login,name_zh,name_en,email,post,unit,from,to\nx,甲,A,a@example.edu,rector,oia,2026-08-01,\n")
    result = Desk(tmp_path).run("definitions", "check", PROCESS, "--people", table)
    assert result.exit_code == 1
    assert "rector" in result.output


def test_a_table_and_an_installation_exclude_each_other(tmp_path):
    result = Desk(tmp_path).run("definitions", "check", PROCESS, "--people", PEOPLE, "--installed")
    assert result.exit_code == 2


def test_an_installation_says_which_running_cases_a_new_version_touches(desk, tmp_path):
    number = desk.start()["number"]
    changed = without_lint(
        tmp_path, ("deadline: {within: 3wd}\n    binds: [case_type", "deadline: {within: 2wd}\n    binds: [case_type")
    )
    answer = desk.answer("definitions", "check", changed, "--installed")
    told = {it["path"]: it["message"]["en"] for it in answer["findings"] if it["rule"] == "L25"}
    assert list(told) == ["states.oia_precheck"]
    assert "1 cases" in told["states.oia_precheck"]
    assert "oia_cooperation_officer@oia_coop" in told["states.oia_precheck"]
    assert number


def test_publishing_refuses_warnings_about_the_people_who_are_there(desk, tmp_path):
    changed = without_lint(tmp_path, (f"version: {VERSION}\n", "version: 99\n"))
    answer = desk.answer("definitions", "publish", changed, code=1)
    assert {it["rule"] for it in answer["findings"]} == {"L16", "L17"}


@pytest.mark.parametrize("more", [(), ("--mutate",)])
def test_the_scenarios_of_the_shipped_process_leave_nothing_out(tmp_path, more):
    answer = Desk(tmp_path).answer("definitions", "test", PROCESS, *more)
    assert (answer["ok"], answer["findings"]) == (True, [])


def test_a_scenario_that_is_taken_away_leaves_something_out(tmp_path):
    path = without_lint(tmp_path, ("do: supplement", "do: agreed"))
    result = Desk(tmp_path).run("definitions", "test", path)
    assert "L22 untested_outcomes" in result.output
    assert "supplement" in result.output


def test_an_installation_says_when_a_map_leaves_running_cases_behind(desk, tmp_path):
    desk.start()
    renamed = without_lint(tmp_path).read_text("utf-8").replace("oia_precheck", "first_look")
    renamed = renamed.replace(
        f"version: {VERSION}\n", f"version: 99\nmigrate: [{{from: {VERSION}, map: {{WRITTEN}}}}]\n", 1
    )
    path = tmp_path / "renamed.yaml"
    for written, wanted in (("draft: draft", ["state_not_moved"]), ("oia_precheck: first_look", [])):
        path.write_text(renamed.replace("WRITTEN", written), "utf-8")
        answer = desk.answer("definitions", "check", path, "--installed", code=int(bool(wanted)))
        assert [it["code"] for it in answer["findings"] if it["rule"] == "L21"] == wanted
