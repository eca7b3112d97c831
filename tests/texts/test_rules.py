"""The table of rules: complete, in order, and what the reference page says."""

from __future__ import annotations

import re
from pathlib import Path

import workflow
from tests.texts.rules_page import PAGE, rules_page
from workflow.texts.rules import RULES


def test_the_reference_page_is_the_table_of_rules() -> None:
    assert PAGE.read_text("utf-8") == rules_page()


def test_every_rule_that_a_finding_names_is_in_the_table_and_the_other_way_round() -> None:
    sources = (path.read_text("utf-8") for path in Path(workflow.__file__).parent.rglob("*.py"))
    named = {rule for text in sources for rule in re.findall(r'"(L\d\d)"', text)}
    assert named == {it.id for it in RULES} == {f"L{number:02}" for number in range(1, 27)}


def test_errors_are_given_only_by_rules_that_the_table_calls_errors() -> None:
    worst = {it.id: it.severity for it in RULES}
    sources = [path.read_text("utf-8") for path in (Path(workflow.__file__).parent / "core" / "checking").glob("*.py")]
    for given in ("error", "warning"):
        rules = {rule for text in sources for rule in re.findall(rf'{given}\(\s*"(L\d\d)"', text)}
        assert {worst[rule] for rule in rules} <= ({"error"} if given == "error" else {"error", "warning"})
