"""What a machine can find wrong with the pages of filing, of cases and of lists, in every window and colour."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.deciding import Posts, answer
from tests.browser.filling import press
from tests.browser.looking import DESKTOP, PHONE, faults

WINDOWS = [(size, theme) for size in (PHONE, DESKTOP) for theme in ("light", "dark")]
OFFICER = "oia_cooperation_officer"


@pytest.fixture
def case(installation, clock):
    return installation.start(now=clock.set("2026-09-01T09:00"))["number"]


def look_through(page, addresses):
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("size", "theme"), WINDOWS)
def test_the_pages_of_filing_have_no_fault_that_a_machine_can_find(look, case, size, theme):
    page = look(size, theme, as_="faculty.me")
    # Before there is a draft: then no row lies half under the bar at the bottom, which axe would take for too small.
    look_through(page, ["/", "/mine", f"/cases/{quote(case)}/sent", f"/cases/{quote(case)}"])
    look_through(page, ["/apply", "/apply/agreement_signing"])
    press(page, "開始填寫")
    draft = page.url
    assert faults(page) == []
    look_through(page, [f"{draft}/{part}" for part in ("partner", "plan", "terms", "files", "check")])
    press(page, "送出申請")
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize(("size", "theme"), WINDOWS)
def test_the_pages_of_deciding_have_no_fault_that_a_machine_can_find(look, case, size, theme):
    page = Posts(look, case).see(OFFICER, size=size, theme=theme)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert faults(page) == []
    press(answer(page, "核准"), "核准")
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []
    look_through(page, ["/", "/inbox", "/search?q=agreement"])
