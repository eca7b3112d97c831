import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import DESKTOP, PHONE, faults

WINDOWS = [(size, theme) for size in (PHONE, DESKTOP) for theme in ("light", "dark")]


@pytest.mark.parametrize(("size", "theme"), WINDOWS)
def test_the_first_pages_have_no_fault_that_a_machine_can_find(look, size, theme):
    page = look(size, theme)
    page.goto("/signin")
    assert faults(page) == []
    page.click("#seats button[value='oia_dean'] >> nth=0")
    expect(page.locator("details.menu")).to_be_visible()
    for path in ("/status", "/me/password", "/signin?q=no-such-post"):
        page.goto(path)
        assert faults(page) == [], path
    page.click("details.menu > summary")
    assert faults(page) == []


def test_targets_are_large_enough_for_a_thumb(look):
    page = look(PHONE)
    page.goto("/signin")
    small = page.evaluate(
        """() => [...document.querySelectorAll("header a, header summary, main button, main input:not([type=hidden])")]
        .map((it) => [it.outerHTML.slice(0, 80), it.getBoundingClientRect().height])
        .filter(([, height]) => height > 0 && height < 44)"""
    )
    assert small == []


def test_without_scripts_one_comes_in_and_goes_out(look):
    page = look(scripts=False)
    page.goto("/signin?next=/me/password")
    page.fill("#q", "國際長")
    page.click("text=搜尋 >> visible=true >> nth=-1")
    expect(page).to_have_url(re.compile("[?&]q="))
    page.click("#seats button[value='oia_dean']")
    expect(page).to_have_url(re.compile("/me/password$"))
    page.click("details.menu > summary")
    page.click("text=登出")
    expect(page.get_by_role("status")).to_contain_text("您已登出")


def test_by_keyboard_alone_one_skips_to_the_content_and_chooses_a_post(look):
    page = look(language="en")
    page.goto("/signin")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("vice president")
    expect(page.locator(".desk:not([hidden]) li:not([hidden])")).to_have_count(1)
    while page.evaluate("document.activeElement.value") != "vp_admin":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()


def test_typing_survives_a_change_of_language(look):
    page = look()
    page.goto("/signin")
    page.click("text=以帳號密碼登入")
    page.fill("#login", "oia_dean")
    page.click("text=English")
    page.wait_for_url("**/signin?lang=en")
    expect(page.locator("#login")).to_have_value("oia_dean")


def test_before_the_session_ends_by_itself_one_is_asked_and_can_stay(look):
    page = look(as_="oia_dean")
    page.clock.install()
    page.goto("/status")
    notice = page.locator("#ends-soon")
    page.clock.fast_forward(27 * 60 * 1000)
    expect(notice).to_be_hidden()
    page.clock.fast_forward(2 * 60 * 1000)
    expect(notice).to_be_visible()
    with page.expect_response("**/signin/stay") as answer:
        notice.get_by_role("button").click()
    assert answer.value.status == 204
    expect(notice).to_be_hidden()
