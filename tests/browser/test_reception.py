"""The way of a reception in the browser, from the request to what it leaves behind."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.deciding import Posts
from tests.browser.looking import PHONE, faults
from tests.browser.receiving import (
    LEAD,
    OFFICER,
    SECTION_HEAD,
    held_before,
    made_ready,
    other_day,
    plan,
    record,
    request_reception,
    took_place,
)


def test_a_reception_requested_on_a_phone_is_held_planned_decided_received_and_followed_up(look, clock, installation):
    held_before(installation, clock.set("2026-09-02T09:00"))
    posts = Posts(look, request_reception(look((375, 812), as_="faculty.me")))
    posts.decide(OFFICER, "受理")
    posts.decide(SECTION_HEAD, "核准")
    posts.decide(LEAD, "接案")
    other_day(posts)
    plan(posts)
    case = {"number": posts.number}
    for login, action in (("dean.coe", "approve"), ("ga_officer", "agree")):
        installation.act(case, action, login, now=clock.set("2026-09-10T09:00"))
    posts.decide("vp_admin", "決行")
    page = look(as_=LEAD)
    page.goto("/visits?month=2026-11")
    expect(page.locator(".month-table")).to_contain_text("Chulalongkorn University來訪：洽談雙聯學制")
    expect(page.locator("main")).to_contain_text("第一會議室")
    assert faults(page) == []
    made_ready(installation, case)
    installation.answer("clock", "--once", "--now", clock.set("2026-11-20T17:00"))
    took_place(posts)
    page = record(posts)
    expect(page.locator(".case-head .tag")).to_have_text("核准")
    expect(page.locator("main")).to_contain_text("寄送課程綱要")
    page = look(PHONE, as_="dept_staff.me")
    page.goto("/inbox")
    expect(page.locator(".task-row")).to_contain_text("寄送課程綱要")
    page.goto("/visits?month=2026-11")
    expect(page.locator("main")).to_contain_text("洽談雙聯學制")
