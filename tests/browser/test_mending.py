"""Forms of the case page that come back, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.deciding import Posts, answer
from tests.browser.filling import press
from tests.browser.looking import PHONE, faults

OFFICER = "oia_cooperation_officer"


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_missing_ticks_are_links_to_their_boxes(look, installation, language, theme):
    case = installation.start()
    page = Posts(look, case["number"]).see(OFFICER, size=PHONE, language=language, theme=theme)
    with page.expect_navigation():
        page.locator('.decide button[formaction$="/approve"]').click()
    links = page.locator(".summary a")
    expect(links.nth(1)).to_be_visible()
    expect(links).to_have_count(page.locator(".checklist input").count())
    assert faults(page) == []
    links.last.click()
    page.locator(".checklist input").last.and_(page.locator(":focus, :target")).wait_for()


def test_a_returned_form_opens_where_something_is_wrong(look, installation):
    case = installation.start()
    told = installation.put("told.json", {"reason": "名冊要再查"})
    installation.act(case, "return", OFFICER, "--data", told)
    page = Posts(look, case["number"]).see("faculty.me", size=PHONE)
    expect(page.locator(".banner.warn")).to_contain_text("名冊要再查")
    assert faults(page) == []
    page.locator(".form-part summary", has_text="書約條件與簽署").click()
    page.get_by_label("份數").fill("0")
    press(answer(page, "送出"), "送出")
    page.locator(".summary a").click()
    expect(page.get_by_label("份數")).to_be_visible()
    assert faults(page) == []


def test_a_large_file_is_told_before_it_travels(look, installation):
    case = installation.start()
    told = installation.put("told.json", {"reason": "名冊要再查"})
    installation.act(case, "return", OFFICER, "--data", told)
    page = Posts(look, case["number"]).see("faculty.me")
    page.locator(".form-part summary", has_text="附件").click()
    page.get_by_label("中譯本").set_input_files(installation.put("scan.pdf", b"%PDF-1.7\n" + bytes(20 * 1024 * 1024)))
    page.get_by_text("「scan.pdf」超過 20 MB").wait_for()
