"""Suggestions in the search field, by keyboard and by pointer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import DESKTOP, PHONE, faults

HEADER, PAGE = "#find", "#q"


def type_in(page, field, words):
    page.locator(field).press_sequentially(words)
    expect(page.get_by_role("listbox")).to_be_visible()
    return page.get_by_role("option")


def test_partners_are_suggested_and_chosen_by_keyboard(look):
    page = look(language="en", as_="oia_dean")
    page.keyboard.press("/")
    field = page.locator(HEADER)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    options = type_in(page, HEADER, "delft")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("Netherlands · tudelft.nl")
    expect(page.get_by_text("1 suggestion; choose with the arrow keys.")).to_be_attached()
    field.press("ArrowDown")
    expect(options).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.get_attribute("id"))
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/partners/tudelft\.nl$"))


def test_arrows_go_round_through_the_field_and_escape_closes_without_losing_the_words(look):
    page = look(language="en", as_="oia_dean")
    field = page.locator(HEADER)
    options = type_in(page, HEADER, "university")
    expect(options).to_have_count(8)
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("university")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=university$"))


def test_a_case_is_suggested_with_who_has_it_and_opened_by_pointer(look, installation):
    number = installation.start()["number"]
    page = look(language="en", as_="oia_cooperation_officer")
    options = type_in(page, HEADER, number)
    expect(options).to_contain_text(number)
    expect(options).to_contain_text("is now with")
    options.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/cases/" in page.url


def test_leaving_the_field_closes_the_list(look):
    page = look(language="en", as_="oia_dean")
    type_in(page, HEADER, "delft")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize(("size", "field"), [(PHONE, PAGE), (DESKTOP, HEADER), (DESKTOP, PAGE)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_open_list_has_no_faults(look, size, theme, field):
    page = look(size, theme, as_="oia_dean")
    page.goto("/search")
    type_in(page, field, "university")
    page.locator(field).press("ArrowDown")
    assert faults(page) == []


def test_without_scripts_the_field_is_sent_as_ever(look):
    page = look(language="en", as_="oia_dean", scripts=False)
    field = page.locator(HEADER)
    expect(field).not_to_have_attribute("role", "combobox")
    field.fill("delft")
    field.press("Enter")
    expect(page.get_by_role("link", name="Delft University of Technology")).to_be_visible()
