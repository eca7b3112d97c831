from hypothesis import given
from hypothesis import strategies as st

from workflow.core.title_terms import folded, terms_asked, terms_of, words_asked

TITLES = st.text(st.sampled_from("合作協議書與大學 MOUwithABC大。-1２"), max_size=30)


def test_a_chinese_title_is_found_by_each_pair_of_neighbours():
    assert terms_of("與示範大學簽約") == {"與示", "示範", "範大", "大學", "學簽", "簽約"}


def test_an_english_title_is_found_by_the_beginnings_of_its_words():
    assert terms_of("MOU with Example University") == {"mou", "wit", "exa", "uni"}


def test_widths_and_cases_are_one_spelling():
    assert terms_of("ＭＯＵ１") == terms_of("mou1")


def test_pairs_do_not_cross_what_stands_between():
    assert terms_of("甲大、乙大") == {"甲大", "乙大"}
    assert terms_of("簽MOU約") == {"mou"}


def test_one_character_narrows_nothing():
    assert terms_asked(words_asked("大 。")) == frozenset()


@given(TITLES, st.data())
def test_a_title_has_the_pieces_of_whatever_chinese_part_of_it_is_asked(title, data):
    start = data.draw(st.integers(0, len(title)))
    part = title[start : data.draw(st.integers(start, len(title)))]
    chinese = "".join(character for character in folded(part) if ord(character) >= 0x2E80)
    if chinese == folded(part):
        assert terms_asked(words_asked(part)) <= terms_of(title)


@given(TITLES)
def test_a_title_has_the_pieces_of_its_own_words(title):
    assert terms_asked(words_asked(title)) <= terms_of(title)
