"""Fields that are needed under a condition, while one fills in the form."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.filling import choose, follow, press
from tests.browser.looking import PHONE, faults


def test_a_field_opens_as_soon_as_it_is_needed_and_folds_when_it_is_not(look):
    page = look(PHONE, as_="faculty.me")
    page.goto("/apply/agreement_signing")
    press(page, "開始填寫")
    follow(page, "案件與主政單位")
    earlier = page.get_by_label("原約", exact=True)
    choose(page, "案別", "新訂")
    earlier.wait_for(state="hidden")
    expect(page.locator("#section")).to_contain_text("「案別」不是「新訂」時必填")
    assert faults(page) == []
    choose(page, "案別", "續約")
    earlier.wait_for(state="visible")
    choose(page, "案別", "新訂")
    earlier.wait_for(state="hidden")
