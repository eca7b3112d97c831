"""Guards in words."""

from __future__ import annotations

import pytest

from workflow.core.expressions import compile_guard
from workflow.core.field_storage import schema_for
from workflow.core.form import FieldSpec, Option
from workflow.core.text import Text
from workflow.texts.conditions import condition

OPTIONS = (Option("new", Text("新訂", "New")), Option("renewal", Text("續約", "Renewal")))
FIELDS = {
    "kind": FieldSpec("kind", "enum", Text("案別", "Type"), options=OPTIONS),
    "scope": FieldSpec("scope", "multi", Text("範圍", "Scope"), options=OPTIONS),
    "amount": FieldSpec("amount", "money", Text("金額", "Amount")),
    "urgent": FieldSpec("urgent", "bool", Text("急件", "Urgent")),
    "since": FieldSpec("since", "date", Text("起日", "Since")),
}
SCHEMA = schema_for(tuple(FIELDS.values()))


def said(guard: str) -> Text | None:
    return condition(compile_guard(guard, SCHEMA).tree, lambda path: FIELDS.get(path.removeprefix("data.")))


@pytest.mark.parametrize(
    ("guard", "chinese", "english"),
    [
        ("data.kind == 'new'", "「案別」是「新訂」", "“Type” is “New”"),
        ("data.kind != 'new'", "「案別」不是「新訂」", "“Type” is not “New”"),
        ("data.kind in ['new', 'renewal']", "「案別」是「新訂」或「續約」", "“Type” is “New” or “Renewal”"),
        ("'new' in data.scope", "「範圍」包含「新訂」", "“Scope” includes “New”"),
        ("data.urgent", "勾選「急件」", "“Urgent” is ticked"),
        ("not data.urgent", "沒有勾選「急件」", "“Urgent” is not ticked"),
        ("data.amount > 1000", "「金額」大於 1,000", "“Amount” is more than 1,000"),
        ("data.since is None", "沒有填「起日」", "“Since” is empty"),
        ("data.since >= '2026-09-01'", "「起日」不早於 2026/9/1（二）", "“Since” is not before 1 Sep 2026"),
        (
            "data.urgent or data.amount > 0",
            "勾選「急件」或「金額」大於 0",
            "“Urgent” is ticked or “Amount” is more than 0",
        ),
        (
            "data.urgent and data.kind == 'new'",
            "勾選「急件」，而且「案別」是「新訂」",
            "“Urgent” is ticked and “Type” is “New”",
        ),
    ],
)
def test_a_condition_is_said_with_the_labels_of_the_form(guard, chinese, english):
    assert said(guard) == Text(chinese, english)


@pytest.mark.parametrize("guard", ["data.amount * 2 > 5", "len(data.scope) > 1", "data.urgent or len(data.scope) > 1"])
def test_what_is_computed_is_not_put_into_words(guard):
    assert said(guard) is None
