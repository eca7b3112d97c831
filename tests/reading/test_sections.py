"""The form of the start state may be divided into sections; each entry then stands in exactly one."""

from __future__ import annotations

import pytest

from tests.reading.small_request import definition_with, read_with
from workflow.core.presenting import Section
from workflow.core.sections import documents_of, fields_of, sections_of, start_entries
from workflow.core.text import Text

LABEL = "label: {zh-TW: 段, en: Part}"
WHOLE = (
    f"sections:\n  - {{key: what, {LABEL}, fields: [subject, kind, amount, partner]}}\n"
    f"  - {{key: why, {LABEL}, fields: [why, period, costs, quote]}}\n"
)


def codes(old: str, new: str) -> set[tuple[str, object]]:
    findings = read_with("actors:\n", WHOLE.replace(old, new, 1) + "actors:\n").findings
    return {(finding.code, finding.params.get("name")) for finding in findings if finding.severity == "error"}


def test_a_definition_says_how_its_form_is_divided() -> None:
    definition = definition_with("actors:\n", WHOLE + "actors:\n")
    first, second = sections_of(definition)
    assert first == Section("what", ("subject", "kind", "amount", "partner"), Text("段", "Part"))
    assert [spec.name for spec in documents_of(definition, second.fields)] == ["quote"]


def test_without_sections_a_form_is_divided_in_the_order_of_its_fields() -> None:
    definition = definition_with()
    sections = sections_of(definition)
    names = [name for section in sections for name in section.fields]
    assert sorted(names) == sorted(start_entries(definition))
    assert all(len(section.fields) <= 7 and section.label is None for section in sections)
    assert sections[-1] == Section("files", ("quote",))


def test_what_is_looked_up_follows_the_field_it_comes_from() -> None:
    definition = definition_with()
    assert [spec.name for spec in fields_of(definition, ("partner", "why"))] == ["partner", "partner_name", "why"]


@pytest.mark.parametrize(
    ("old", "new", "code", "name"),
    [
        ("subject, kind", "subject, kinds", "unknown_entry", "kinds"),
        ("[why, ", "[", "in_no_section", "why"),
        ("[why, ", "[why, kind, ", "in_two_sections", "kind"),
        ("key: why", "key: what", "section_twice", "what"),
        ("key: why", "key: check", "reserved_name", "check"),
        ("[why, ", "[why, partner_name, ", "unknown_entry", "partner_name"),
    ],
)
def test_an_entry_stands_in_exactly_one_section(old: str, new: str, code: str, name: str) -> None:
    assert (code, name) in codes(old, new)


def test_a_definition_without_sections_stays_the_version_it_was() -> None:
    assert definition_with().sha256 == definition_with("actors:\n", "sections: []\nactors:\n").sha256
