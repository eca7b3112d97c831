"""Approving several cases at once, on a phone, on a desk, and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looking import DESKTOP, PHONE, faults
from tests.cli.running import Desk
from tests.support.batches import BATCH

NOW = "2026-09-01T09:00"
DEAN = "oia_dean"
HERE = (
    ("post: chief", f"post: {DEAN}"),
    ("post: first, of: office", "post: oia_cooperation_officer, of: oia_coop"),
    ("post: second, of: office", "post: oia_cooperation_officer, of: oia_coop"),
    ("post: head, of: school", "post: president, of: stust"),
    (": office", ": oia"),
    ("may_start: [clerk]", "may_start: [oia_cooperation_officer]"),
    ("calendars: [plain]", "calendars: [tw-gov]"),
    ("next: {submit: votes}", "next: {submit: decision}"),
)


def here() -> str:
    """The process in the units and posts of the demo, straight to the decision."""
    text = BATCH
    for old, new in HERE:
        assert old in text, old
        text = text.replace(old, new)
    return text[: text.index("  votes:\n")] + text[text.index("  decision:\n") :]


@pytest.fixture
def cases(installation: Desk, clock: Any) -> list[Any]:
    installation.answer("definitions", "publish", installation.put("batch.yaml", here().encode()))
    data = [installation.put(f"{n}.json", {"subject": f"第 {n} 件", "amount": "100"}) for n in range(3)]
    words = ("case", "start", "batch", "--as", "oia_cooperation_officer", "--now", clock.set(NOW), "--data")
    return [installation.answer(*words, each) for each in data]


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (DESKTOP, True), (PHONE, False)])
def test_ticked_cases_are_looked_at_together_and_those_left_are_approved(look, cases, size, scripts):
    page = look(size, as_=DEAN, scripts=scripts)
    page.goto("/inbox")
    if scripts:
        assert faults(page) == []
    page.get_by_role("checkbox", name="第 0 件").check()
    page.get_by_role("checkbox", name="第 1 件").check()
    page.get_by_role("button", name="檢視勾選的案件並一次核准").click()
    expect(page.get_by_role("heading", name="一次核准（2 件）")).to_be_visible()
    if scripts:
        assert faults(page) == []
    page.get_by_role("checkbox", name="第 1 件").uncheck()
    page.get_by_role("button", name="核准勾選的案件").click()
    expect(page.get_by_role("heading", name="已完成（1）")).to_be_visible()
    expect(page.get_by_role("link", name="第 0 件")).to_be_visible()
    if scripts:
        assert faults(page) == []
    page.goto("/inbox")
    expect(page.get_by_role("checkbox")).to_have_count(2)


def test_by_keyboard_and_back_nothing_is_done_twice(look, cases):
    page = look(DESKTOP, as_=DEAN)
    page.goto("/inbox?ticked=all")
    page.get_by_role("button", name="檢視勾選的案件並一次核准").press("Enter")
    page.get_by_role("checkbox", name="第 2 件").press("Space")
    page.get_by_role("button", name="核准勾選的案件").press("Enter")
    expect(page.get_by_role("heading", name="已完成（2）")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="一次核准（")).to_be_visible()
    page.get_by_role("button", name="核准勾選的案件").press("Enter")
    expect(page.get_by_role("heading", name="一次核准的結果")).to_be_visible()
    page.goto(f"/cases/{cases[0]['number']}")
    expect(page.get_by_text("與其他案件一次核准")).to_have_count(1)
