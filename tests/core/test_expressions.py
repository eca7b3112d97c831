"""The guard language: what it says, what it refuses, and when."""

from datetime import date
from decimal import Decimal

import pytest

from workflow.core.expression_types import BOOL, DATE, DECIMAL, INT, RECORD, TEXT, enum_of, list_of
from workflow.core.expressions import (
    BadExpression,
    EvaluationFailed,
    Expression,
    UnsetName,
    compile_expression,
    compile_guard,
)

SCHEMA = {
    "data.level": enum_of("university", "college", "department"),
    "data.kinds": list_of(enum_of("mou", "exchange", "dual_degree")),
    "data.amount": DECIMAL,
    "data.places": INT,
    "data.terms": RECORD,
    "data.terms.fee_waiver": BOOL,
    "data.valid_from": DATE,
    "data.valid_until": DATE,
    "data.reason": TEXT,
    "data.costs": list_of(RECORD),
    "data.costs.price": list_of(DECIMAL),
    "input.agree": BOOL,
    "case.visit": INT,
}


def truth(source: str, case: dict[str, object] | None = None, **data: object) -> bool:
    return compile_guard(source, SCHEMA).truth({"data": data, "case": case or {}})


def refusal(source: str) -> BadExpression:
    with pytest.raises(BadExpression) as caught:
        compile_guard(source, SCHEMA)
    return caught.value


def value(source: str, **data: object) -> object:
    return compile_expression(source, SCHEMA).evaluate({"data": data})


def test_a_guard_reads_nested_data() -> None:
    source = "data.level != 'university' and (data.amount > 0 or data.terms.fee_waiver)"
    assert truth(source, level="college", amount=Decimal(0), terms={"fee_waiver": True})
    assert not truth(source, level="university", amount=Decimal(5), terms={})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("data.places + 2 * 3", 11),
        ("-data.places", -5),
        ("data.places - 0.5", Decimal("4.5")),
        ("0.1 + 0.2", Decimal("0.3")),
        ("abs(-3)", 3),
        ("min(3, 1, 2)", 1),
        ("max([1, 2.5])", Decimal("2.5")),
        ("sum([1, 2, 0.5])", Decimal("3.5")),
        ("len('簽核')", 2),
        ("any([False, True])", True),
        ("all([False, True])", False),
        ("days_between('2027-02-01', '2027-03-01')", 28),
    ],
)
def test_numbers_are_exact_and_functions_few(source: str, expected: object) -> None:
    assert value(source, places=5) == expected


def test_a_chained_comparison_means_both_halves() -> None:
    assert truth("1 < data.places <= 5", places=5)
    assert not truth("1 < data.places <= 5", places=6)


def test_membership_in_a_written_list_and_in_a_field() -> None:
    assert truth("data.level in ['college', 'department']", level="college")
    assert truth("'mou' not in data.kinds", kinds=["exchange"])


def test_a_date_may_be_written_as_iso_text() -> None:
    assert truth("data.valid_from >= '2027-02-01'", valid_from=date(2027, 2, 1))
    assert truth("data.valid_from in ['2027-02-01', '2027-08-01']", valid_from=date(2027, 8, 1))
    assert truth("'2027-01-31' < data.valid_from", valid_from=date(2027, 2, 1))


def test_a_column_of_a_table_is_a_list() -> None:
    rows = [{"price": Decimal("10.5")}, {"price": 4}]
    assert truth("sum(data.costs.price) == 14.5 and len(data.costs) == 2", costs=rows)


def test_an_unset_value_is_an_error_and_not_false() -> None:
    for data in ({}, {"terms": None}, {"terms": {"fee_waiver": None}}):
        with pytest.raises(UnsetName, match=r"data\.terms\.fee_waiver"):
            truth("not data.terms.fee_waiver", **data)


def test_an_unset_value_may_be_asked_about() -> None:
    assert truth("data.amount is None")
    assert truth("data.amount is not None and data.amount > 3", amount=4)
    assert not truth("data.amount is not None and data.amount > 3")
    assert truth("data.terms.fee_waiver is None", terms=None)


def test_what_is_settled_is_not_looked_at_further() -> None:
    assert truth("data.places == 1 or data.terms.fee_waiver", places=1)
    assert not truth("data.places == 2 and data.terms.fee_waiver", places=1)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "empty"),
        ("data.level ==", "syntax"),
        ("data.places", "not_bool"),
        ("data.places and True", "not_bool"),
        ("data.level == 3", "not_comparable"),
        ("data.reason == 3", "not_comparable"),
        ("data.terms.fee_waiver == 1", "not_comparable"),
        ("data.terms == data.terms", "not_comparable"),
        ("data.reason < 'b'", "not_ordered"),
        ("data.level in 'college'", "not_a_list"),
        ("data.places in ['a']", "not_comparable"),
        ("data.places in []", "empty_list"),
        ("data.places in [1, 'a']", "mixed_list"),
        ("data.amount == None", "use_is_none"),
        ("data.amount is True", "is_only_for_none"),
        ("3 is None", "is_only_for_none"),
        ("data.reason + 'x' == 'yx'", "not_a_number"),
        ("data.valid_from > 'soon'", "not_a_date"),
        ("data.valid_from > '2027-02-30'", "not_a_date"),
        ("data.valid_until - data.valid_from > 3", "not_a_number"),
        ("data.due > 30cd", "duration_in_guard"),
        ("case.visit > 2 wd", "duration_in_guard"),
        ("case.visit > 0x1F", "bad_number"),
        ("case.visit > 1e5", "bad_number"),
        ("case.visit > .5", "bad_number"),
        ("case.visit > 1000000000000000001", "number_too_large"),
        ("case.visit > 1 # always", "bad_character"),
        ("data.reason == '\\n'", "bad_character"),
        ("len(data.places) > 1", "wrong_arguments"),
        ("sum(['a']) > 1", "wrong_arguments"),
        ("len() == 0", "wrong_arguments"),
        ("max(data.places) > 1", "wrong_arguments"),
    ],
)
def test_what_cannot_mean_anything_is_refused_when_published(source: str, code: str) -> None:
    assert refusal(source).code == code


def test_an_option_that_does_not_exist_is_refused_with_those_that_resemble_it() -> None:
    for source in ("data.level == 'colege'", "data.level in ['college', 'colege']", "'colege' != data.level"):
        problem = refusal(source)
        assert problem.code == "unknown_option"
        assert problem.params["near"] == ("college",)
    assert refusal("'mous' in data.kinds").params["near"] == ("mou",)


def test_an_unknown_name_is_refused_with_its_column_and_near_misses() -> None:
    problem = refusal("  data.reason == '院長' and data.levle == 'college'")
    assert (problem.code, problem.column) == ("unknown_name", 27)
    assert str(problem.params["near"]).startswith("('data.level'")
    assert refusal("true").params["near"] == ("True",)


def test_values_that_do_not_fit_the_schema_are_an_error() -> None:
    misfits: list[object] = [True, "5", 5.0, Decimal("NaN"), Decimal("Infinity"), [5]]
    for misfit in misfits:
        with pytest.raises(EvaluationFailed, match="wrong_type"):
            truth("data.amount > 3", amount=misfit)


def test_arithmetic_beyond_the_range_is_an_error() -> None:
    with pytest.raises(EvaluationFailed, match="out_of_range"):
        value("data.places * data.places", places=10**10)
    with pytest.raises(EvaluationFailed, match="out_of_range"):
        value("data.amount * data.amount * data.amount", amount=Decimal("0." + "1" * 35))


def test_a_list_beyond_the_budget_of_steps_is_an_error() -> None:
    assert value("sum(data.costs.price)", costs=[{"price": 1}] * 4000) == 4000
    with pytest.raises(EvaluationFailed, match="too_many_steps"):
        value("sum(data.costs.price)", costs=[{"price": 1}] * 5000)
    with pytest.raises(EvaluationFailed, match="empty_list"):
        value("max(data.costs.price)", costs=[])


def test_an_expression_knows_the_names_it_reads() -> None:
    guard = compile_guard("len(data.costs) > 0 and not input.agree", SCHEMA)
    assert guard.names == {"data.costs", "input.agree"}


def test_expressions_are_equal_when_their_sources_are() -> None:
    first: Expression = compile_guard("input.agree", SCHEMA)
    assert first == compile_guard(" input.agree\n", SCHEMA)
    assert first != compile_guard("not input.agree", SCHEMA)


def test_an_explanation_shows_what_was_looked_at_and_nothing_else() -> None:
    guard = compile_guard("data.places > 3 and (data.amount == 0 or input.agree)", SCHEMA)
    assert guard.explain({"data": {"places": 2}}) == (("data.places", 2), ("data.places > 3", False))
    assert guard.explain({"data": {"places": 4}})[-1] == ("data.amount", None)
    assert guard.explain({"data": {"places": 4, "amount": 0}})[-1] == ("data.amount == 0", True)
