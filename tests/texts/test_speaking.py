from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.texts.codes import raised
from workflow.texts.filling import fill, places, variants
from workflow.texts.speaking import TABLES, sentence
from workflow.texts.writing import LANGUAGES, duration, short_due, written

FRIDAY = datetime(2026, 9, 4, 9, 0, tzinfo=UTC)
DUE_DAY = datetime(2026, 12, 4, 15, 59, 59, tzinfo=UTC)
CODES = raised()


def all_sentences(language):
    return {code: said for table in TABLES[language] for code, said in table.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_can_be_raised_has_a_sentence(language):
    assert sorted(CODES.keys() - all_sentences(language).keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_that_raises_a_code_gives_what_its_sentence_needs(language):
    said = all_sentences(language)
    lacking = [
        (code, sorted(params))
        for code, raises in CODES.items()
        for params in raises
        if code in said and fill(said[code], dict.fromkeys({*params, "name", "path"}, "x")) is None
    ]
    assert lacking == []


def test_no_code_stands_in_two_tables():
    codes = [code for table in TABLES["en"] for code in table]
    assert len(codes) == len(set(codes))


def test_both_languages_have_the_same_codes_with_the_same_values():
    chinese, english = all_sentences("zh-TW"), all_sentences("en")
    needs = [
        {code: [places(text) for text in variants(said)] for code, said in table.items()}
        for table in (chinese, english)
    ]
    assert needs[0] == needs[1]


@pytest.mark.parametrize(("language", "table"), [(language, all_sentences(language)) for language in LANGUAGES])
def test_sentences_ask_for_nothing_with_please_and_write_taiwan_with_the_full_character(language, table):
    text = " ".join(variant for said in table.values() for variant in variants(said))
    assert "lease" not in text.replace("elease", "")
    assert "\u53f0" not in text


def test_a_code_without_a_sentence_is_shown():
    assert "no_such_code" in sentence("zh-TW", "no_such_code", {})
    assert "no_such_code" in sentence("en", "no_such_code", {})


def test_a_moment_is_that_of_taipei():
    assert sentence("zh-TW", "too_early", {"not_before": FRIDAY}) == "要到 2026/9/4（五）17:00 才能辦理。"
    assert sentence("en", "too_early", {"not_before": FRIDAY}) == "This is possible from 4 Sep 2026, 17:00 on."


def test_names_are_listed_as_each_language_lists_them():
    holders = {"holders": ["國際合作組組長", "國際長"]}
    assert sentence("zh-TW", "not_yours", holders) == "這一關由 國際合作組組長、國際長 處理。"
    assert sentence("en", "not_yours", {"holders": []}) == "This case is not with you at the moment."


def test_a_sentence_says_less_when_it_knows_less():
    known = {"by": "國際長", "at": FRIDAY, "outcome": "approve"}
    assert sentence("zh-TW", "task_closed", known).startswith("國際長 已於 2026/9/4（五）17:00 處理（核准）")
    assert sentence("zh-TW", "task_closed", {}) == "這一關已經處理完畢，您不需再處理。"


def test_reasons_are_codes_that_become_phrases():
    said = sentence("en", "nobody_can_act", {"actor": "Dean", "reasons": ["vacant", "conflict"]})
    assert "Dean” now: the post is vacant, a conflict of interest." in said


def test_limits_are_written_for_people():
    assert sentence("zh-TW", "too_large", {"maximum": "60000"}) == "不能大於或晚於 60,000"
    assert sentence("zh-TW", "too_small", {"minimum": "2026-12-04"}) == "不能小於或早於 2026/12/4（五）"


def test_what_a_person_typed_is_never_read_as_a_template():
    said = sentence("en", "unknown_reference", {"value": "{register}", "register": "partners"})
    assert said.startswith("“{register}” was not found")


def test_a_length_of_time_is_spelled_out():
    assert [duration("zh-TW", "6wd"), duration("en", "1wd"), duration("en", "12mo")] == [
        "6 個工作天",
        "1 working day",
        "12 months",
    ]


def test_a_deadline_until_the_end_of_the_day_is_that_day():
    assert short_due("zh-TW", DUE_DAY) == "12/4（五）"
    assert short_due("en", FRIDAY) == "Fri 4 Sep, 17:00"


def test_values_of_any_type_are_written_for_people():
    assert written("zh-TW", [True, Decimal("1200.50"), date(2026, 12, 4)]) == "是、1,200.50、2026/12/4（五）"
    assert written("en", None) == ""
