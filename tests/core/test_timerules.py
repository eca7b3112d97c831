from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.office_days import OFFICE, at
from workflow.core.deadlines import BadDeadline, start_of_day
from workflow.core.durations import Duration
from workflow.core.timerules import BadTimeRule, UnsetAnchor, evaluate, parse_time_rule, resolve

ANCHORS = {
    "entered": at("2026-03-09", "10:00"),
    "due": at("2026-03-17", "23:59:59"),
    "review.decided": at("2026-02-13", "15:00"),
    "data.valid_to": date(2026, 10, 12),
    "data.term.ends": date(2026, 8, 31),
    "input.until": at("2026-03-10", "12:00"),
}


def moment(source, **options):
    return evaluate(parse_time_rule(source, percent=True), ANCHORS.get, OFFICE, **options)


@pytest.mark.parametrize(
    ("source", "anchor", "offset"),
    [
        ("due", ("due",), None),
        ("due - 1wd", ("due",), Duration(-1, "wd")),
        ("  entered+4bh ", ("entered",), Duration(4, "bh")),
        ("review.entered", ("review", "entered"), None),
        ("review.decided +\t3wd", ("review", "decided"), Duration(3, "wd")),
        ("data.term.ends - 6mo", ("data", "term", "ends"), Duration(-6, "mo")),
        ("input.until+30cd", ("input", "until"), Duration(30, "cd")),
    ],
)
def test_a_time_rule_is_an_anchor_and_perhaps_an_offset(source, anchor, offset):
    rule = parse_time_rule(source)
    assert (rule.anchor, rule.offset, rule.percent, rule.source) == (anchor, offset, None, source)


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("", "empty", 1),
        ("   ", "empty", 1),
        ("30cd", "missing_anchor", 1),
        ("+ 3wd", "missing_anchor", 1),
        (" review", "unknown_anchor", 2),
        ("review.opened", "unknown_anchor", 1),
        ("review.x.entered", "unknown_anchor", 1),
        ("data", "unknown_anchor", 1),
        ("due.", "sign_expected", 4),
        ("due 3wd", "sign_expected", 5),
        ("due +", "bad_duration", 6),
        ("due + 3", "unknown_unit", 7),
        ("due + 3d", "unknown_unit", 7),
        ("due + 0wd", "zero_duration", 7),
        ("due + 3wd + 1wd", "bad_duration", 7),
        ("due - -3wd", "bad_duration", 7),
        ("data.end-date", "bad_duration", 10),
        ("due + 10000wd", "duration_too_long", 7),
        ("50%", "percent_not_allowed", 1),
        ("data." + "x" * 200, "too_long", 200),
    ],
)
def test_a_mistake_in_a_time_rule_is_named_by_place(source, code, column):
    with pytest.raises(BadTimeRule) as refused:
        parse_time_rule(source)
    assert (refused.value.code, refused.value.column) == (code, column)


@pytest.mark.parametrize("source", ["0%", "101%", "999 %"])
def test_a_share_lies_between_one_and_a_hundred_percent(source):
    with pytest.raises(BadTimeRule) as refused:
        parse_time_rule(source, percent=True)
    assert refused.value.code == "bad_percent"


PIECES = st.sampled_from(
    ["due", "entered", "data", "input", ".", "x", "+", "-", "3", "wd", "cd", "bh", "mo", "%", " ", "９", "\n"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)), st.booleans())
def test_no_text_breaks_the_reader(source, percent):
    try:
        rule = parse_time_rule(source, percent=percent)
    except BadTimeRule as refused:
        column = refused.column
    else:
        column = 1
        assert (rule.percent is None) == bool(rule.anchor)
    assert 1 <= column <= len(source) + 1


@given(
    st.sampled_from(sorted(ANCHORS)),
    st.sampled_from("+-"),
    st.integers(1, 9999),
    st.sampled_from(["wd", "cd", "bh", "mo"]),
)
def test_plus_is_after_the_anchor_and_minus_before_it(anchor, sign, amount, unit):
    value = ANCHORS[anchor]
    begun = value if isinstance(value, datetime) else start_of_day(value)
    result = moment(f"{anchor} {sign} {amount}{unit}")
    assert result.tzinfo is UTC
    assert (result > begun) == (sign == "+")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("due", ("2026-03-17", "23:59:59")),
        ("due - 1wd", ("2026-03-16", "23:59:59")),
        ("due + 2wd", ("2026-03-19", "23:59:59")),
        ("entered + 4bh", ("2026-03-09", "15:00")),
        ("review.decided + 1wd", ("2026-02-23", "23:59:59")),
        ("data.valid_to - 10wd", ("2026-09-23", "23:59:59")),
        ("data.valid_to - 5wd", ("2026-10-02", "23:59:59")),
        ("data.term.ends - 6mo", ("2026-02-28", "23:59:59")),
        ("data.valid_to", ("2026-10-12", "23:59:59")),
        ("data.valid_to - 4bh", ("2026-10-08", "13:00")),
        ("input.until", ("2026-03-10", "12:00")),
    ],
)
def test_a_time_rule_arrives_at_the_end_of_a_day_or_at_the_moment(source, expected):
    assert moment(source) == at(*expected)


def test_what_may_not_happen_before_a_day_may_from_its_first_moment():
    assert moment("data.valid_to", as_moment="start") == at("2026-10-12", "00:00")
    assert moment("data.valid_to - 5wd", as_moment="start") == at("2026-10-02", "00:00")
    assert moment("input.until", as_moment="start") == at("2026-03-10", "12:00")
    assert moment("entered + 4bh", as_moment="start") == at("2026-03-09", "15:00")


def test_a_rule_rolls_off_a_day_off():
    assert moment("data.term.ends - 6mo", roll="next_workday") == at("2026-03-02", "23:59:59")


def test_a_share_is_measured_on_the_wall_clock():
    span = ANCHORS["due"] - ANCHORS["entered"]
    assert moment("50%") == ANCHORS["entered"] + span / 2
    assert moment(" 100 % ") == ANCHORS["due"]


@pytest.mark.parametrize(
    ("source", "anchor"), [("data.from + 3wd", "data.from"), ("approve.decided", "approve.decided")]
)
def test_an_anchor_that_is_not_set_is_an_error(source, anchor):
    with pytest.raises(UnsetAnchor) as refused:
        moment(source)
    assert (refused.value.code, refused.value.anchor) == ("anchor_unset", anchor)


def test_a_share_needs_a_due_moment():
    with pytest.raises(UnsetAnchor) as refused:
        evaluate(parse_time_rule("50%", percent=True), {"entered": ANCHORS["entered"]}.get, OFFICE)
    assert refused.value.anchor == "due"


def test_a_rule_is_explained_day_by_day():
    arrived = resolve(parse_time_rule("review.decided + 1wd"), ANCHORS.get, OFFICE)
    assert len(arrived.explain) == 10
    assert arrived.explain[-1] == (date(2026, 2, 23), True, OFFICE.explain(date(2026, 2, 23))[1])


@pytest.mark.parametrize("value", [date.min, date.max])
def test_a_date_at_the_edge_of_time_is_refused(value):
    rule = parse_time_rule("data.day - 1cd" if value == date.min else "data.day + 1cd")
    with pytest.raises(BadDeadline) as refused:
        evaluate(rule, {"data.day": value}.get, OFFICE)
    assert refused.value.code == "date_out_of_range"


def test_the_first_day_of_time_has_no_start_in_utc():
    with pytest.raises(BadDeadline):
        evaluate(parse_time_rule("data.day"), {"data.day": date.min}.get, OFFICE, as_moment="start")


def test_an_anchor_without_a_zone_is_refused():
    local = at("2026-03-10").replace(tzinfo=None)
    with pytest.raises(BadDeadline) as refused:
        evaluate(parse_time_rule("input.until"), {"input.until": local}.get, OFFICE)
    assert refused.value.code == "naive_moment"
