"""Whole forms: groups, tables, defaults, lookups, what is required, and the stored form."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.binding import commitment
from workflow.core.errors import BadDefinition
from workflow.core.expression_types import BOOL, DATE, DECIMAL, RECORD, TEXT, enum_of, list_of
from workflow.core.expressions import compile_guard
from workflow.core.fields import Lookups, Parsed, from_json, parse_fields, schema_for, to_json
from workflow.core.form import FieldSpec, Option
from workflow.core.text import Text

LABEL = Text("欄位", "Field")
OPTIONS = tuple(Option(code, LABEL) for code in ("mou", "exchange"))
WORLD = Lookups(rows={("partners", "a.edu"): {"country": "JP"}, ("partners", "b.edu"): {"country": "KR"}})


def spec(kind: str, name: str, **more: object) -> FieldSpec:
    return FieldSpec(name=name, type=kind, label=LABEL, **more)  # type: ignore[arg-type]  # any part may be given


RULES = schema_for([spec("enum", "kind", options=OPTIONS), spec("text", "note")])
RULES |= schema_for([spec("money", "cost"), spec("text", "why")], "row")
FORM = [
    spec("enum", "kind", required=True, options=OPTIONS),
    spec("text", "note", required_when=compile_guard("data.kind == 'exchange'", RULES)),
    spec("money", "amount", default="0"),
    spec("ref", "partner", register="partners"),
    spec("text", "country", lookup="partner.country"),
    spec("group", "terms", fields=(spec("date", "since", required=True), spec("bool", "waiver", default=False))),
    spec(
        "table",
        "plan",
        max_length=3,
        fields=(
            spec("money", "cost", required=True),
            spec("text", "why", required_when=compile_guard("row.cost > 100", RULES)),
        ),
    ),
    spec("multi", "kinds", options=OPTIONS),
    spec("longtext", "text"),
]


def parse(raw: dict[str, object], *, complete: bool = False, **current: object) -> Parsed:
    return parse_fields(FORM, raw, world=WORLD, complete=complete, current=current)


def problems(raw: dict[str, object], *, complete: bool = True, **current: object) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in parse(raw, complete=complete, **current).problems}


def test_a_draft_may_be_unfinished_but_not_wrong() -> None:
    assert problems({}, complete=False) == set()
    assert problems({"amount": "much"}, complete=False) == {("amount", "not_a_number")}


def test_a_complete_form_has_what_is_required_at_every_level() -> None:
    raw: dict[str, object] = {"plan": [{"why": "旅費"}, {"cost": "200"}]}
    expected = {
        ("kind", "required"),
        ("terms.since", "required"),
        ("plan.0.cost", "required"),
        ("plan.1.why", "required"),
    }
    assert problems(raw) == expected


def test_a_rule_sees_the_data_as_it_will_be() -> None:
    since: dict[str, object] = {"terms": {"since": "2027-02-01"}}
    assert problems({"kind": "exchange", **since}) == {("note", "required")}
    assert problems({"kind": "mou", **since}, kind="exchange") == set()
    assert problems(since, kind="exchange") == {("note", "required")}
    assert problems({"note": " "}, kind="exchange", note="x", terms={"since": date(2027, 2, 1)}) == {
        ("note", "required")
    }


def test_a_rule_over_an_unset_field_asks_for_that_field() -> None:
    optional = [spec("enum", "kind", options=OPTIONS), FORM[1]]
    parsed = parse_fields(optional, {}, world=WORLD, complete=True, current={})
    assert [(problem.field, problem.code) for problem in parsed.problems] == [("kind", "required")]


def test_a_rule_that_cannot_be_computed_is_a_problem_of_its_field() -> None:
    rule = compile_guard("data.amount * 1000000 > 5", schema_for([spec("int", "amount")]))
    specs = [spec("int", "amount"), spec("text", "note", required_when=rule)]
    parsed = parse_fields(specs, {"amount": 10**15}, world=WORLD, complete=True, current={})
    assert [(problem.field, problem.code) for problem in parsed.problems] == [("note", "out_of_range")]


def test_a_wrong_value_is_not_also_called_missing() -> None:
    assert problems({"kind": "x", "terms": {"since": "x"}}) == {
        ("kind", "not_an_option"),
        ("terms.since", "not_a_date"),
    }


def test_what_is_absent_stays_and_what_is_empty_is_cleared() -> None:
    parsed = parse({"note": ""}, note="old", text="kept")
    assert parsed.values["note"] is None
    assert parsed.values["text"] == "kept"


def test_a_group_is_read_over_its_current_value() -> None:
    parsed = parse({"terms": {"waiver": "on"}}, terms={"since": date(2027, 2, 1)})
    assert parsed.values["terms"] == {"since": date(2027, 2, 1), "waiver": True}


def test_defaults_fill_what_is_unset() -> None:
    values = parse({"amount": ""}, amount=Decimal(5)).values
    assert values["amount"] == 0
    assert values["terms"] == {"waiver": False}


def test_rows_in_which_nothing_is_written_are_left_out() -> None:
    parsed = parse({"plan": [{"cost": ""}, {}, {"cost": "3"}, {"cost": None}]})
    assert parsed.values["plan"] == ({"cost": Decimal(3)},)
    assert problems({"plan": [{"cost": 1}] * 4}, complete=False) == {("plan", "too_long")}
    assert problems({"plan": [{"cost": 1}, "x"]}, complete=False) == {("plan.1", "wrong_shape")}
    at_least_two = [spec("table", "plan", min_length=2, fields=(spec("int", "cost"),))]
    short = parse_fields(at_least_two, {"plan": [{"cost": 1}]}, world=WORLD, complete=False, current={})
    assert [problem.code for problem in short.problems] == ["too_short"]
    assert parse({"plan": []}, plan=({"cost": Decimal(3)},)).values["plan"] is None


def test_a_lookup_comes_from_the_register_and_never_from_the_form() -> None:
    assert parse({"partner": "a.edu"}).values["country"] == "JP"
    assert parse({"partner": "b.edu"}, partner="a.edu", country="JP").values["country"] == "KR"
    assert parse({"partner": ""}, partner="a.edu", country="JP").values["country"] is None
    assert problems({"partner": "a.edu", "country": "TW"}, complete=False) == {("country", "read_only")}


def test_a_lookup_stays_while_its_row_is_not_loaded() -> None:
    assert parse({}, partner="c.edu", country="FR").values["country"] == "FR"
    only_lookup = parse_fields(
        [FORM[4]], {}, world=WORLD, complete=False, current={"partner": "a.edu", "country": "FR"}
    )
    assert only_lookup.values["country"] == "FR"


def test_fields_outside_the_given_specifications_are_kept_and_cannot_be_given() -> None:
    parsed = parse_fields(FORM[:1], {"note": "x"}, world=WORLD, complete=False, current={"note": "old"})
    assert parsed.values == {"note": "old"}
    assert [problem.code for problem in parsed.problems] == ["unknown_field"]


def test_guards_know_the_types_of_a_form() -> None:
    schema = schema_for(FORM)
    assert schema["data.kind"] == enum_of("mou", "exchange")
    assert (schema["data.terms"], schema["data.terms.since"], schema["data.terms.waiver"]) == (RECORD, DATE, BOOL)
    assert (schema["data.plan"], schema["data.plan.cost"]) == (list_of(RECORD), list_of(DECIMAL))
    assert (schema["data.kinds"], schema["data.partner"]) == (list_of(enum_of("mou", "exchange")), TEXT)


def test_a_stored_value_of_another_type_is_an_error() -> None:
    for doc in ({"amount": "x"}, {"amount": []}, {"terms": "x"}, {"terms": {"since": 5}}, {"plan": [3]}):
        with pytest.raises(BadDefinition):
            from_json(FORM, doc)


def test_a_stored_name_of_another_version_is_kept() -> None:
    assert from_json(FORM, {"old": "x", "note": None}) == {"old": "x"}


TEXTS = st.text() | st.sampled_from(["mou", "a.edu", "1,200.50", "2027-02-01", "on", "", "\x00", "\ud800"])
NUMBERS = st.integers() | st.floats() | st.decimals()
ANYTHING = st.recursive(
    st.none() | st.booleans() | TEXTS | NUMBERS,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(TEXTS, part, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from([spec.name for spec in FORM]) | st.text(max_size=5)
RIGHT = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["mou", "exchange"]),
        "note": st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40),
        "amount": st.decimals(min_value=0, max_value=10**9, places=2).map(str),
        "partner": st.sampled_from(["a.edu", "b.edu"]),
        "terms": st.fixed_dictionaries({"since": st.dates().map(str), "waiver": st.booleans()}),
        "plan": st.lists(st.fixed_dictionaries({"cost": st.integers(0, 100)}), max_size=3),
        "kinds": st.lists(st.sampled_from(["mou", "exchange"])),
    }
)


@given(st.dictionaries(NAMES, ANYTHING), st.booleans())
def test_nothing_in_a_form_raises(raw: dict[str, object], complete: bool) -> None:
    parsed = parse(raw, complete=complete)
    json.dumps([problem.field for problem in parsed.problems], ensure_ascii=False).encode()
    assert to_json(parsed.values).keys() == parsed.values.keys()


@given(RIGHT)
def test_a_right_form_survives_storage_and_being_sent_again(raw: dict[str, object]) -> None:
    parsed = parse(raw, complete=True)
    assert not parsed.problems
    stored = json.loads(json.dumps(to_json(parsed.values)))
    assert from_json(FORM, stored) == parsed.values
    again = {name: part for name, part in stored.items() if name != "country"}
    assert parse(again).values == parsed.values
    assert commitment(b"0" * 16, stored) == commitment(b"0" * 16, parsed.values)
