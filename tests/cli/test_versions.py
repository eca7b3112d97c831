"""`qianhe definitions list` and `retire`."""

import shutil

import pytest

from tests.cli.running import NEXT, VERSION, Desk, answer
from workflow.bootstrap import SHIPPED

PROCESS = SHIPPED / "processes" / "agreement_signing.yaml"
LATER = ('effective: {from: "2026-08-01"}', 'effective: {from: "2027-02-01"}')


def edition(desk: Desk, *changes: tuple[str, str], version: int = NEXT):
    """A later version of the shipped process, with words of it replaced."""
    text = PROCESS.read_text("utf-8").replace(f"version: {VERSION}\n", f"version: {version}\n", 1)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = desk.instance.parent / f"edition{version}.yaml"
    path.write_text(text, "utf-8")
    return path


def statuses(desk: Desk, now: str = "2026-12-01"):
    found = desk.answer("definitions", "list", "agreement_signing", "--now", now)["versions"]
    return {it["version"]: it["status"] for it in found}


def test_a_version_is_scheduled_until_its_day_and_then_replaces_the_one_before(desk: Desk):
    desk.answer("definitions", "publish", edition(desk, LATER))
    assert statuses(desk) == {VERSION: "in_force", NEXT: "scheduled"}
    assert statuses(desk, "2027-02-01") == {VERSION: "replaced", NEXT: "in_force"}


def test_a_file_that_is_not_published_as_it_is_stands_as_a_draft(desk: Desk, tmp_path):
    folder = shutil.copytree(SHIPPED, tmp_path / "own")
    shutil.copy(edition(desk, LATER), folder / "processes" / "agreement_signing.yaml")
    found = answer("definitions", "list", "agreement_signing", env=desk.env | {"QIANHE_DEFINITIONS": str(folder)})[
        "versions"
    ]
    assert [(it["version"], it["status"], it["published_at"] is None) for it in found] == [
        (VERSION, "in_force", False),
        (NEXT, "draft", True),
    ]


def test_cases_are_counted_by_the_version_they_go_by(desk: Desk):
    desk.start()
    desk.answer("definitions", "publish", edition(desk))
    desk.start()
    found = desk.answer("definitions", "list", "agreement_signing")["versions"]
    assert [(it["version"], it["running"], it["cases"]) for it in found] == [(VERSION, 1, 1), (NEXT, 1, 1)]


def test_after_a_version_is_retired_new_cases_get_the_one_before_and_running_cases_keep_theirs(desk: Desk):
    desk.answer("definitions", "publish", edition(desk))
    running = desk.start()
    found = desk.answer("definitions", "retire", "agreement_signing", NEXT)["versions"]
    assert [(it["version"], it["status"]) for it in found] == [(VERSION, "in_force"), (NEXT, "retired")]
    assert desk.start()["definition"]["version"] == VERSION
    assert desk.act(running, "claim", "oia_cooperation_officer")["definition"]["version"] == NEXT


@pytest.mark.parametrize(("words", "code"), [((VERSION,), "already_retired"), ((99,), "unknown_version")])
def test_what_cannot_be_retired_is_refused_with_a_reason(desk: Desk, words, code):
    desk.answer("definitions", "retire", "agreement_signing", VERSION)
    refused = desk.answer("definitions", "retire", "agreement_signing", *words, code=1)["refusals"][0]
    assert refused["code"] == code
    assert refused["message"]["en"]
