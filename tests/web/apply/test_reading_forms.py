import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from web.reading_forms import RowButton, place_after, press, pressed_row_button, read_form, without_blank_rows
from workflow.core.fields import Lookups, parse_fields
from workflow.core.form import FieldSpec, Option
from workflow.core.text import Text

LABEL = Text("欄", "Field")


def spec(kind, name, **more):
    return FieldSpec(name, kind, LABEL, **more)


SPECS = (
    spec("text", "title"),
    spec("bool", "urgent"),
    spec("multi", "scope", options=(Option("a", LABEL), Option("b", LABEL))),
    spec("group", "terms", fields=(spec("date", "since"), spec("bool", "renews"))),
    spec("table", "plan", fields=(spec("text", "item"), spec("money", "cost"), spec("bool", "sure"))),
    spec("text", "country", lookup="title.country"),
)


def read(*pairs):
    return read_form(MultiDict(pairs), SPECS)


def test_dotted_names_become_groups_and_rows():
    raw = read(("terms.since", "115/2/1"), ("plan.0.item", "x"), ("plan.0.cost", "1,200"))
    parsed = parse_fields(SPECS, raw, world=Lookups(), complete=False, current={})
    assert not parsed.problems
    assert parsed.values["terms"]["since"].year == 2026
    assert parsed.values["plan"] == ({"item": "x", "cost": Decimal(1200)},)


def test_a_field_that_is_not_on_the_form_is_absent():
    assert read(("title", "x")) == {"title": "x"}


def test_an_unticked_box_is_no_and_a_ticked_one_yes():
    assert read(("urgent", "false")) == {"urgent": "false"}
    assert read(("urgent", "false"), ("urgent", "true")) == {"urgent": "true"}


def test_boxes_of_a_list_are_read_together_and_may_all_be_empty():
    assert read(("scope", ""), ("scope", "b"), ("scope", "a")) == {"scope": ["b", "a"]}
    assert read(("scope", "")) == {"scope": []}


def test_rows_come_in_the_order_of_their_numbers():
    raw = read(("plan", ""), ("plan.10.item", "later"), ("plan.2.item", "sooner"))
    assert [row["item"] for row in raw["plan"]] == ["sooner", "later"]


def test_a_row_with_nothing_but_unticked_boxes_is_blank():
    assert read(("plan.0.item", " "), ("plan.0.cost", ""), ("plan.0.sure", "false")) == {"plan": [{}]}


def test_blank_rows_can_be_left_out_before_problems_are_numbered():
    raw = read(("plan.0.item", ""), ("plan.1.cost", "much"))
    assert without_blank_rows(raw) == {"plan": [{"cost": "much"}]}


def test_a_table_of_which_all_rows_were_removed_is_empty():
    assert read(("plan", "")) == {"plan": []}


def test_what_is_looked_up_is_never_taken_from_a_form():
    assert read(("country", "JP")) == {}


@pytest.mark.parametrize("name", ["plan.-1.item", "plan.01.item", "plan.1e3.item", "plan.１.item", "plan.999999.item"])
def test_a_row_has_a_plain_number(name):
    assert read((name, "x")) == {"plan": []}


def test_too_many_rows_are_told_and_not_cut_off():
    raw = read(*((f"plan.{n}.item", "x") for n in range(5000)))
    parsed = parse_fields(SPECS, raw, world=Lookups(), complete=False, current={})
    assert [(it.field, it.code) for it in parsed.problems] == [("plan", "too_long")]


NAMES = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.sampled_from(["plan", "terms", "0", "item", "since", "", "scope", "title", "__class__"]), max_size=30
    ).map(".".join),
)


@given(st.lists(st.tuples(NAMES, st.text(max_size=30)), max_size=60))
def test_no_form_breaks_the_reading_of_it(pairs):
    raw = read(*pairs)
    parsed = parse_fields(SPECS, raw, world=Lookups(), complete=True, current={})
    assert parsed.values.keys() <= {it.name for it in SPECS}
    json.dumps(raw)


def test_a_name_as_long_as_a_book_is_not_looked_at():
    assert read(("plan." * 100_000, "x"), ("title", "x")) == {"title": "x"}


ROWS = {"plan": [{"item": "1"}, {"item": "2"}, {"item": "3"}]}


def items(raw):
    return [row.get("item") for row in raw["plan"]]


@pytest.mark.parametrize(
    ("button", "left"),
    [
        ("add:plan", ["1", "2", "3", None]),
        ("remove:plan.1", ["1", "3"]),
        ("up:plan.2", ["1", "3", "2"]),
        ("up:plan.0", ["1", "2", "3"]),
        ("down:plan.0", ["2", "1", "3"]),
        ("down:plan.2", ["1", "2", "3"]),
        ("remove:plan.9", ["1", "2", "3"]),
    ],
)
def test_a_button_changes_the_rows(button, left):
    pressed = pressed_row_button({"row": button})
    assert items(press(ROWS, pressed)) == left


def test_the_first_row_of_an_unwritten_table_can_be_added_also_inside_a_group():
    assert press({}, RowButton("add", ("plan",))) == {"plan": [{}]}
    assert press({}, RowButton("add", ("group", "plan"))) == {"group": {"plan": [{}]}}


def test_after_a_row_was_added_the_page_shows_it():
    button = RowButton("add", ("plan",))
    assert place_after(press(ROWS, button), button) == "plan.3"


@pytest.mark.parametrize("button", ["", "add", "drop:plan", "add:plan;", "remove:"])
def test_other_buttons_are_no_row_buttons(button):
    assert pressed_row_button({"row": button}) is None


@given(st.lists(st.sampled_from(["plan", "0", "7", "terms", "title", "item"]), min_size=1, max_size=5))
def test_a_button_for_a_place_that_is_none_does_no_harm(path):
    for does in ("add", "remove", "up", "down"):
        assert isinstance(press(ROWS | {"title": "x"}, RowButton(does, tuple(path))), dict)


def test_a_row_that_holds_only_what_stood_there_from_the_beginning_is_not_read():
    kind = spec("enum", "kind", options=(Option("a", LABEL), Option("b", LABEL)), default="a")
    specs = (spec("table", "plan", fields=(spec("text", "item", required=True), kind)),)
    raw = read_form(MultiDict([("plan", ""), ("plan.0.item", ""), ("plan.0.kind", "a")]), specs)
    assert without_blank_rows(raw) == {"plan": []}
    chosen = read_form(MultiDict([("plan", ""), ("plan.0.item", ""), ("plan.0.kind", "b")]), specs)
    assert chosen == {"plan": [{"item": "", "kind": "b"}]}
