"""kill -9 of the service while people file and decide: what was told as done is done once, and nothing is doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from tests.cli.running import Desk
from tests.cli.test_walks import ServedDesk
from tests.support.serving import PATIENCE, free_port, running, until_it_listens
from tests.system.clients import Door, Told, two_people
from workflow.bootstrap import open_runtime
from workflow.config import read_settings
from workflow.core.errors import NotFound
from workflow.services.doctor import check
from workflow.services.showing import show_case

CLIENTS = 3
KILLED_AT = (12, 8, 9)
"""So many forms are on their way before each kill: the last of them is in the middle of it."""
ONE_MORE = 6
"""Forms that are sent after the last kill."""


@pytest.fixture(params=["sqlite", "postgresql"])
def installed(request, tmp_path):
    if request.param == "sqlite":
        made = Desk(tmp_path / "instance", "demo")
    else:
        made = ServedDesk(tmp_path / "instance", "demo", url=request.getfixturevalue("postgresql_url"))
    made.make_ready()
    return made


def let_pass(door: Door, forms: int) -> None:
    for _ in range(forms):
        assert door.posts.acquire(timeout=PATIENCE)


def serve_and_kill(desk: Desk, door: Door) -> None:
    """The service, killed again and again, and then left in peace until the people are done."""
    for forms in KILLED_AT:
        with running(desk, door.port, "serve") as process:
            until_it_listens(process, door.port)
            door.up.set()
            let_pass(door, forms)
            door.up.clear()
            process.kill()


def under_kills(desk: Desk, old: str) -> list[Told]:
    door = Door(free_port())
    with ThreadPoolExecutor(CLIENTS) as pool:
        people = [pool.submit(two_people, door, quote(old)) for _ in range(CLIENTS)]
        serve_and_kill(desk, door)
        with running(desk, door.port, "serve") as process:
            until_it_listens(process, door.port)
            door.up.set()
            let_pass(door, ONE_MORE)
            door.closing.set()
            return [person.result(PATIENCE) for person in people]


def test_what_people_were_told_as_done_is_done_once_however_often_the_service_is_killed(installed):
    told = under_kills(installed, installed.start()["number"])
    filed = sorted(number for it in told for number in it.filed)
    assert sorted(number for it in told for number in it.decided) == filed
    assert filed == [f"國約-115-{place:03}" for place in range(2, len(filed) + 2)]
    assert any(it.cut for it in told)
    now = datetime.now(UTC)
    with open_runtime(read_settings(installed.env)) as runtime:
        with pytest.raises(NotFound):
            show_case(runtime, f"國約-115-{len(filed) + 2:03}", now)
        for number in filed:
            case = show_case(runtime, number, now)
            assert (case["state"], case["version"]) == ("unit_approval", 2), number
            assert [entry["action"] for entry in case["history"]] == ["submit", "approve"], number
        assert check(runtime, now).findings == ()
