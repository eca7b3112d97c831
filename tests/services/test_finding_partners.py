"""Finding partners beside cases, by whatever people call them."""

from datetime import timedelta

import pytest

from benchmarks.counting import statements_of
from tests.support.office import LOGINS, NOW, open_office
from tests.support.partners import with_partners
from workflow.services.register_import import import_rows
from workflow.services.search import search_cases

NORTH, SOUTH = "north.example", "south.example"


@pytest.fixture
def school(office):
    return with_partners(office)


@pytest.fixture
def find(school):
    def codes(question, login="clerk.2"):
        found = search_cases(school.runtime, LOGINS[login], question, NOW)
        return [partner["code"] for partner in found["partners"]]

    return codes


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("南方", [SOUTH]),
        ("SOUTH univ", [SOUTH]),
        ("ＳＯＵＴＨ", [SOUTH]),
        ("北樣", [NORTH]),
        ("nsc", [NORTH]),
        ("north.ex", [NORTH]),
        ("JP", [NORTH]),
        ("japan", [NORTH]),
        ("泰國 大學", [SOUTH]),
        ("sample", [NORTH, SOUTH]),
        ("Letter 7", []),
        ("南方 japan", []),
    ],
)
def test_a_partner_is_found_by_name_alias_domain_and_country_and_by_nothing_else(find, question, found):
    assert find(question) == found


def test_those_whose_name_begins_so_come_first(school, find):
    more = "name_en,country,domain\nAcademy of the South,TH,academy.example\n"
    import_rows(school.runtime, "partners", more.encode(), 0, NOW)
    assert find("south") == [SOUTH, "academy.example"]
    assert find("thailand") == ["academy.example", SOUTH]


@pytest.mark.parametrize("question", ["", " ", "a", "。", "'\";--"])
def test_hardly_a_question_finds_nobody(find, question):
    assert find(question) == []


def test_taiwan_is_found_however_it_is_written(school, find):
    rows = "name_en,name_zh,country,domain\nIsland Sample University,臺灣示範大學,TW,island.example\n"
    import_rows(school.runtime, "partners", rows.encode(), 0, NOW)
    assert find("臺灣") == find("\u53f0灣") == find("taiwan") == ["island.example"]


def test_a_change_of_the_register_is_found_at_once(school, find):
    assert find("renamed") == []
    import_rows(school.runtime, "partners", b"domain,name_en,country\nnorth.example,Renamed College,JP\n", 0, NOW)
    assert find("renamed") == [NORTH]
    assert find("north sample") == []


def test_what_is_told_of_a_partner_is_what_everybody_may_know(school):
    found = search_cases(school.runtime, LOGINS["clerk.2"], "南方", NOW)["partners"]
    name = {"zh-TW": "南方示範大學", "en": "South Sample University"}
    assert found == [{"code": SOUTH, "name": name, "country": "TH", "status": "suspended"}]


def test_without_a_register_nobody_is_found(office):
    assert search_cases(office.runtime, LOGINS["clerk"], "sample", NOW)["partners"] == []


def test_a_whole_number_stands_before_newer_cases_that_mention_it(office):
    first = office.start(subject="甲案")
    for day in range(3):
        office.start(subject=f"比照 {first.number} 辦理", now=NOW + timedelta(days=1 + day))
    for login in ("clerk", "chief"):
        found = search_cases(office.runtime, LOGINS[login], f" {first.number} ", NOW, limit=2)
        assert next(case["number"] for case in found["cases"]) == first.number
        assert found["more"]


def test_partners_cost_a_search_no_statement(postgresql):
    office = with_partners(open_office(postgresql))
    search_cases(office.runtime, LOGINS["chief"], "示範大學", NOW)
    with statements_of(postgresql) as statements:
        assert len(search_cases(office.runtime, LOGINS["chief"], "示範大學", NOW)["partners"]) == 1
        assert statements.counted() == 4
