"""Letters, search, partners and deputies as they look in a browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.filling import press
from tests.browser.looking import DESKTOP, PHONE
from tests.browser.rounds import Round


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESKTOP, "dark")])
@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_the_pages_have_no_faults(look, size, theme, language):
    it = Round(look(size, theme, language, as_="oia_dean"))
    it.go("/mailbox", "/search?q=ab", "/partners", "/partners/tudelft.nl", "/partners/import", "/me/delegation")
    assert it.wrong == {}


def test_a_deputy_is_set_and_ended_without_scripts(look):
    page = look(language="en", as_="oia_dean", scripts=False)
    page.goto("/me/delegation")
    page.get_by_label("Deputy", exact=True).first.fill("oia_cooperation_head")
    page.get_by_label("First day").fill("2030-01-07")
    page.get_by_label("Last day").fill("2030-01-08")
    press(page, "Add")
    press(page, re.compile("^End now"))
    expect(page.get_by_text("The deputyship has ended.")).to_be_visible()
