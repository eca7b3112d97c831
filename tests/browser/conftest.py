"""The demo, served on a port of this machine, and Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.server import create_server

from tests.browser.looking import CHROMIUM, FLAGS, PATIENCE, Clock, Looker
from tests.cli.running import Desk
from web import create_app
from workflow.bootstrap import open_runtime
from workflow.config import read_settings


@pytest.fixture(scope="session")
def ready_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    instance = tmp_path_factory.mktemp("demo") / "instance"
    Desk(instance).make_ready()
    return instance


@pytest.fixture
def installation(ready_demo: Path, tmp_path: Path) -> Desk:
    """A demo of its own for each test, which commands can work on too."""
    return Desk(shutil.copytree(ready_demo, tmp_path / "instance"), "demo")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def address(installation: Desk, clock: Clock) -> Iterator[str]:
    """Where the pages are served while the test runs."""
    settings = read_settings(installation.env)
    with open_runtime(settings) as runtime:
        server = create_server(create_app(settings, runtime, clock), host="127.0.0.1", port=0, threads=4)
        serving = threading.Thread(target=server.run, daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.trigger.pull_trigger(server.close)
        server.task_dispatcher.shutdown()
        serving.join(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists() and "CI" not in os.environ:
        pytest.skip("Chromium is not installed; make test installs it where it may")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def look(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens windows; whatever the console or the content policy complains about fails the test at its end."""
    looker = Looker(chromium, address)
    yield looker.open
    looker.close()
    assert looker.complaints == []
