"""A reception in the browser and by commands: request, host's time, plan, and what comes behind the visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.deciding import Posts, answer, sent
from tests.browser.filling import choose, follow, press, write
from tests.cli.running import Desk

OFFICER: Final = "oia_cooperation_officer"
SECTION_HEAD: Final = "oia_cooperation_head"
LEAD: Final = "college_intl_coordinator.coe"
"""Who is the reception officer of the College of Engineering in the demo."""
RECEPTION: Final[Mapping[str, object]] = {
    "title": "研究交流",
    "purpose_type": ["research"],
    "source": "partner",
    "visit_from": "2026-11-24",
    "visit_to": "2026-11-24",
    "institution": "tudelft.nl",
    "head_name": "Head of delegation",
    "head_title": "Vice President",
    "head_rank": "vice_president",
    "headcount": 2,
    "visitors": [{"name_en": "Head of delegation"}],
    "touches": "college",
    "lead_unit": "coe",
    "hosts_wanted": ["vp_admin"],
    "language": "en",
}


def held_before(desk: Desk, now: str) -> None:
    """Another reception for which the vice president's day is held already."""
    data = desk.put("reception.json", RECEPTION)
    case = desk.answer("case", "start", "visitor_reception", "--as", "faculty.ee", "--data", data, "--now", now)
    for login, action in ((OFFICER, "accept"), (SECTION_HEAD, "approve"), (LEAD, "submit")):
        desk.act(case, action, login, now=now)
    host = desk.put("host.json", {"host": "vp_admin"})
    desk.act(case, "confirmed", "exec_calendar", "--data", host, now=now)


def request_reception(page: Page) -> str:
    """From the catalogue to the number of the case."""
    page.goto("/apply")
    follow(page, "外賓接待")
    press(page, "開始填寫")
    follow(page, "來訪事由與時間")
    for fill_in in (_the_visit, _the_visitors, _the_wishes):
        fill_in(page)
        press(page, "儲存並繼續")
    follow(page, "檢查並送出")
    expect(page.locator("main")).not_to_contain_text("還有")
    press(page, "送出申請")
    return page.locator(".display").inner_text()


def _the_visit(page: Page) -> None:
    write(page, "來訪事由", "洽談雙聯學制")
    choose(page, "目的類別", "拜會", "洽談合作")
    page.get_by_label("訊息來源").select_option("來訪機構")
    write(page, "來訪起日", "115/11/24")
    write(page, "來訪迄日", "115/11/24")


def _the_visitors(page: Page) -> None:
    write(page, "來訪機構", "Chulalongkorn")
    write(page, "團長姓名", "Head of delegation")
    write(page, "團長職稱", "Vice President")
    page.get_by_label("團長層級").select_option("副校長")
    page.locator("#f-headcount").fill("4")
    write(page.get_by_role("group", name="訪賓名單"), "英文姓名", "Head of delegation")


def _the_wishes(page: Page) -> None:
    choose(page, "來訪涉及", "一個學院")
    page.get_by_label("主政單位").select_option("工程學院")
    choose(page, "擬拜會", "行政副校長", "院長")
    choose(page, "使用語言", "英語")


def other_day(posts: Posts) -> Page:
    """The host's desk reads what is held, is refused the day all the same, and takes another."""
    page = posts.see("exec_calendar")
    expect(page.locator("main")).to_contain_text("這幾天前後已保留的")
    expect(page.locator("main")).to_contain_text("行政副校長：2026/11/24（二） 至 2026/11/24（二），案件 接待-115-001")
    form = answer(page, "確認行程")
    write(form, "接待長官", "行政副校長")
    press(form, "確認行程")
    expect(page.get_by_role("alert")).to_contain_text("「行政副校長」已由案件 接待-115-001 保留")
    form = answer(page, "確認行程")
    write(form, "來訪起日", "115/11/20")
    write(form, "來訪迄日", "115/11/20")
    return sent(page, form, "確認行程")


def plan(posts: Posts) -> Page:
    page = posts.see(LEAD)
    form = answer(page, "陳核")
    write(form, "場地", "第一會議室")
    rows = form.get_by_role("group", name="行程表")
    write(rows, "時間", "10:00-11:30")
    write(rows, "項目", "座談")
    return sent(page, form, "陳核")


def made_ready(desk: Desk, case: Mapping[str, object]) -> None:
    """All units and the final check, by commands: the pages show nothing new."""
    for login in ("exec_calendar", OFFICER, "ga_officer", LEAD):
        desk.act(case, "finish", login, now="2026-11-10T09:00")
    ticks = desk.put("ticks.json", {"checklist": ["names", "flags", "host", "route", "contact"]})
    desk.act(case, "ready", LEAD, "--data", ticks, now="2026-11-16T09:00")


def took_place(posts: Posts) -> Page:
    page = posts.see(LEAD)
    form = answer(page, "接待完成")
    write(form, "實到人數", "4")
    return sent(page, form, "接待完成")


def record(posts: Posts) -> Page:
    page = posts.see(LEAD)
    form = answer(page, "送出")
    write(form, "紀要", "雙方同意先交換課程綱要，明年二月再談雙聯學制。")
    rows = form.get_by_role("group", name="後續事項")
    write(rows, "事項", "寄送課程綱要")
    rows.get_by_label("負責單位").select_option("機械工程系")
    write(rows, "期限", "115/12/20")
    return sent(page, form, "送出")
