"""Signing a decision in the demo, on a phone, with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looking import PHONE, faults
from tests.browser.rounds import Round
from tests.browser.test_together import DEAN, NOW, here
from tests.cli.running import Desk


@pytest.fixture
def case(installation: Desk, clock: Any) -> Any:
    text = here().replace("    by: chief\n", "    by: chief\n    signature: {level: password}\n")
    text = text.replace("bulk: approve\n", "")
    installation.answer("definitions", "publish", installation.put("batch.yaml", text.encode()))
    data = installation.put("data.json", {"subject": "協議", "amount": "100"})
    words = ("case", "start", "batch", "--as", "oia_cooperation_officer", "--now", clock.set(NOW), "--data", data)
    return installation.answer(*words)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_decision_is_signed_by_a_tick_in_the_demo(look, case, scripts):
    page = look(PHONE, as_=DEAN, scripts=scripts)
    page.goto(f"/cases/{case['number']}")
    form = page.locator('form[action$="/approve"]')
    form.get_by_label("意見").fill("可行。")
    form.get_by_role("button", name="核准").click()
    expect(page.get_by_text("勾選確認才能簽署。").first).to_be_visible()
    expect(form.get_by_label("意見")).to_have_value("可行。")
    if scripts:
        assert faults(page) == []
    form.get_by_role("checkbox").check()
    form.get_by_role("button", name="核准").click()
    expect(page.get_by_text("示範環境以勾選代替密碼確認").first).to_be_attached()
    if scripts:
        seen = Round(page)
        seen.note("signed")
        assert seen.wrong == {}
