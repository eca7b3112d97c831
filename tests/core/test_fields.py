"""Forms: what each type of field accepts, and which code names what is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from workflow.core.directory import Unit
from workflow.core.errors import FieldProblem
from workflow.core.fields import Lookups, Parsed, parse_fields, parse_text
from workflow.core.form import FieldSpec, Option
from workflow.core.text import Text

LABEL = Text("欄位", "Field")
OPTIONS = tuple(Option(code, LABEL) for code in ("mou", "exchange", "dual_degree"))
WORLD = Lookups(
    rows={("partners", "example.edu"): {"country": "JP", "quota": "5"}, ("partners", "other.edu"): {"country": None}},
    units={"oia": Unit("oia", LABEL, 1)},
    people=frozenset({"dean"}),
)


def spec(kind: str, name: str = "x", **more: object) -> FieldSpec:
    return FieldSpec(name=name, type=kind, label=LABEL, **more)  # type: ignore[arg-type]  # any part may be given


def parse(specs: list[FieldSpec], raw: dict[str, object], *, complete: bool = False, **current: object) -> Parsed:
    return parse_fields(specs, raw, world=WORLD, complete=complete, current=current)


def value(kind: str, raw: object, **more: object) -> object:
    parsed = parse([spec(kind, **more)], {"x": raw})
    assert not parsed.problems
    return parsed.values.get("x")


def code(kind: str, raw: object, **more: object) -> str:
    (problem,) = parse([spec(kind, **more)], {"x": raw}).problems
    assert problem.field == "x"
    return problem.code


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("text", "  臺北 　", "臺北"),
        ("text", "e\u0301", "é"),
        ("longtext", "a\r\nb\tc\r", "a\nb\tc"),
        ("int", "1,200", 1200),
        ("int", "－１２", -12),
        ("int", 7, 7),
        ("money", "1,234,567.50", Decimal("1234567.5")),
        ("money", 1200, Decimal(1200)),
        ("money", 0.5, Decimal("0.5")),
        ("money", "1.500", Decimal("1.5")),
        ("decimal", ".125", Decimal("0.125")),
        ("bool", "on", True),
        ("bool", False, False),
        ("date", "2027-02-28", date(2027, 2, 28)),
        ("date", date(2027, 2, 28), date(2027, 2, 28)),
        ("date", "2027/2/28", date(2027, 2, 28)),
        ("date", "116/2/28", date(2027, 2, 28)),
        ("date", "１１６０２２８", date(2027, 2, 28)),
        ("date", "民國116年2月28日", date(2027, 2, 28)),
        ("email", " Office@Example.EDU ", "Office@example.edu"),
        ("unit", "oia", "oia"),
        ("person", "dean", "dean"),
    ],
)
def test_a_value_is_read_as_its_type(kind: str, raw: object, expected: object) -> None:
    assert value(kind, raw) == expected


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("text", 5, "not_text"),
        ("text", "a\x00b", "control_characters"),
        ("text", "a\nb", "control_characters"),
        ("text", "a\ud800", "control_characters"),
        ("text", "safe\u202etxt.exe", "control_characters"),
        ("text", "x" * 201, "too_long"),
        ("longtext", "x" * 20_001, "too_long"),
        ("longtext", "x" * 500_000, "too_long"),
        ("int", "1.5", "not_an_integer"),
        ("int", 1.0, "not_an_integer"),
        ("int", True, "not_an_integer"),
        ("int", "1,20", "not_an_integer"),
        ("int", "10²", "not_an_integer"),
        ("int", "9" * 100, "not_an_integer"),
        ("int", 2**63, "too_large"),
        ("int", -(2**64), "too_small"),
        ("money", 0.1, "not_a_number"),
        ("money", float("nan"), "not_a_number"),
        ("money", "1e3", "not_a_number"),
        ("money", "-", "not_a_number"),
        ("money", "1.005", "not_a_number"),
        ("money", True, "not_a_number"),
        ("money", "10000000000000001", "too_large"),
        ("decimal", "0.0000001", "not_a_number"),
        ("bool", "maybe", "not_an_option"),
        ("bool", 1, "not_an_option"),
        ("date", "2027-02-29 " * 9, "not_a_date"),
        ("date", "2027-02-29", "not_a_date"),
        ("date", "27-02-01", "not_a_date"),
        ("date", "2027-02/01", "not_a_date"),
        ("date", "115/13/1", "not_a_date"),
        ("date", 20270201, "not_a_date"),
        ("email", "office", "not_an_email"),
        ("email", "a b@example.edu", "not_an_email"),
        ("email", "a@example.edu\nBcc: x@example.edu", "control_characters"),
        ("email", "a..b@example.edu", "not_an_email"),
        ("email", "a@-example.edu", "not_an_email"),
        ("email", "a@b@example.edu", "not_an_email"),
        ("unit", "nowhere", "unknown_reference"),
        ("person", "nobody", "unknown_reference"),
        ("person", ["dean"], "not_text"),
        ("group", "x", "wrong_shape"),
        ("table", "x", "not_a_list"),
    ],
)
def test_what_is_wrong_has_a_code(kind: str, raw: object, expected: str) -> None:
    assert code(kind, raw) == expected


def test_bounds_are_inclusive() -> None:
    assert value("int", 5, minimum=5, maximum=5) == 5
    assert code("int", 4, minimum=5) == "too_small"
    assert code("money", "5.01", maximum="5") == "too_large"
    assert code("date", "2027-01-31", minimum="2027-02-01") == "too_small"
    assert code("date", "2027-03-01", maximum="2027-02-28") == "too_large"
    assert code("multi", ["mou", "exchange"], options=OPTIONS, max_length=1) == "too_long"
    assert code("multi", ["mou"] * 201, options=OPTIONS) == "too_long"
    assert code("text", "a", min_length=2) == "too_short"
    assert code("text", "abc", max_length=2) == "too_long"


def test_a_wrong_option_is_named_with_those_that_resemble_it() -> None:
    (problem,) = parse([spec("enum", options=OPTIONS)], {"x": "exchnage"}).problems
    assert problem == FieldProblem("x", "not_an_option", {"value": "exchnage", "near": ("exchange",)})


def test_the_same_choices_are_the_same_value() -> None:
    assert value("multi", ["exchange", "mou", "mou"], options=OPTIONS) == ("mou", "exchange")
    assert value("multi", [], options=OPTIONS) is None
    assert code("multi", "mou", options=OPTIONS) == "not_a_list"
    assert code("multi", ["mou", "x"], options=OPTIONS) == "not_an_option"
    assert code("multi", ["mou"], options=OPTIONS, min_length=2) == "too_short"


def test_an_unknown_field_is_named_with_those_that_resemble_it() -> None:
    (problem,) = parse([spec("text", "partner")], {"partnr": "x"}).problems
    assert (problem.field, problem.code, problem.params["near"]) == ("partnr", "unknown_field", ("partner",))


def test_unknown_fields_without_number_are_not_all_named() -> None:
    parsed = parse([spec("text", "partner")], {f"partner{n}": "x" for n in range(5000)})
    assert len(parsed.problems) == 101


def test_a_reference_must_exist_in_its_register() -> None:
    assert value("ref", "example.edu", register="partners") == "example.edu"
    assert code("ref", "example.edu", register="places") == "unknown_reference"


def test_a_reason_is_text_of_several_lines() -> None:
    assert parse_text("reason", " a\nb ", maximum=10) == ("a\nb", None)
    assert parse_text("reason", None, maximum=10) == (None, None)
    assert parse_text("reason", 5, maximum=10) == (None, FieldProblem("reason", "not_text"))


@pytest.mark.parametrize("more", [{"units": ("oia",)}, {"level": 1}, {"units": ("coe", "oia"), "level": 1}])
def test_a_unit_field_takes_the_units_that_it_names_or_those_of_its_level(more: dict[str, object]) -> None:
    assert value("unit", "oia", **more) == "oia"


@pytest.mark.parametrize("more", [{"units": ("coe",)}, {"level": 2}, {"units": ("oia",), "level": 2}])
def test_a_unit_field_refuses_units_that_it_does_not_take(more: dict[str, object]) -> None:
    assert code("unit", "oia", **more) == "unit_not_taken"
