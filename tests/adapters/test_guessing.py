import pytest

from workflow.adapters.guessing import JUDGED, guesses_of

ENOUGH = 10**10


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "passwordpassword",
        "P@ssw0rd2026",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "123456789012",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "iloveyou2014",
        "密碼密碼密碼密碼密碼密碼",
    ],
)
def test_what_everybody_tries_is_guessed_soon(password):
    assert guesses_of(password, []) < ENOUGH


@pytest.mark.parametrize("password", ["correct horse battery", "我家的貓星期三會爬窗簾", "k7#mQ2!pZ9vL"])
def test_words_that_have_nothing_to_do_with_each_other_stand_long(password):
    assert guesses_of(password, ["clerk"]) >= ENOUGH


def test_what_is_known_of_a_person_is_tried_first():
    assert guesses_of("vlotsche-2026", []) >= ENOUGH > guesses_of("vlotsche-2026", ["vlotsche"])


def test_the_words_of_one_are_not_those_of_the_next():
    assert guesses_of("vlotsche-kram", ["vlotsche", "kram"]) < guesses_of("vlotsche-kram", [])


def test_of_a_long_password_the_beginning_counts():
    beginning = "".join(chr(0x4E00 + 37 * place) for place in range(JUDGED))
    assert guesses_of(beginning + "a" * 64, []) == guesses_of(beginning, [])
    assert guesses_of("a" * JUDGED + beginning, []) < ENOUGH
