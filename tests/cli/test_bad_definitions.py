"""A broken definition is refused with rule, file, line, column and what to do, and nothing of it is published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import NEXT, VERSION, Desk
from workflow.bootstrap import SHIPPED

PROCESS: Final = SHIPPED / "processes" / "agreement_signing.yaml"
BOMB: Final = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + below] * 9)}]\n" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def with_line(after: str, line: str) -> Callable[[str], str]:
    return lambda text: text.replace(after, f"{after}\n{line}", 1)


def instead(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def only(content: str) -> Callable[[str], str]:
    return lambda _: content


# what is done to the shipped process, the rule and code that find it, words of the hint
BROKEN: Final[list[tuple[str, Callable[[str], str], str, str]]] = [
    ("unknown key", with_line("bulk: never", "bulks: never"), "L01 unknown_key", "bulk"),
    ("unknown key in a state", with_line("    by: applicant", "    dedline: 3wd"), "L01 unknown_key", "deadline"),
    ("duplicate key", with_line("bulk: never", "bulk: never"), "L01 duplicate_key", "Keep one"),
    ("on as a key", with_line("    by: applicant", "    on: [submit]"), "L01 boolean_key", "another name"),
    ("alias bomb", only(BOMB), "L01 anchor", "Write the content out"),
    ("open brackets", only("approval: 1\nx: " + "[" * 200_000), "L01 too_deep", "Nest less"),
    ("brackets", only("x: " + "[" * 100_000 + "]" * 100_000), "L01 too_deep", "Nest less"),
    ("a large file", only("x: " + "[" * 200_000 + "]" * 200_000), "L01 too_large", "Split it"),
    ("tab", instead("    by: applicant", "\tby: applicant"), "L01 tab", "blanks"),
    ("NUL", instead("bulk: never", "bulk: ne\0ver"), "L01 control_character", "Delete it"),
    (
        "dangling",
        instead("submit: partner_allowed", "submit: partner_alowed"),
        "L02 unknown_state",
        "partner_allowed",
    ),
    ("language", instead("{zh-TW: 提案, en: Draft}", "{zh-TW: 提案}"), "L20 missing_language", "Write both"),
    (
        "duration in a guard",
        instead("\"data.level == 'department'\"", '"data.moe_list_checked_on > 30cd"'),
        "L01 expression_duration_in_guard",
        "not_before",
    ),
]
NAMES: Final = [it[0] for it in BROKEN]


def broken(folder: Path, break_it: Callable[[str], str]) -> Path:
    text = PROCESS.read_text("utf-8")
    path = folder / "broken.yaml"
    path.write_text(break_it(text), "utf-8")
    assert path.read_text("utf-8") != text
    return path


def published(desk: Desk) -> set[tuple[str, str, int, str]]:
    """What `publish` finds published already, unless it had to publish anything."""
    found = desk.answer("definitions", "publish")["published"]
    assert {it["status"] for it in found} == {"unchanged"}
    return {(it["kind"], it["key"], it["version"], it["sha256"]) for it in found}


@pytest.mark.parametrize(("break_it", "wanted", "hint"), [it[1:] for it in BROKEN], ids=NAMES)
def test_a_check_tells_rule_place_and_what_to_do(tmp_path, break_it, wanted, hint):
    path = broken(tmp_path, break_it)
    answer = Desk(tmp_path).answer("definitions", "check", path, code=1)
    finding = answer["findings"][0]
    assert (answer["ok"], f"{finding['rule']} {finding['code']}", finding["severity"]) == (False, wanted, "error")
    assert hint in finding["hint"]
    assert finding["file"] == path.as_posix()
    line, column = finding["line"], finding["column"]
    assert 1 <= column <= len(path.read_text("utf-8").split("\n")[line - 1]) + 1
    assert finding["message"]["zh-TW"] != finding["message"]["en"]


@pytest.mark.parametrize(("break_it", "wanted"), [it[1:3] for it in BROKEN], ids=NAMES)
def test_publishing_it_is_refused_with_the_same_finding_and_changes_nothing(desk, tmp_path, break_it, wanted):
    before = published(desk)
    answer = desk.answer("definitions", "publish", broken(tmp_path, break_it), code=1)
    assert wanted in {f"{it['rule']} {it['code']}" for it in answer["findings"]}
    assert published(desk) == before


def test_one_broken_file_keeps_the_sound_ones_beside_it_from_being_published(desk, tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(SHIPPED, folder)
    process = folder / "processes" / "agreement_signing.yaml"
    process.write_text(instead(f"version: {VERSION}", f"version: {NEXT}")(PROCESS.read_text("utf-8")), "utf-8")
    calendar = folder / "calendars" / "stust.yaml"
    calendar.write_text(calendar.read_text("utf-8") + "nonsense: true\n", "utf-8")
    before = published(desk)
    assert not desk.answer("definitions", "publish", folder, code=1)["ok"]
    assert published(desk) == before
    assert desk.start()["definition"]["version"] == VERSION


def test_a_person_reads_place_and_both_languages(tmp_path):
    path = broken(tmp_path, with_line("    by: applicant", "    dedline: 3wd"))
    place, chinese, english, _ = Desk(tmp_path).run("definitions", "check", path).stdout.splitlines()
    line = path.read_text("utf-8").split("\n").index("    dedline: 3wd") + 1
    assert place.startswith(f"{path.as_posix()}:{line}:5: error L01")
    assert "是不是「deadline」" in chinese
    assert "Is “deadline” meant?" in english
