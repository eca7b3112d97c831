import re
from collections.abc import Iterable

from tests.architecture.sources import ROOT, expect_none

RECORDS = ROOT / "docs" / "adr"
SECTIONS = ["## Context", "## Decision", "## Drawbacks"]


def missing_from_index(index: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if f"({name})" not in index]


def missing_sections(text: str) -> list[str]:
    return [section for section in SECTIONS if not re.search(rf"^{section}\s*$", text, re.MULTILINE)]


def test_every_decision_record_stands_in_the_index_with_its_three_sections():
    records = sorted(RECORDS.glob("[0-9]*.md"))
    index = (RECORDS / "README.md").read_text("utf-8")
    expect_none(missing_from_index(index, [record.name for record in records]))
    expect_none(f"{path.name}: {part}" for path in records for part in missing_sections(path.read_text("utf-8")))


def test_the_template_has_the_sections_a_record_needs():
    assert missing_sections((RECORDS / "template.md").read_text("utf-8")) == []


def test_a_record_left_out_of_the_index_or_without_its_drawbacks_is_found():
    assert missing_from_index("| [0001](0001-a.md) |", ["0001-a.md", "0002-b.md"]) == ["0002-b.md"]
    assert missing_sections("## Context\n\n## Decision\n") == ["## Drawbacks"]
