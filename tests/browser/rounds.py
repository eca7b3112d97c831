"""Going from page to page and noting what is wrong with each: by axe, by its width, by its weight."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Locator, Page

from tests.browser.looking import faults

HEAVIEST: Final = 60 * 1024
"""Bytes of a first view, as they travel: DESIGN 6."""
UNFOLD: Final = """() => {
    document.querySelectorAll("main details").forEach((fold) => { fold.open = true; });
    return [innerWidth, document.documentElement.scrollHeight];
}"""
"""Gives the size of the page then."""


@dataclass
class Round:
    """One reader's way; what was kept from one page does not lighten the next."""

    page: Page
    weight: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.on("Network.requestWillBeSent", self._begin)
        devtools.on("Network.loadingFinished", self._weigh)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _begin(self, event: Any) -> None:
        if event["type"] == "Document" and event["requestId"] == event["loaderId"]:
            self.weight = 0

    def _weigh(self, event: Any) -> None:
        self.weight += int(event["encodedDataLength"])

    def go(self, *addresses: str) -> None:
        for address in addresses:
            self.page.goto(address)
            self.note(address)

    def send(self, control: str | Locator, name: str) -> None:
        """What answers when this control is pressed."""
        found = self.page.locator(control).first if isinstance(control, str) else control
        with self.page.expect_navigation():
            found.click()
        self.note(name)

    def note(self, name: str) -> None:
        """What is wrong with the page that stands there, everything on it unfolded."""
        width, height = self.page.evaluate(UNFOLD)
        heavy = [f"{self.weight} bytes"] if self.weight > HEAVIEST else []
        # Seen whole, so that no row lies half under the bar at the bottom, which axe would take for too small.
        usual = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": height})
        if found := [*faults(self.page), *heavy]:
            self.wrong[name] = found
        self.page.set_viewport_size(usual)
