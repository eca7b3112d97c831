import re

import pytest

from tests.cli.running import Desk, run
from workflow.bootstrap import SHIPPED


def test_init_makes_database_key_and_definitions_and_a_second_time_nothing(empty_desk):
    first = empty_desk.answer("init")
    again = empty_desk.answer("init")
    assert (first["schema_before"], first["key_made"], first["demo"]) == (None, True, None)
    assert {each["status"] for each in first["published"]} == {"published"}
    assert again["schema_before"] == again["schema_after"]
    assert {each["status"] for each in again["published"]} == {"unchanged"}
    assert not again["key_made"]


def test_the_demo_comes_with_people_partners_agreements_and_cases_once(desk):
    done = desk.answer("init", "--demo")
    demo, made = done["demo"], done["cases"]
    assert demo["people"]["rows"] > 200
    assert (demo["people"]["people_new"], demo["deputies"]["new"], demo["partners"]["new"]) == (0, 0, 0)
    assert (made["cases"], made["agreements"]["rows"] > 100, made["agreements"]["watches"] > 60) == (31, True, True)
    assert desk.answer("init", "--demo")["cases"] is None
    assert desk.answer("doctor")["findings"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("case", "show", "國約-115-001"),
        ("tasks", "--as", "dean.coe"),
        ("clock", "--once"),
        ("deliver", "--once"),
        ("people", "list"),
        ("doctor",),
        ("definitions", "publish"),
        ("token", "create", "dean.coe"),
    ],
)
def test_without_a_database_every_command_says_how_to_make_one(empty_desk, words):
    result = empty_desk.run(*words)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "no_database")
    assert "qianhe init" in result.stderr
    assert not empty_desk.instance.exists()


def test_all_mistakes_of_the_settings_are_told_at_once(tmp_path):
    found = Desk(tmp_path, "production").answer("people", "list", code=2)["refusals"]
    assert {refusal["params"]["name"] for refusal in found} >= {"QIANHE_SECRET_KEY", "QIANHE_BASE_URL"}


@pytest.mark.parametrize(
    "words",
    [
        ("clock", "--once"),
        ("deliver", "--once"),
        ("case", "start", "agreement_signing", "--as", "x"),
        ("case", "act", "x", "approve", "--as", "x"),
    ],
)
def test_another_moment_is_refused_in_production(tmp_path, words):
    env = Desk(tmp_path, "production").env | {
        "QIANHE_SECRET_KEY": "s" * 40,
        "QIANHE_BASE_URL": "https://sign.example.edu",
        "QIANHE_MAIL_URL": f"file:{tmp_path}",
    }
    result = run(*words, "--now", "2026-09-01", env=env)
    assert result.exit_code == 2
    assert "--now" in result.stderr


def test_definitions_are_published_once_and_a_changed_version_is_refused(desk):
    text = (SHIPPED / "registers" / "partners.yaml").read_text("utf-8")
    path = desk.put("mine.yaml", text.encode())
    assert desk.answer("definitions", "publish", path)["published"][0]["status"] == "unchanged"
    path = desk.put("mine.yaml", text.replace("type: text", "type: longtext", 1).encode())
    refused = desk.answer("definitions", "publish", path, code=1)
    assert (refused["ok"], refused["findings"][0]["code"]) == (False, "version_taken")
    assert "version_taken" in desk.run("definitions", "publish", path).stderr


def test_a_later_version_is_published(desk):
    text = (SHIPPED / "registers" / "partners.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^version: \d+$", "version: 99", text)
    (published,) = desk.answer("definitions", "publish", desk.put("mine.yaml", text.encode()))["published"]
    assert (published["kind"], published["version"], published["status"]) == ("register", 99, "published")
