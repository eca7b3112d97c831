import pytest

from tests.cli.running import answer, run


def test_every_day_is_worked_or_not_and_says_why_in_both_languages():
    days = answer("calendar", "days", "2026-02-13", "2026-02-15")
    assert [day["working"] for day in days] == [True, False, False]
    assert days[2] == {
        "date": "2026-02-15",
        "working": False,
        "why": {"zh-TW": "農曆除夕", "en": "Chinese New Year's Eve"},
    }


def test_the_school_calendar_lies_over_the_one_of_the_government():
    words = ("calendar", "days", "2026-02-13", "2026-02-13", "--calendar")
    assert answer(*words, "tw-gov")[0]["working"]
    assert not answer(*words, "tw-gov,stust")[0]["working"]


def test_a_due_moment_tells_how_its_days_were_counted():
    found = answer("calendar", "due", "--from", "2026-02-10", "--rule", "6wd")
    assert found["due_at"] == "2026-02-25T15:59:59.000000Z"
    assert sum(day["counted"] for day in found["explain"]) == 6
    assert set(found["explain"][0]) == {"date", "counted", "why"}


def test_a_moment_without_a_zone_is_that_of_taipei():
    words = ("calendar", "due", "--rule", "4bh", "--from")
    assert answer(*words, "2026-03-02T09:00") == answer(*words, "2026-03-02T01:00Z")


def test_a_due_day_off_rolls_when_it_is_told_to():
    words = ("calendar", "due", "--from", "2026-03-02", "--rule", "5cd")
    assert answer(*words)["due_at"] == "2026-03-07T15:59:59.000000Z"
    assert answer(*words, "--roll")["due_at"] == "2026-03-09T15:59:59.000000Z"


def test_people_read_aligned_lines():
    shown = run("calendar", "days", "2026-02-13", "2026-02-14").stdout
    assert shown == "2026-02-13  work  上班日  Working day\n2026-02-14  off   週末    Weekend\n"


@pytest.mark.parametrize(
    "words",
    [
        ("days", "2026-02-30", "2026-03-01"),
        ("days", "2026-03-02", "2026-03-01"),
        ("days", "0001-01-01", "9999-12-31"),
        ("due", "--from", "yesterday", "--rule", "6wd"),
        ("due", "--from", "2026-03-02", "--rule", "6 weeks"),
        ("due", "--from", "9999-12-31", "--rule", "9999wd"),
        ("due", "--from", "0001-01-01", "--rule", "6wd"),
        ("due", "--rule", "6wd"),
        ("due", "--from", "2026-03-02", "--rule", "6wd", "--calendar", "mars"),
        ("due", "--from", "2026-03-02", "--rule", "6wd", "--calendar", ""),
    ],
)
def test_bad_questions_are_wrong_usage_and_never_a_traceback(words):
    assert run("calendar", *words).exit_code == 2


def test_an_unknown_calendar_is_told_in_both_languages():
    result = run("calendar", "due", "--from", "2026-03-02", "--rule", "6wd", "--calendar", "mars")
    assert result.stderr.splitlines() == [
        "unknown_calendar",
        "  查無行事曆「mars」",
        "  There is no calendar “mars”",
    ]


def test_a_program_gets_the_refusal_as_json():
    found = answer("calendar", "due", "--from", "2026-03-02", "--rule", "6x", code=2)
    (refusal,) = found["refusals"]
    assert refusal["code"] == "unknown_unit"
    assert refusal["params"] == {"unit": "x"}
    assert set(refusal["message"]) == {"zh-TW", "en"}
