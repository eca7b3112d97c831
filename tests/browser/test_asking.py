"""Asking others beside the steps, on a phone and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.looking import DESKTOP, PHONE, faults

OFFICER = "oia_cooperation_officer"


@pytest.fixture
def case(installation, clock):
    return installation.start(now=clock.set("2026-09-01T09:00"))


def unfold(page, words):
    page.locator("summary", has_text=words).first.click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_colleague_is_asked_behind_the_fold_with_more_actions(look, case, scripts):
    page = look(PHONE, as_=OFFICER, scripts=scripts)
    page.goto(f"/cases/{case['number']}")
    unfold(page, "更多動作")
    unfold(page, "請補充說明")
    form = page.locator('form[action$="/request_info"]')
    form.get_by_label("對象").fill("faculty.me")
    form.get_by_label("您的問題").fill("名額如何計算？")
    if scripts:
        assert faults(page) == []
    form.get_by_role("button", name="請補充說明").click()
    expect(page.get_by_role("heading", name="您請求的（1）")).to_be_visible()
    expect(page.get_by_text("請人補充說明，等")).to_be_visible()
    if scripts:
        assert faults(page) == []


def test_whoever_is_asked_reads_who_asks_for_what(look, installation, clock, case):
    asked = installation.put("asked.json", {"who": "dean.coe", "reason": "名額如何計算？"})
    installation.act(case, "request_info", OFFICER, "--data", asked, now=clock.set("2026-09-01T10:00"))
    page = look(DESKTOP, as_="dean.coe")
    page.goto("/inbox")
    expect(page.get_by_text("請您補充說明")).to_be_visible()
    page.goto(f"/cases/{case['number']}")
    expect(page.get_by_text("名額如何計算？").first).to_be_visible()
    assert faults(page) == []
    page.get_by_label("說明理由").fill("依比例計算。")
    page.get_by_role("button", name="回覆").first.click()
    expect(page.get_by_text("已完成：回覆。")).to_be_visible()
