"""More time, a hold and handing on, on a phone and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.looking import DESKTOP, PHONE, faults

OFFICER = "oia_cooperation_officer"


@pytest.fixture
def case(installation, clock):
    """In negotiation with the partner."""
    case = installation.start(now=clock.set("2026-09-01T09:00"))
    precheck = installation.put("precheck.json", {"checklist": "all"})
    installation.act(case, "approve", OFFICER, "--data", precheck, now=clock.set("2026-09-01T10:00"))
    installation.act(case, "approve", "dept_chair.me", now=clock.set("2026-09-01T11:00"))
    installation.act(case, "approve", "dean.coe", now=clock.set("2026-09-01T12:00"))
    return case


def unfold(page, words):
    page.locator("summary", has_text=words).first.click()


@pytest.mark.parametrize("scripts", [True, False])
def test_more_time_is_asked_for_behind_the_fold_with_more_actions(look, installation, case, scripts):
    page = look(PHONE, as_=OFFICER, scripts=scripts)
    page.goto(f"/cases/{case['number']}")
    unfold(page, "更多動作")
    unfold(page, "展期")
    form = page.locator('form[action$="/extend"]')
    form.get_by_label("展期天數").fill("7")
    form.get_by_label("說明理由").fill("對方需送董事會。")
    if scripts:
        assert faults(page) == []
    form.get_by_role("button", name="展期").click()
    expect(page.get_by_text("已經申請展期 7 天，等待核准。")).to_be_visible()
    if scripts:
        assert faults(page) == []


def test_whoever_grants_it_reads_for_how_long_and_why(look, installation, clock, case):
    asked = installation.put("days.json", {"days": 7, "reason": "對方需送董事會。"})
    installation.act(case, "extend", OFFICER, "--data", asked, now=clock.set("2026-09-01T13:00"))
    page = look(DESKTOP, as_="oia_cooperation_head")
    page.goto(f"/cases/{case['number']}")
    expect(page.get_by_text("申請展期，請您核定")).to_be_visible()
    expect(page.get_by_text("對方需送董事會。").first).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="同意展期").first.click()
    expect(page.get_by_text("已完成：同意展期。")).to_be_visible()
