"""What a browser test needs: windows of any size and colour, and what is wrong with a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE: Final = 15_000
"""Milliseconds until something that should appear is given up."""
NOT_DONE: Final = "Failed to load resource: the server responded with a status of 4"
"""What Chromium itself writes about a page that says what is wrong; no fault of the page."""
PHONE: Final = (375, 760)
DESKTOP: Final = (1440, 900)
RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

Theme = Literal["light", "dark"]


@dataclass
class Clock:
    """What the pages take for now: the time of this machine, until a test says another."""

    at: datetime | None = None

    def __call__(self) -> datetime:
        return self.at or datetime.now(UTC)

    def set(self, taipei: str) -> str:
        """Takes and gives an ISO time in Taipei, as commands take it with `--now`."""
        self.at = datetime.fromisoformat(f"{taipei}+08:00").astimezone(UTC)
        return taipei


@dataclass
class Looker:
    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        size: tuple[int, int] = DESKTOP,
        theme: Theme = "light",
        language: str = "zh-TW",
        *,
        as_: str | None = None,
        scripts: bool = True,
    ) -> Page:
        """A window of its own, with cookies of its own; signed in as a post of the demo with `as_`."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            locale=language,
            java_script_enabled=scripts,
        )
        context.add_cookies([{"name": "qianhe_lang", "value": language, "url": self.address}])
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: self._hear(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        if as_ is not None:
            page.goto("/signin")
            page.click(f'#seats button[value="{as_}"] >> nth=0')
            expect(page.locator("details.menu")).to_be_visible()
        return page

    def _hear(self, message: str) -> None:
        if NOT_DONE not in message:
            self.complaints.append(message)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def faults(page: Page) -> list[str]:
    """What axe finds, and a page that is wider than its window."""
    found: list[Any] = Axe().run(page, options=RULES).response["violations"]
    named = [f"{it['id']}: {it['help']}: {[node['html'][:120] for node in it['nodes']][:3]}" for it in found]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*named, *([f"{wide} pixels too wide"] if wide > 0 else [])]
