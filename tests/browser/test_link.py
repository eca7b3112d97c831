"""The partner answers from the mailed link: on a phone without scripts, and with every page looked at on the way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import DESKTOP, PHONE
from tests.browser.rounds import Round
from tests.cli.running import Desk
from tests.cli.walking import PDF, UNIVERSITY, Walk, begin

OFFICER = "oia_cooperation_officer"
NAME = "Head of International Relations (demo)"


@pytest.fixture
def walk(installation: Desk, clock: Any) -> Walk:
    """A case that waits for the partner."""
    clock.set("2026-09-02T10:00")
    case = begin(installation, "faculty.me", **UNIVERSITY)
    case.go(f"09-02 09:30 {OFFICER} approve checked -> negotiation")
    return case


def letter(look: Any, subject: str) -> Page:
    """The newest letter to somebody outside with this in its subject, as the demo shows it."""
    page: Page = look(DESKTOP, language="en")
    page.goto("/mailbox?to=guest")
    page.get_by_role("link", name=re.compile(subject)).first.click()
    return page


def gone_in(look: Any, page: Page) -> None:
    """Through the door: from the link in the letter to what is asked."""
    link = letter(look, "your answer").get_by_role("link", name="Open the partner's page").get_attribute("href")
    page.goto(str(link))
    page.get_by_role("button", name="Mail me the code").click()
    found = re.search(r"Your code: ([A-Z0-9-]+)", letter(look, "your code").inner_text("main"))
    assert found is not None
    page.get_by_label("Code").fill(found[1].lower())
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Your answer", exact=True)).to_be_visible()


def reply(tmp_path: Path) -> Path:
    path = tmp_path / "signed reply.pdf"
    path.write_bytes(PDF)
    return path


def test_a_partner_agrees_on_a_phone_without_scripts_with_a_file(look, walk, clock, tmp_path):
    page = look(PHONE, language="en", scripts=False)
    gone_in(look, page)
    page.get_by_role("radio", name="We agree to this text").check()
    page.get_by_label("Your name").first.fill(NAME)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_role("radio", name="We agree to this text")).to_be_checked()
    page.get_by_label("The partner's answer").set_input_files(reply(tmp_path))
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("heading", name="Thank you. Your answer has arrived")).to_be_visible()
    assert walk.show()["state"] == "internal_memo"
    desk = look(DESKTOP, language="en", as_=OFFICER)
    desk.goto(f"/cases/{walk.number}")
    expect(desk.locator("#links").get_by_text("Answered", exact=True)).to_be_visible()


def test_a_partner_proposes_changes_and_every_page_on_the_way_is_sound(look, walk, clock, tmp_path):
    page = look(PHONE, language="en")
    seen = Round(page)
    link = letter(look, "your answer").get_by_role("link", name="Open the partner's page").get_attribute("href")
    seen.go(str(link), f"{link}?lang=zh-TW", f"{link}?lang=en", "/x/unknown")
    gone_in(look, page)
    seen.note("what is asked")
    page.get_by_text("Ask a question").first.click()
    page.get_by_role("radio", name=re.compile("We propose changes")).check()
    page.get_by_label("The partner's answer").set_input_files(reply(tmp_path))
    page.locator("#f-answer-reason").fill("Article 5 needs a notice period.")
    page.locator("#f-answer-name").fill(NAME)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("heading", name="Thank you. Your answer has arrived")).to_be_visible()
    seen.note("receipt")
    assert seen.wrong == {}
    assert walk.show()["state"] == "redraft"
    assert walk.show()["decisions"][-1]["guest"]["name"] == NAME
