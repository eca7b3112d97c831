"""The life of an agreement in the browser: asked about before it ends, renewed, superseded."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.deciding import answer, sent
from tests.browser.filling import choose, follow, pdf, press, write
from tests.browser.looking import DESKTOP, PHONE
from tests.browser.rounds import Round
from tests.cli.running import DATA
from tests.cli.walking import Walk
from workflow.bootstrap import new_runtime
from workflow.config import read_settings
from workflow.services.register_import import import_rows

OFFICER = "oia_cooperation_officer"
IMPORTED = datetime(2026, 9, 1, 1, tzinfo=UTC)
ROWS = """number,kind,level,lead_unit,partner,scope,valid_from,valid_until,original_location,file
約111-001,mou,university,oia,umit.at,student_exchange;faculty_exchange,2022-08-01,2027-07-31,oia,abc
約112-007,mou,university,oia,chula.ac.th,student_exchange,2023-08-01,2031-07-31,,
"""
TO_IN_FORCE = """
    09-03 09:20  oia_cooperation_officer.2  approve  checked  -> negotiation
    09-08 11:00  oia_cooperation_officer.2  agreed   reply    -> internal_memo
    09-08 12:00  oia_cooperation_officer.2  submit   memo     -> cosign
    09-08 13:00  secretary_review           agree             -> cosign
    09-08 13:30  oia_cooperation_head       agree             -> consolidate
    09-08 14:00  oia_cooperation_officer.2  submit            -> review
    09-08 15:00  oia_dean                   approve           -> review
    09-08 16:00  chief_secretary            approve           -> review
    09-08 16:30  vp_admin                   approve           -> decision
    09-09 09:00  president  approve  as_proposed              -> signing
    10-21 10:00  seal_keeper                signed   sealed        -> signing
    10-22 10:00  oia_cooperation_officer.2  signed   signed_there  -> archiving_renewal
    10-22 11:10  oia_cooperation_officer.2  finish   filing        -> in_force
"""


@pytest.fixture
def agreements(installation) -> None:
    with new_runtime(read_settings(installation.env)) as runtime:
        import_rows(runtime, "agreements", ROWS.encode(), 0, IMPORTED)


def test_an_agreement_due_in_eleven_months_is_renewed_and_superseded(look, clock, installation, agreements):
    installation.run("clock", "--once", "--now", clock.set("2026-09-02T09:00"))
    page = look(as_=OFFICER)
    page.goto("/inbox?tab=pool")
    follow(page, re.compile("約111-001"))
    form = answer(page, "擬續約")
    form.locator("textarea[name=reason]").fill("交流穩定")
    sent(page, form, "擬續約")
    press(page, re.compile("^起始續約"))
    number = file_renewal(page)
    Walk(installation, number).go(TO_IN_FORCE)
    clock.set("2026-10-22T12:00")
    page = look(as_=OFFICER)
    page.goto("/agreements?text=umit")
    old, new = page.locator("tbody tr", has_text="約111-001"), page.locator("tbody tr", has_text=number)
    expect(old).to_contain_text("已由新約取代")
    expect(new).to_contain_text("有效")
    expect(new).to_contain_text("約期-115-")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("where", ["/agreements", "/agreements?show=timeline", "/partners/umit.at"])
def test_the_pages_of_agreements_fit_and_can_be_read_by_everybody(look, clock, agreements, size, where):
    clock.set("2026-09-02T09:00")
    page = look(size, as_=OFFICER)
    it = Round(page)
    it.go(where)
    assert it.wrong == {}


def file_renewal(page: Page) -> str:
    """What the register does not tell is filled in; the rest stands there."""
    expect(page.locator("main")).to_contain_text("還沒送出")
    follow(page, "案件與主政單位")
    expect(page.get_by_label("原約", exact=True)).to_have_value(re.compile("約111-001"))
    press(page, "儲存並繼續")
    expect(page.get_by_label("締約學校")).to_have_value(re.compile("UMIT|umit"))
    contact = page.get_by_role("group", name="對方窗口")
    write(contact, "姓名", "International Office")
    write(contact, "電子郵件", "international.office@example.org")
    choose(page, "是否列於教育部外國大學參考名冊", "已列入")
    write(page, "名冊查詢日期", "115/8/20")
    press(page, "儲存並繼續")
    write(page, "合作緣由", str(DATA["purpose"]))
    plan = page.get_by_role("group", name="具體合作項目與規劃")
    write(plan, "項目", "學生短期研修")
    write(plan, "學年度", "116")
    write(page, "過去交流成果", "效期內互派教師八人次、學生二十人次。")
    press(page, "儲存並繼續")
    press(page, "儲存並繼續")
    expect(page.get_by_label("起日")).to_have_value(re.compile("2027-08-01|2027/8/1|116"))
    write(page, "迄日", "121/7/31")
    choose(page, "書約語言", "英文")
    choose(page, "本校簽署人", "校長")
    write(page, "對方簽署人", "President")
    choose(page, "簽署方式", "郵寄互簽")
    press(page, "儲存並繼續")
    page.get_by_label("選擇檔案 書約草案").set_input_files(pdf("draft"))
    press(page, "上傳 書約草案")
    follow(page, "檢查並送出")
    press(page, "送出申請")
    return page.locator(".display").inner_text()
