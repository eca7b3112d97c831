"""`qianhe definitions migrate`: a running agreement goes over to the next version, and back."""

import json

import pytest

from tests.cli.running import NEXT, VERSION, Desk
from tests.cli.test_versions import edition

RENAMED = (("  oia_precheck:\n", "  first_check:\n"), ("oia_precheck", "first_check"))
MAP = ("sample:\n", f"migrate:\n  - {{from: {VERSION}, map: {{oia_precheck: first_check}}}}\n\nsample:\n")


def moved(desk: Desk, *words: object, code: int = 0):
    return desk.answer("definitions", "migrate", "agreement_signing", *words, "--now", "2026-09-01T10:00", code=code)


def test_a_case_is_moved_after_a_dry_run_and_goes_on_in_the_new_version(desk: Desk):
    case = desk.start()
    desk.answer("definitions", "publish", edition(desk, *RENAMED, MAP))
    tried = moved(desk, "--to", NEXT, "--dry-run")
    assert (tried["ok"], tried["done"]) == (True, False)
    found = moved(desk, "--to", NEXT, "--as", "oia_dean")
    assert found["cases"] == tried["cases"]
    assert found["cases"][0]["state"] == {"before": "oia_precheck", "after": "first_check"}
    shown = desk.answer("case", "show", case["number"])
    assert (shown["state"], shown["definition"]["version"]) == ("first_check", NEXT)
    assert (shown["history"][-1]["action"], shown["history"][-1]["actor"]) == ("migrate", "oia_dean")
    desk.act(case, "approve", "oia_cooperation_officer", "--data", desk.put("all.json", {"checklist": "all"}),
             now="2026-09-01T11:00")  # fmt: skip
    assert desk.answer("doctor")["ok"]


def test_a_version_without_a_map_moves_nobody_and_names_the_case(desk: Desk):
    case = desk.start()
    desk.answer("definitions", "publish", edition(desk, *RENAMED))
    found = moved(desk, "--to", NEXT, code=1)
    assert (found["done"], found["cases"][0]["number"]) == (False, case["number"])
    assert found["cases"][0]["problem"]["code"] == "no_map"
    assert "migrate" in found["cases"][0]["problem"]["message"]["zh-TW"]
    assert desk.answer("case", "show", case["number"])["definition"]["version"] == VERSION


def test_the_report_takes_the_cases_back(desk: Desk):
    case = desk.start()
    desk.answer("definitions", "publish", edition(desk, *RENAMED, MAP))
    report = desk.put("report.json", moved(desk, "--to", NEXT))
    assert moved(desk, "--undo", report)["done"]
    shown = desk.answer("case", "show", case["number"])
    assert (shown["state"], shown["definition"]["version"]) == ("oia_precheck", VERSION)


def test_people_read_what_happens_to_each_case(desk: Desk):
    case = desk.start()
    desk.answer("definitions", "publish", edition(desk, *RENAMED, MAP))
    said = desk.run("definitions", "migrate", "agreement_signing", "--to", NEXT, "--dry-run").stdout
    assert "1 cases, would move" in said
    assert f"{case['number']}  v{VERSION}  oia_precheck -> first_check" in said


@pytest.mark.parametrize("content", [b"[]", b"{}", b"no", json.dumps({"process": "other", "cases": []}).encode()])
def test_what_is_no_report_is_wrong_usage(desk: Desk, content):
    found = moved(desk, "--undo", desk.put("report.json", content), code=2)
    assert found["refusals"][0]["code"] == "no_report"


@pytest.mark.parametrize("words", [(), ("--to", NEXT, "--undo", __file__), ("--to", 0)])
def test_one_of_the_two_ways_must_be_named(desk: Desk, words):
    assert desk.run("definitions", "migrate", "agreement_signing", *words).exit_code == 2
