"""Filing and deciding without a mouse, and deciding without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.deciding import DONE, Posts, answer, check_list, sent
from tests.browser.filling import press

OFFICER = "oia_cooperation_officer"
ACTIVE = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
LONGEST = 120


def tab_to(page, words):
    """Presses Tab until what has the focus says these words."""
    for _ in range(LONGEST):
        page.keyboard.press("Tab")
        if words in page.evaluate(ACTIVE):
            return
    raise AssertionError(f"Tab never reaches {words}")


def pick(page, words):
    """Goes down the list that has the focus, as arrow keys do."""
    while page.evaluate("document.activeElement.selectedOptions[0].text") != words:
        page.keyboard.press("ArrowDown")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_by_keyboard_alone_one_begins_an_application_and_fills_a_section_in(look):
    page = look(as_="faculty.me")
    page.goto("/apply")
    for words in ("國際合作書約簽署", "開始填寫", "案件與主政單位"):
        tab_to(page, words)
        enter(page)
    tab_to(page, "新訂")
    page.keyboard.press("Space")
    tab_to(page, "書約類型")
    pick(page, "合作備忘錄")
    tab_to(page, "校級")
    page.keyboard.press("Space")
    tab_to(page, "主政單位")
    pick(page, "國際暨兩岸事務處")
    tab_to(page, "儲存並繼續")
    enter(page)
    expect(page.get_by_role("heading", name="對方學校", level=1)).to_be_visible()
    page.goto(page.url.rpartition("/")[0])
    expect(page.locator("li.task").first).to_contain_text("已完成")


def test_by_keyboard_alone_one_decides_and_gives_a_reason(look, installation, clock):
    posts = Posts(look, installation.start(now=clock.set("2026-09-01T09:00"))["number"])
    check_list(posts, OFFICER)
    page = posts.see("dept_chair.me")
    tab_to(page, "意見")
    page.keyboard.type("同意辦理")
    tab_to(page, "核准")
    enter(page)
    expect(page.get_by_role("status").first).to_contain_text(DONE)
    expect(page.locator("ol.path")).to_contain_text("同意辦理")


def test_without_scripts_one_decides(look, installation, clock):
    posts = Posts(look, installation.start(now=clock.set("2026-09-01T09:00"))["number"])
    page = posts.see(OFFICER, scripts=False)
    form = answer(page, "核准")
    press(form, "核准")
    expect(page).to_have_title(re.compile("錯誤"))
    for box in form.get_by_role("checkbox").all():
        box.check()
    sent(page, form, "核准")
    page = posts.see("dept_chair.me", scripts=False)
    form = answer(page, "退回修改")
    form.get_by_label("說明理由").fill("計畫再寫清楚")
    form.get_by_label("提案", exact=True).check()
    sent(page, form, "退回修改")
