"""Another kind of agreement, with a field and a unit of its own, is a change of files: it lives on either database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.cli.running import Desk
from tests.cli.test_walks import TO_IN_FORCE, either_desk
from tests.cli.walking import UNIVERSITY, begin
from workflow.config import read_settings

__all__ = ["either_desk"]

OPTION = "other: {zh-TW: 其他書約, en: Other agreement}"
SUMMER = "summer: {zh-TW: 暑期學校協議, en: Summer school agreement}"
FIELD = """
  summer_weeks:
    type: int
    min: 1
    max: 12
    required_when: "data.kind == 'summer'"
    label: {zh-TW: 暑期週數, en: Weeks in summer}
  level:
    type: enum
    required: true
    label: {zh-TW: 層級, en: Level}
    help: {"""
LEVEL = FIELD[FIELD.index("\n  level:") :]
BRANCH = """
      summer:
        label: {zh-TW: 生活輔導組（暑期住宿）, en: Student life (summer housing)}
        by: sa_officer
        when: "data.kind == 'summer'"
        binds: [kind, summer_weeks]
      academic:
        label: {zh-TW: 教務處, en: Academic Affairs}
        by:"""
ACADEMIC = BRANCH[BRANCH.index("\n      academic:") :]
CHANGES = {
    "processes/agreement_signing.yaml": (
        (OPTION, f"{OPTION}\n      {SUMMER}", 3),
        (LEVEL, FIELD, 1),
        (ACADEMIC, BRANCH, 1),
        ("forced, termination_reason, kind, level,", "forced, termination_reason, kind, summer_weeks, level,", 2),
        ("never_assigned: [chair,", "never_assigned: [chair, summer,", 1),
    ),
    "processes/agreement_watch.yaml": ((OPTION, f"{OPTION}\n      {SUMMER}", 1),),
    "registers/agreements.yaml": ((OPTION, f"{OPTION}\n      {SUMMER}", 1),),
    "authority.yaml": (("internship, other]", "internship, summer, other]", 1),),
}
TO_SIGNING = """
    09-02 09:20  oia_cooperation_officer.2  approve  checked      -> negotiation
    09-08 11:00  oia_cooperation_officer.2  agreed   reply        -> internal_memo
    09-08 12:00  oia_cooperation_officer.2  submit   memo         -> cosign
    09-08 13:00  secretary_review           agree                 -> cosign
    09-08 13:30  oia_cooperation_head       agree                 -> cosign
    09-08 13:40  sa_life_officer            agree                 -> consolidate
    09-08 14:00  oia_cooperation_officer.2  submit                -> review
    09-08 15:00  oia_dean                   approve               -> review
    09-08 16:00  chief_secretary            approve               -> review
    09-08 16:30  vp_admin                   approve               -> decision
    09-09 09:00  president                  approve  as_proposed  -> signing
"""


def edited(desk: Desk, folder: Path) -> Iterator[Path]:
    """The shipped files with the changes, each as its next version."""
    shipped = read_settings(desk.env).definitions
    for name, changes in CHANGES.items():
        text = (shipped / name).read_text("utf-8")
        for old, new, times in changes:
            assert text.count(old) == times, (name, old)
            text = text.replace(old, new)
        made = folder / Path(name).name
        made.write_text(re.sub(r"(?m)^version: (\d+)", lambda it: f"version: {int(it[1]) + 1}", text, count=1), "utf-8")
        yield made


def test_another_kind_of_agreement_is_published_and_comes_into_force(either_desk: Desk, tmp_path: Path):
    folder = tmp_path / "edited"
    folder.mkdir()
    files = list(edited(either_desk, folder))
    either_desk.answer("definitions", "publish", *files)
    walk = begin(either_desk, "oia_cooperation_officer", **UNIVERSITY, kind="summer", summer_weeks=6)
    walk.go(TO_SIGNING)
    walk.go(TO_IN_FORCE)
    shown = walk.show()
    assert (shown["outcome"], shown["data"]["kind"], shown["data"]["summer_weeks"]) == ("approved", "summer", 6)
    assert walk.statuses()["cosign.summer"] == "live"
    assert {it["name"] for it in shown["documents"]} >= {"memo", "opinion_sheet", "summary_card", "signed"}
    assert f"{walk.number},summer,university" in exported(either_desk, "agreements", tmp_path)
    assert walk.number in exported(either_desk, "facts", tmp_path)
    assert either_desk.answer("doctor")["findings"] == []


def exported(desk: Desk, register: str, folder: Path) -> str:
    table = folder / f"{register}.csv"
    desk.run("register", "export", register, table)
    return table.read_text("utf-8-sig")
