"""Filling in forms as a reader does: by the words that stand beside the controls."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.cli.running import DATA
from tests.cli.walking import PDF


def pdf(name: str) -> dict[str, object]:
    """A file to choose."""
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": PDF + f"% {name}\n".encode()}


def choose(scope: Page | Locator, legend: str, *options: str) -> None:
    for option in options:
        scope.get_by_role("group", name=legend).get_by_label(option, exact=True).check()


def write(scope: Page | Locator, label: str, text: str) -> None:
    scope.get_by_label(label).fill(text)


def press(scope: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Sends a form and waits for the page that answers."""
    _go(scope.get_by_role("button", name=name, exact=True))


def follow(scope: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Goes where a link leads and waits for that page."""
    _go(scope.get_by_role("link", name=name))


def _go(control: Locator) -> None:
    # A click no longer waits for the page it asks for: whatever is looked at next would still be the old page.
    with control.page.expect_navigation():
        control.click()


def file_agreement(page: Page) -> str:
    """An agreement of a department that recognizes credits, from the catalogue to its number."""
    page.goto("/apply")
    follow(page, "國際合作書約簽署")
    press(page, "開始填寫")
    follow(page, "案件與主政單位")
    for fill_in in (_the_case, _the_partner, _the_plan, _the_impact, _the_terms):
        fill_in(page)
        press(page, "儲存並繼續")
    page.get_by_label("選擇檔案 書約草案").set_input_files(pdf("draft"))
    press(page, "上傳 書約草案")
    expect(page.locator(".file-row")).to_contain_text("draft.pdf")
    follow(page, "檢查並送出")
    expect(page.locator("main")).not_to_contain_text("還有")
    press(page, "送出申請")
    return page.locator(".display").inner_text()


def _the_case(page: Page) -> None:
    choose(page, "案別", "新訂")
    page.get_by_label("書約類型").select_option("合作備忘錄")
    choose(page, "層級", "系所級")
    page.get_by_label("主政單位").select_option("機械工程系")


def _the_partner(page: Page) -> None:
    write(page, "締約學校", "UMIT")
    write(page, "對方單位全稱", "Department of Mechatronics")
    contact = page.get_by_role("group", name="對方窗口")
    write(contact, "姓名", "International Office")
    write(contact, "電子郵件", "international.office@example.org")
    choose(page, "是否列於教育部外國大學參考名冊", "已列入")
    write(page, "名冊查詢日期", "115/8/20")


def _the_plan(page: Page) -> None:
    write(page, "合作緣由", str(DATA["purpose"]))
    choose(page, "合作範圍", "學生交換", "教師交流")
    plan = page.get_by_role("group", name="具體合作項目與規劃")
    write(plan, "項目", "學生短期研修")
    write(plan, "學年度", "115")


def _the_impact(page: Page) -> None:
    page.get_by_label("涉及學分抵免").check()


def _the_terms(page: Page) -> None:
    choose(page, "生效方式", "指定日期")
    write(page, "起日", "116/2/1")
    write(page, "迄日", "121/1/31")
    choose(page, "書約語言", "英文")
    choose(page, "本校簽署人", "系主任／所長／中心主任")
    write(page, "對方簽署人", "Head of Department")
    choose(page, "簽署方式", "郵寄互簽")
