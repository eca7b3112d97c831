"""Going through pages with the keys alone, as somebody does who uses no mouse and has to see where the focus is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page, expect

LONGEST: Final = 150
"""So many times Tab at most until something is reached."""

WORDS: Final = """() => {
    const it = document.activeElement;
    const said = it.labels?.[0]?.textContent || it.getAttribute("aria-label") || it.textContent;
    return said.replace(/\\s+/g, " ").trim();
}"""
UNSEEN: Final = """() => {
    const it = document.activeElement;
    if (it === document.body) return "";
    const named = it.outerHTML.slice(0, 120);
    const styles = getComputedStyle(it);
    if (styles.outlineStyle === "none" || parseFloat(styles.outlineWidth) < 2) return "no ring: " + named;
    const box = it.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const on = document.elementFromPoint(x, y);
    return on && (it.contains(on) || on.contains(it)) ? "" : "covered: " + named;
}"""
"""What has the focus and does not show it: no ring, or something lies over it (WCAG 2.4.7 and 2.4.11)."""


@dataclass(frozen=True)
class Keys:
    page: Page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.see()

    def see(self) -> None:
        """Fails when what has the focus does not show it."""
        unseen = self.page.evaluate(UNSEEN)
        assert not unseen, unseen

    def to(self, words: str, key: str = "Tab") -> None:
        """Tab until what has the focus begins with these words."""
        for _ in range(LONGEST):
            self.press(key)
            if self.page.evaluate(WORDS).startswith(words):
                return
        raise AssertionError(f"{key} never reaches {words}")

    def back_to(self, words: str) -> None:
        self.to(words, "Shift+Tab")

    def write(self, words: str, typed: str) -> None:
        """Type into the next control with this label."""
        self.to(words)
        if self.page.evaluate("document.activeElement.matches('summary')"):
            # The field is folded under its name: it is open by then, or opens now.
            if not self.page.evaluate("document.activeElement.parentElement.open"):
                self.press("Enter")
            self.to(words)
        self.page.keyboard.type(typed)

    def tick(self, *options: str) -> None:
        for option in options:
            self.to(option)
            self.press("Space")

    def choose(self, option: str, first: str = "") -> None:
        """One of several of which only the first, or the chosen one, is reached by Tab."""
        self.to(first or option)
        self.press("Space")
        for _ in range(LONGEST if first else 0):
            self.press("ArrowDown")
            if self.page.evaluate(WORDS).startswith(option):
                break
        assert self.page.evaluate("document.activeElement.checked")
        assert self.page.evaluate(WORDS).startswith(option)

    def pick(self, words: str, option: str) -> None:
        """Down the list with this label."""
        self.to(words)
        for _ in range(LONGEST):
            if self.page.evaluate("document.activeElement.selectedOptions[0].text") == option:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{words} does not offer {option}")

    def attach(self, words: str, file: Any) -> None:
        """Which file, a window of the system asks, which no page controls."""
        self.to(words)
        self.page.locator(":focus").set_input_files(file)

    def enter(self, words: str, key: str = "Enter") -> None:
        """Goes on with the link or button that begins with these words, to the page that answers."""
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.see()

    def skip(self) -> None:
        """Past the head of the page, with the link that comes first."""
        self.press("Tab")
        expect(self.page.locator(".skip")).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("main")).to_be_focused()
