"""The table of patterns is complete, and the page says what it says."""

from tests.patterns.page import PAGE, patterns_page
from tests.patterns.table import PATTERNS, shown_by


def test_the_reference_page_is_the_table_with_the_names_of_the_tests():
    assert PAGE.read_text("utf-8") == patterns_page()


def test_all_patterns_are_in_the_table_once():
    assert [it.id for it in PATTERNS] == [f"{kind}{number:02}" for kind in ("CF", "R") for number in range(1, 44)]


def test_a_pattern_has_either_a_test_or_a_reason():
    assert {it.id for it in PATTERNS if it.missing is None} == set(shown_by())
