"""The ways of an agreement in the browser: straight to in force, returned with a deputy, overdue, rejected."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.deciding import (
    Posts,
    answer,
    answer_remarks,
    archive,
    check_list,
    partner_agrees,
    sent,
    sign,
    write_memo,
)
from tests.browser.filling import file_agreement, press, write
from tests.support.papers import words_of

OFFICER = "oia_cooperation_officer"
COLLEGE = {"level": "college", "lead_unit": "coe", "our_signer": "dean"}
HAND_PHONE = (375, 812)


@pytest.fixture
def post_by_command(installation):
    """Posts that only agree, to whom the browser shows nothing new."""

    def move(number, action, at, *logins):
        for login in logins:
            installation.act({"number": number}, action, login, now=at)

    return move


def record_of(page):
    """What the PDF says, to which the page of the case leads."""
    link = page.get_by_role("link", name="簽呈與簽核紀錄")
    answer = page.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    return words_of(answer.body())


def test_an_agreement_filed_on_a_phone_comes_into_force_and_its_record_says_who_decided(look, clock, post_by_command):
    clock.set("2026-09-02T10:00")
    posts = Posts(look, file_agreement(look(HAND_PHONE, as_="faculty.me")))
    check_list(posts, OFFICER)
    posts.decide("dept_chair.me", "核准")
    post_by_command(posts.number, "approve", clock.set("2026-09-08T11:00"), "dean.coe")
    partner_agrees(posts, OFFICER)
    write_memo(posts, OFFICER)
    posts.decide("registrar", "同意但建議修改", "學分上限請寫明")
    post_by_command(posts.number, "agree", "2026-09-08T11:00", "aca_dean", "secretary_review", "oia_cooperation_head")
    answer_remarks(posts, OFFICER, "已寫明上限為九學分")
    post_by_command(posts.number, "approve", "2026-09-08T11:00", "oia_dean", "chief_secretary", "vp_admin")
    posts.decide("president", "決行", "如擬")
    clock.set("2026-10-21T10:00")
    sign(posts, "seal_keeper", "本校簽署日", "115/10/20")
    sign(posts, OFFICER, "對方簽署日", "115/10/21")
    page = archive(posts, OFFICER)
    expect(page.locator(".case-head .tag")).to_have_text("核准")
    said = record_of(posts.see("faculty.me", size=HAND_PHONE))
    for words in (posts.number, "為簽訂合作備忘錄一案，簽請核示。", "學分上限請寫明", "校長（示範）", "如擬", "生效"):
        assert words in said, words


def test_a_returned_agreement_is_sent_again_and_agreed_to_by_the_deputy_of_the_dean(look, clock, installation):
    posts = Posts(look, installation.start(now=clock.set("2026-09-02T10:00"), **COLLEGE)["number"])
    posts.decide(OFFICER, "退回修改", "請寫對方學院的全銜")
    page = posts.see("faculty.me")
    expect(page.locator("main")).to_contain_text("請寫對方學院的全銜")
    form = answer(page, "送出")
    form.locator(".form-part:has(#f-partner_unit) > summary").click()
    write(form, "對方單位全稱", "Faculty of Engineering")
    sent(page, form, "送出")
    page = check_list(posts, OFFICER)
    expect(page.locator("main")).to_contain_text("Faculty of Engineering")
    page = posts.see("faculty.coe")
    expect(page.locator(".banner")).to_contain_text("代理")
    button = "以代理人身分核准"
    sent(page, answer(page, button), button)
    expect(posts.see("faculty.me").locator("ol.path")).to_contain_text("代理")
    assert "工程學院教師（示範）代為工程學院院長（示範）" in record_of(posts.see("faculty.me"))


def test_an_overdue_agreement_climbs_to_the_chief_secretary_who_checks_it(look, clock, installation):
    posts = Posts(look, installation.start(now=clock.set("2026-09-01T09:00"))["number"])
    for day in ("09-09", "09-14"):
        installation.answer("clock", "--once", "--now", clock.set(f"2026-{day}T09:00"))
    page = look(as_=OFFICER)
    page.goto("/inbox")
    expect(page.locator(".task-row")).to_contain_text("逾期")
    installation.answer("clock", "--once", "--now", clock.set("2026-09-17T09:00"))
    page = check_list(posts, "chief_secretary")
    expect(page.locator(".case-head .sentence")).to_contain_text("系院同意")
    page.locator("#history summary").click()
    expect(page.locator("#history").get_by_text("系統（到期處理）").nth(2)).to_be_visible()


def test_a_rejection_needs_a_reason_which_the_applicant_reads(look, clock, installation):
    posts = Posts(look, installation.start(now=clock.set("2026-09-01T09:00"))["number"])
    page = posts.see(OFFICER)
    form = answer(page, "駁回")
    press(form, "駁回")
    expect(page.get_by_role("alert")).to_be_visible()
    form.locator("textarea[name=reason]").fill("對方不是正式學校")
    sent(page, form, "駁回")
    page = posts.see("faculty.me", size=HAND_PHONE)
    expect(page.locator(".case-head .tag")).to_have_text("駁回")
    page.locator(".case-side summary").click()
    expect(page.locator("ol.path")).to_contain_text("對方不是正式學校")
    assert re.search("駁回.*對方不是正式學校|對方不是正式學校.*駁回", record_of(page))
