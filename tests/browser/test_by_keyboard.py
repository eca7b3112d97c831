"""Filing and deciding without a mouse, and deciding without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.deciding import DONE, Posts, answer, check_list, sent
from tests.browser.filling import pdf, press
from tests.browser.keys import Keys
from tests.browser.looking import DESKTOP, PHONE
from tests.cli.running import DATA

OFFICER = "oia_cooperation_officer"


@pytest.fixture
def case(installation, clock):
    return installation.start(now=clock.set("2026-09-01T09:00"))["number"]


def heading(page, words):
    expect(page.get_by_role("heading", name=words, level=1)).to_be_visible()


def come_in(page, login, name):
    """From the page for signing in, by the search field above the posts."""
    keys = Keys(page)
    page.goto("/signin")
    keys.skip()
    keys.write("搜尋職務或單位", login)
    keys.enter(name)
    heading(page, "今天")
    return keys


def the_case(keys):
    keys.choose("新訂")
    keys.pick("書約類型", "合作備忘錄")
    keys.choose("系所級", first="校級")
    keys.pick("主政單位", "機械工程系")
    keys.enter("儲存並繼續")


def the_partner(keys):
    keys.write("締約學校", "UMIT")
    keys.to("姓名")
    keys.back_to("對方單位全稱")
    keys.page.keyboard.type("Department of Mechatronics")
    keys.write("姓名", "International Office")
    keys.write("電子郵件", "international.office@example.org")
    keys.choose("已列入")
    keys.write("名冊查詢日期", "115/8/20")
    keys.enter("儲存並繼續", "Space")


def the_plan(keys):
    keys.write("合作緣由", DATA["purpose"])
    keys.tick("學生交換", "教師交流")
    keys.write("項目", "學生短期研修")
    keys.write("學年度", "115")
    keys.enter("再加一筆")
    heading(keys.page, "合作內容")
    keys.enter("移除 (第 2 筆")
    keys.enter("儲存並繼續")


def the_impact(keys):
    keys.tick("涉及學分抵免")
    keys.enter("儲存並繼續")


def the_terms(keys):
    keys.choose("指定日期")
    keys.write("起日", "116/2/1")
    keys.write("迄日", "121/1/31")
    keys.tick("英文")
    keys.choose("系主任／所長／中心主任", first="校長")
    keys.write("對方簽署人", "Head of Department")
    keys.choose("郵寄互簽")
    keys.enter("儲存並繼續")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_by_keyboard_alone_one_files_an_agreement_from_signing_in_to_its_number(look, clock, size):
    clock.set("2026-09-02T10:00")
    page = look(size)
    keys = come_in(page, "faculty.me", "機械工程系教師")
    keys.enter("申請")
    for words in ("國際合作書約簽署", "開始填寫", "案件與主政單位"):
        keys.skip()
        keys.enter(words)
    for fill_in in (the_case, the_partner, the_plan, the_impact, the_terms):
        keys.skip()
        fill_in(keys)
    keys.attach("選擇檔案 書約草案", pdf("draft"))
    keys.enter("上傳 書約草案")
    expect(page.locator(".file-row")).to_contain_text("draft.pdf")
    keys.enter("檢查並送出")
    keys.enter("送出申請")
    expect(page.locator(".display")).to_have_text("國約-115-001")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_by_keyboard_alone_one_finds_ones_task_and_approves_with_the_checklist(look, case, size):
    page = look(size)
    keys = come_in(page, OFFICER, "國際合作組承辦人")
    keys.enter("與Private Universität")
    keys.enter("核准")
    expect(page.get_by_role("alert")).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_role("alert").get_by_role("link").first).to_be_focused()
    keys.press("Enter")
    for box in page.locator("input[name=checklist]").all():
        expect(box).to_be_focused()
        keys.press("Space")
        keys.press("Tab")
    keys.back_to("校徽")
    keys.write("意見", "齊備")
    keys.enter("核准")
    expect(page.get_by_role("status").filter(has_text=DONE)).to_be_visible()
    expect(page.locator("ol.path")).to_contain_text("齊備")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_by_keyboard_alone_one_returns_and_gives_a_reason(look, case, size):
    check_list(Posts(look, case), OFFICER)
    page = Posts(look, case).see("dept_chair.me", size=size)
    keys = Keys(page)
    keys.skip()
    keys.to("退回修改")
    keys.press("Enter")
    keys.choose("提案")
    keys.write("說明理由", "計畫再寫清楚")
    keys.enter("退回修改")
    expect(page.get_by_role("status").filter(has_text=DONE)).to_be_visible()
    expect(page.locator("ol.path")).to_contain_text("計畫再寫清楚")


def test_without_scripts_one_decides(look, case):
    posts = Posts(look, case)
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
