"""Finding cases by words and by numbers, never those that one may not know of."""

from datetime import timedelta

import pytest

from benchmarks.counting import statements_of
from tests.support.office import LOGINS, NOW, open_office
from workflow.services.search import search_cases


@pytest.fixture
def find(office):
    def numbers(login, question, **more):
        return [it["number"] for it in search_cases(office.runtime, LOGINS[login], question, NOW, **more)["cases"]]

    return numbers


@pytest.fixture
def cases(office):
    """By title; each a day later than the one before."""
    titles = ("與示範大學簽約", "與示範學院簽約", "Agreement with Example University", "50%_off!")
    return {
        title: office.start(subject=title, now=NOW + timedelta(days=day)).number for day, title in enumerate(titles)
    }


@pytest.mark.parametrize("login", ["clerk", "first", "chief"])
def test_two_chinese_characters_find_a_title_for_applicant_holder_and_owner(find, cases, login):
    assert find(login, "大學") == [cases["與示範大學簽約"]]
    assert find(login, "示範") == [cases["與示範學院簽約"], cases["與示範大學簽約"]]
    assert find(login, "範院") == []


def test_words_stand_in_any_order_and_letters_in_any_case(find, cases):
    assert find("chief", "UNIV agree") == [cases["Agreement with Example University"]]
    assert find("chief", "univ 示範") == []


def test_signs_of_patterns_are_ordinary_signs(find, cases):
    assert find("clerk", "50%_") == [cases["50%_off!"]]
    assert find("clerk", "%") == [cases["50%_off!"]]
    assert find("clerk", "off_") == []


@pytest.mark.parametrize("question", ["對-115-002", "002", "2", "5-002"])
@pytest.mark.parametrize("login", ["chief", "first"])
def test_a_number_is_found_by_its_running_part(find, cases, login, question):
    assert cases["與示範學院簽約"] in find(login, question)


def test_the_latest_of_a_series_are_found_by_what_stands_before(find, cases):
    assert find("chief", "對-115") == list(reversed(cases.values()))


def test_who_has_nothing_to_do_with_a_case_does_not_find_it(find, cases):
    for question in ("示範", "對-115-001", "001", "example"):
        assert find("clerk.2", question) == []
        assert find("head", question) == []


def test_one_who_decided_finds_the_case_when_it_is_over(office, find):
    done = office.start(subject="與示範大學簽約")
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "approve")):
        office.act(done, login, action)
    assert find("first", "大學") == find("clerk", "簽約") == [done.number]


def test_a_changed_title_is_found_by_its_new_words_only(office, find):
    done = office.start(subject="與示範大學簽約")
    for login in ("first", "second"):
        office.act(done, login, "agree")
    office.act(done, "chief", "return", reason="改題")
    office.act(done, "clerk", "submit", subject="與模範學院換約")
    assert find("chief", "模範") == [done.number]
    assert find("chief", "大學") == []


def test_a_page_ends_at_its_limit_and_says_that_there_are_more(office, cases):
    page = search_cases(office.runtime, LOGINS["chief"], "簽約", NOW, limit=1)
    assert ([it["title"]["en"] for it in page["cases"]], page["more"]) == (["與示範學院簽約"], True)
    assert search_cases(office.runtime, LOGINS["chief"], "簽約", NOW, limit=2)["more"] is False


@pytest.mark.parametrize(
    "question", ["", "   ", "。", "大", "'\"\\;--", "x" * 200, "大學" * 100, " ".join("abcdefghijk")]
)
def test_any_question_has_an_answer(office, cases, question):
    assert isinstance(search_cases(office.runtime, LOGINS["chief"], question, NOW)["cases"], list)


def test_a_search_is_five_questions_to_the_database_however_much_is_found(postgresql):
    office = open_office(postgresql)
    for _ in range(3):
        office.start(subject="與示範大學簽約")
    search_cases(office.runtime, LOGINS["chief"], "示範大學", NOW)
    with statements_of(postgresql) as statements:
        assert len(search_cases(office.runtime, LOGINS["chief"], "示範大學", NOW)["cases"]) == 3
        assert statements.counted() == 5
