"""Pictures of processes in a real browser: their style passes the content policy, and texts stay within their boxes."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.browser.looking import DESKTOP

TOO_WIDE = """() => [...document.querySelectorAll('g.state')].flatMap((box) => {
  const { width, height } = box.querySelector('rect').getBBox();
  return [...box.querySelectorAll('text')].filter((text) => {
    const { x, y, width: w, height: h } = text.getBBox();
    return x < 0 || x + w > width || y < 0 || y + h > height;
  }).map((text) => text.textContent);
})"""
STYLED = "() => getComputedStyle(document.querySelector('.now .box')).strokeWidth"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_the_picture_of_a_case_is_styled_and_no_text_leaves_its_box(look, installation, clock, language, theme):
    number = installation.start(now=clock.set("2026-09-01T09:00"))["number"]
    page = look(DESKTOP, theme, language=language, as_="faculty.me")
    page.goto(f"/cases/{quote(number)}/picture.svg")
    assert page.evaluate(STYLED) == "3px"
    assert page.evaluate(TOO_WIDE) == []
