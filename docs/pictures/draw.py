"""The pictures of the README, taken from the running demo: `make pictures`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket
from typing import Final

from playwright.sync_api import Page, sync_playwright

HERE: Final = Path(__file__).parent
CHECKOUT: Final = HERE.parents[1]
QIANHE: Final = Path(sys.executable).parent / "qianhe"
BROWSER: Final = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "QIANHE_ENV": "demo", "QIANHE_INSTANCE": folder, "PORT": str(free_port())}
        with demo(surroundings) as address:
            take(address, file_case(surroundings, Path(folder)))


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demo(surroundings: Mapping[str, str]) -> Iterator[str]:
    """The address of a demo that answers."""
    address = f"http://127.0.0.1:{surroundings['PORT']}"
    command = [QIANHE, "demo"]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True) as served:
        try:
            lines = served.stdout or ()
            next(line for line in lines if address in line)
            urllib.request.urlopen(f"{address}/healthz").close()
            yield address
        finally:
            served.terminate()


def file_case(surroundings: Mapping[str, str], folder: Path) -> str:
    """The number of a case that waits for the head of a department."""
    draft = folder / "draft.pdf"
    draft.write_bytes(b"%PDF-1.4\n%%EOF\n")
    start = CHECKOUT / "docs" / "start"

    def case(*words: str | Path) -> str:
        command = [QIANHE, "case", *words, "--json"]
        return subprocess.run(command, env=surroundings, check=True, stdout=subprocess.PIPE, text=True).stdout

    filed = ("--as", "faculty.me", "--data", start / "agreement.json", "--file", f"draft={draft}")
    number = str(json.loads(case("start", "agreement_signing", *filed))["number"])
    case("act", number, "approve", "--as", "oia_cooperation_officer", "--data", start / "precheck.json")
    return number


def take(address: str, number: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(BROWSER))
        page = browser.new_page(viewport={"width": 1200, "height": 760}, locale="zh-TW")
        page.goto(f"{address}/signin")
        page.get_by_role("button", name="dept_chair.me").first.click()
        for name, path in (("inbox", "/inbox"), ("case", f"/cases/{number}")):
            picture(page, f"{address}{path}", HERE / f"{name}.png")
        browser.close()


def picture(page: Page, address: str, target: Path) -> None:
    page.goto(address)
    page.screenshot(path=target)


if __name__ == "__main__":
    main()
