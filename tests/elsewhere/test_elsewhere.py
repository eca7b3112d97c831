"""Processes of other houses are files and nothing else: proved, played, and lived through on real databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cli.running import answer
from tests.support.elsewhere import FOLDER, HOUSES, house, live, move_in, people_table
from tests.support.office import NOW
from workflow.services.doctor.examining import check
from workflow.services.showing import show_case
from workflow.store.engine import Database

pytestmark = pytest.mark.parametrize("name", HOUSES)


def said(found: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(it["rule"], it["code"], it["line"]) for it in found["findings"] if it["severity"] != "info"]


def test_a_process_from_elsewhere_is_proved_for_the_people_of_its_house(name, tmp_path):
    table = tmp_path / "people.csv"
    table.write_bytes(people_table(house(name).directory))
    found = answer("definitions", "check", FOLDER / name, "--people", table)
    assert (found["ok"], said(found)) == (True, [])


def test_its_scenarios_give_every_answer_go_back_every_way_and_notice_a_wrong_condition(name):
    found = answer("definitions", "test", FOLDER / name, "--mutate")
    assert [it for it in found["results"] if not it["ok"]] == []
    assert found["findings"] == []


def test_the_services_do_on_a_database_what_the_core_does_in_memory(name, database: Database):
    home = move_in(database, house(name))
    for place, scenario in enumerate(home.house.scenarios):
        *_, last = live(home, scenario, timedelta(minutes=place))
        shown, view = show_case(home.runtime, last.done.case, last.play.now), last.play.view
        assert (shown["state"], shown["outcome"], shown["version"]) == (view.state, view.outcome, view.version)
        assert [it["key"] for it in shown["tasks"]] == [it.key for it in view.tasks if it.open], scenario["name"]
    assert check(home.runtime, NOW + timedelta(days=90)).findings == ()
