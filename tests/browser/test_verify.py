from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.looking import DESKTOP, PHONE, faults
from tests.support.papers import words_of

WINDOWS = [(PHONE, "light"), (DESKTOP, "dark")]


@pytest.fixture
def paper(look, installation):
    """The PDF of a case, as the applicant's browser gets it from the page of the case."""
    number = installation.start()["number"]
    page = look(as_="faculty.me", scripts=False)
    page.goto(f"/cases/{quote(number)}")
    address = page.get_attribute("a[href$='record.pdf']", "href")
    return page.request.get(address).body()


@pytest.mark.parametrize(("size", "theme"), WINDOWS)
def test_a_paper_is_checked_by_the_code_that_is_printed_on_it(look, paper, size, theme):
    page = look(size, theme)
    page.goto("/verify")
    assert faults(page) == []
    page.fill("#code", words_of(paper).partition("查驗碼")[2][:34].lower())
    page.click("main button")
    expect(page.get_by_role("status")).to_contain_text("有效")
    expect(page.get_by_role("status")).to_contain_text("Valid")
    assert faults(page) == []
    page.fill("#code", "ABCD")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verify/ABCD")
    expect(page.get_by_role("status")).to_contain_text("Not found")
    assert faults(page) == []
