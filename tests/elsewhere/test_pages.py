"""The pages of processes from elsewhere, read by whoever has the case and by the applicant, in both languages."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.support.elsewhere import HOUSES, Both, house, live, move_in
from tests.web.browsing import Clock, settings
from web import create_app
from web.language import COOKIE as LANGUAGE
from web.sessions import COOKIE
from workflow.core.text import Text
from workflow.services.sessions import begin_session
from workflow.services.showing import show_case
from workflow.store.engine import Database


def read(client: FlaskClient, both: Both, person: int, language: str) -> str:
    token = begin_session(both.home.runtime, person, both.play.now)
    client.set_cookie(COOKIE, token)
    client.set_cookie(LANGUAGE, language)
    page = client.get(f"/cases/{both.done.number}")
    assert page.status_code == 200
    return unescape(page.text)


def expected(both: Both, person: int) -> list[Text]:
    """The words of the file: where the case stands, what it says, and the buttons of this reader."""
    definition, state = both.home.house.process.definition, both.play.view.state
    words = [definition.title, definition.states[state].label]
    words += [spec.label for spec in definition.fields if spec.name in definition.summary]
    shown = show_case(both.home.runtime, both.done.case, both.play.now, actor=person)
    allowed = {it["action"] for it in shown["actions"] if it["allowed"] and it.get("task")}
    slots = [slot for branch in definition.states[state].branches for slot in branch.slots]
    return words + [each.label for slot in slots for each in slot.outcomes if each.code in allowed]


def readers(both: Both) -> set[int]:
    """The applicant, and one of those whose turn it is."""
    holders = [task.holders[0] for task in both.play.view.tasks if task.open]
    known = both.play.world.directory
    people = {both.play.view.applicant}
    for holder in holders:
        people.add(holder.person or known.by_post[holder.post, holder.unit][0].person)
    return {both.home.ids[person] for person in people}


@pytest.mark.parametrize("name", HOUSES)
def test_each_step_of_a_case_is_shown_in_the_words_of_its_file(name, sqlite: Database, sqlite_url: str, tmp_path: Path):
    home = move_in(sqlite, house(name))
    clock = Clock()
    client = create_app(settings(tmp_path, sqlite_url), home.runtime, clock).test_client()
    read_in: list[str] = []
    for both in live(home, home.house.scenarios[0]):
        clock.now = both.play.now
        for person in readers(both):
            texts = expected(both, person)
            chinese, english = read(client, both, person, "zh-TW"), read(client, both, person, "en")
            assert [word.zh for word in texts if word.zh not in chinese] == []
            assert [word.en for word in texts if word.en not in english] == []
        read_in.append(both.play.view.state)
    assert (len(set(read_in)) > 3, both.play.view.outcome) == (True, "approved")
