"""The identity of a definition follows what it says, not how it is written."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.small_request import FILES, PROCESS, definition_with
from workflow.reading.compiling.fingerprint import fingerprint
from workflow.reading.shapes.process import ProcessFile
from workflow.reading.shapes.shared import AuthorityFile
from workflow.reading.strict import read_yaml

SHIPPED = Path(__file__).parents[2] / "definitions"
SHA256 = definition_with().sha256


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start: draft", "# where it begins\nstart: draft"),
        ("speed: urgent", 'speed: "urgent"'),
        ("time: {calendars: [gov]}", "time: {timezone: Asia/Taipei, calendars: [gov]}"),
        ("    by: head\n", "    by: [head]\n"),
        ("approval: 1\nprocess: small_request\n", "process: small_request\napproval: 1\n"),
        ("requires: {checklist: papers, documents: [quote]}", "requires: {documents: [quote], checklist: papers}"),
    ],
)
def test_another_spelling_of_the_same_is_the_same_version(old: str, new: str) -> None:
    assert definition_with(old, new).sha256 == SHA256


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en: Help}", "en: Helps}"),
        ("> 10000", ">= 10000"),
        ("within: 3wd", "within: 4wd"),
        ("binds: [subject, amount]", "binds: [amount, subject]"),
        ("label: {zh-TW: 承辦人, en: Officer}", "label: {zh-TW: 承辦, en: Officer}"),
        ("keep_same: true", "keep_same: false"),
        ("{as: applicant, do: submit}", "{as: officer, do: submit}"),
    ],
)
def test_any_change_of_meaning_is_another_version(old: str, new: str) -> None:
    assert definition_with(old, new).sha256 != SHA256


@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(chance: random.Random) -> None:
    shape = ProcessFile.model_validate(_shuffled(read_yaml(FILES[PROCESS]).value, chance))
    assert fingerprint(shape) == SHA256


def test_what_an_authority_table_puts_out_is_part_of_what_it_says() -> None:
    written = (SHIPPED / "authority.yaml").read_bytes()
    changed = written.replace(b"meeting: true", b"meeting: false", 1)
    assert changed != written
    assert _authority(changed) != _authority(written)


def test_a_file_that_was_published_before_the_language_grew_is_still_the_same() -> None:
    written = read_yaml((SHIPPED / "authority.yaml").read_bytes()).value
    first = {**written, "version": 1, "items": {"agreement": written["items"]["agreement"]}}
    assert (
        fingerprint(AuthorityFile.model_validate(first))
        == "7f5f61c9a42b175ce5f261f267e69a2f932ff833d5f5acf5665abc87420b4737"
    )


def _authority(written: bytes) -> str:
    return fingerprint(AuthorityFile.model_validate(read_yaml(written).value))


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, list):
        return [_shuffled(part, chance) for part in value]
    if not isinstance(value, dict):
        return value
    entries = [(key, _shuffled(part, chance)) for key, part in value.items()]
    chance.shuffle(entries)
    return dict(entries)
