"""The reference page of the definition language says what the models say, and its examples hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.reading.language_page import PAGE, language_page, placed, used
from tests.reading.language_sections import SECTIONS
from workflow.adapters.holidays_tw import layer_from_document
from workflow.bootstrap import SHIPPED
from workflow.core.findings import Finding
from workflow.reading.folder import Library, read_folder
from workflow.reading.shapes.kinds import KINDS
from workflow.reading.strict import read_yaml
from workflow.services.checking_definitions import findings_of, played

DOCS = Path(__file__).parents[2] / "docs"
TEMPLATE = DOCS / "howto" / "template.yaml"
_FIRST = (DOCS / "howto" / "first-process.md").read_text("utf-8")
OTHER = b"venue_request"
"""The key of a process beside the one of the template, for examples in which one case begins out of another."""
WRITTEN = re.findall(r"<a id=\"s-(\w+)\"></a>\n\n## [^\n]+\n\n```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_reference_page_is_what_the_models_and_the_examples_say() -> None:
    assert PAGE.read_text("utf-8") == language_page()


def test_every_construct_that_a_file_can_hold_is_on_the_page() -> None:
    assert used() - {shape.__name__ for shape in placed()} == set()


def test_every_section_has_an_example_and_every_link_leads_somewhere() -> None:
    page = PAGE.read_text("utf-8")
    assert [slug for slug, _ in WRITTEN] == [section.slug for section in SECTIONS]
    targets = {it.lower() for it in re.findall(r"^### (\w+)$", page, re.MULTILINE)}
    targets |= set(re.findall(r'<a id="([^"]+)">', page))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) - targets == set()


@pytest.mark.parametrize(("slug", "text"), WRITTEN, ids=[slug for slug, _ in WRITTEN])
def test_each_example_is_proved_without_an_error(slug: str, text: str) -> None:
    library = _library(slug, text)
    assert [(it.code, it.path, it.params) for it in _errors(library)] == []
    if slug == "tests":
        assert [result for _, results in played(library) for result in results if not result.ok] == []


def test_the_template_is_proved_and_plays_its_scenarios() -> None:
    library = read_folder({**_around(), "template.yaml": TEMPLATE.read_bytes()}, layer_from_document)
    assert _own(library) == []
    results = [result for _, results in played(library) for result in results]
    assert len(results) > 5
    assert [result for result in results if not result.ok] == []


def test_whoever_follows_the_first_process_has_one_that_is_proved_and_plays_its_scenarios() -> None:
    whole = read_yaml(TEMPLATE.read_bytes()).value
    steps = [read_yaml(dedent(it).encode()).value for it in re.findall(r"```yaml\n(.*?)```", _FIRST, re.DOTALL)]
    inside = {"edits": ("states", "draft"), "deadline": ("states", "handling"), "expect": ("tests", 0)}
    for step in steps:
        (place, *more) = inside.get(next(iter(step)), (None,))
        if place is None:
            whole = _merged(whole, step)
        else:
            whole[place][more[0]] |= step
    library = read_folder({**_around(), "room.yaml": json.dumps(whole).encode()}, layer_from_document)
    assert _own(library) == []
    results = [result for _, results in played(library) for result in results]
    assert (len(results), [result for result in results if not result.ok]) == (len(whole["tests"]), [])


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_link_between_documents_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_index_lists_every_document_but_single_decisions() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md") if page.parent.name != "adr"}
    assert {page for page in pages if f"({page})" not in index} == {"README.md"}


def _library(slug: str, text: str) -> Library:
    if slug in KINDS:
        kept = {} if slug == "organisation" else _around()
        return read_folder({**kept, f"{slug}.yaml": text.encode()}, layer_from_document)
    whole = _merged(read_yaml(TEMPLATE.read_bytes()).value, read_yaml(text.encode()).value)
    other = (
        {"venue.yaml": TEMPLATE.read_bytes().replace(b"support_request", OTHER, 1)} if OTHER.decode() in text else {}
    )
    return read_folder({**_around(), **other, "template.yaml": json.dumps(whole).encode()}, layer_from_document)


@cache
def _around() -> Mapping[str, bytes]:
    """What the shipped processes share, with the example as the table of who decides."""
    found = (path for path in SHIPPED.rglob("*.yaml") if path.parent.name != "processes")
    shared = {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in found}
    return {**shared, "authority.yaml": dict(WRITTEN)["authority"].encode()}


def _merged(base: Any, change: Any) -> Any:
    """What has a label or a type replaces its namesake as a whole."""
    if not isinstance(base, dict) or not isinstance(change, dict) or {"label", "type", "zh-TW"} & change.keys():
        return change
    return {**base, **{key: _merged(base.get(key), value) for key, value in change.items()}}


def _errors(library: Library) -> list[Finding]:
    return [it for it in _own(library) if it.severity == "error"]


def _own(library: Library) -> list[Finding]:
    """Without what is said of shipped registers, whose processes are not here."""
    return [it for it in findings_of(library, None) if not it.file.startswith("registers/")]
