"""Deciding on the page of a case, as the post whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.browser.filling import choose, pdf, press, write
from web.words.cases import WORDS

DONE: Final = WORDS["case.done"].zh.partition("{")[0]


@dataclass(frozen=True)
class Posts:
    """Windows of the posts that deal with one case."""

    look: Callable[..., Page]
    number: str

    def see(self, login: str, **window: object) -> Page:
        """The page of the case as this post sees it."""
        page = self.look(as_=login, **window)
        page.goto(f"/cases/{quote(self.number)}")
        return page

    def decide(self, login: str, button: str, reason: str = "") -> Page:
        """An answer that asks for nothing but perhaps a reason."""
        page = self.see(login)
        form = answer(page, button)
        if reason:
            form.locator("textarea[name=reason]").fill(reason)
        return sent(page, form, button)


def answer(page: Page, button: str) -> Locator:
    """The form that has this button, opened when it is folded."""
    form = page.locator(".decide form.form", has=page.get_by_text(button, exact=True))
    form.wait_for(state="attached")
    if not form.is_visible():
        page.locator(".decide summary").get_by_text(button, exact=True).click()
        expect(form).to_be_visible()
    return form


def sent(page: Page, form: Locator, button: str) -> Page:
    press(form, button)
    expect(page.get_by_role("status").filter(has_text=DONE)).to_be_visible()
    return page


def check_list(posts: Posts, login: str) -> Page:
    page = posts.see(login)
    form = answer(page, "核准")
    for box in form.get_by_role("checkbox").all():
        box.check()
    return sent(page, form, "核准")


def partner_agrees(posts: Posts, login: str) -> Page:
    page = posts.see(login)
    form = answer(page, "對方同意文本")
    write(form, "對方回覆日期", "115/9/8")
    form.get_by_label("對方回覆", exact=True).set_input_files(pdf("reply"))
    return sent(page, form, "對方同意文本")


def write_memo(posts: Posts, login: str) -> Page:
    page = posts.see(login)
    form = answer(page, "送出")
    write(form, "主旨", "為簽訂合作備忘錄一案，簽請核示。")
    write(form, "擬辦", "奉核可後辦理用印及簽署。")
    return sent(page, form, "送出")


def answer_remarks(posts: Posts, login: str, said: str) -> Page:
    page = posts.see(login)
    form = answer(page, "送出")
    write(form, "您的回應", said)
    return sent(page, form, "送出")


def sign(posts: Posts, login: str, label: str, day: str) -> Page:
    page = posts.see(login)
    form = answer(page, "已簽署")
    write(form, label, day)
    return sent(page, form, "已簽署")


def archive(posts: Posts, login: str) -> Page:
    page = posts.see(login)
    form = answer(page, "歸檔完成")
    write(form, "生效日", "116/2/1")
    write(form, "屆滿日", "121/1/31")
    choose(form, "正本存放處", "國際暨兩岸事務處")
    form.get_by_label("雙方簽署之書約").set_input_files(pdf("signed"))
    return sent(page, form, "歸檔完成")
