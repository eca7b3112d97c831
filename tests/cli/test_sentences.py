"""The words of the command line and of explanations: both languages, and one for every code that is given."""

import ast

import pytest

from tests.architecture.sources import sources
from workflow.services.reasons import DETOURS
from workflow.texts import commands_en, commands_zh_tw, explaining_en, explaining_zh_tw, refusals_en
from workflow.texts.filling import places, variants

PAIRS = [(commands_zh_tw.SENTENCES, commands_en.SENTENCES), (explaining_zh_tw.SENTENCES, explaining_en.SENTENCES)]
GIVERS = {"Reason", "entry_reason", "Stopped", "NotReady"}
NOT_OURS = {"key_unreadable"}


def codes_given() -> set[str]:
    """The codes that are written out where a reason or a stop is made."""
    calls = [
        node
        for source in sources("workflow")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GIVERS and node.args
    ]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


@pytest.mark.parametrize(("chinese", "english"), PAIRS)
def test_both_languages_have_the_same_codes_with_the_same_values(chinese, english):
    assert chinese.keys() == english.keys()
    for code in chinese:
        assert [places(it) for it in variants(chinese[code])] == [places(it) for it in variants(english[code])], code


def test_every_code_that_is_written_out_has_a_sentence():
    said = commands_en.SENTENCES.keys() | explaining_en.SENTENCES.keys() | NOT_OURS
    assert codes_given() > {"opened", "due_within", "no_yaml"}
    assert codes_given() - said == set()


def test_every_detour_of_a_task_has_a_sentence():
    assert set(refusals_en.SENTENCES) >= DETOURS


@pytest.mark.parametrize("prefix", ["escalated", "rung"])
def test_every_deed_of_a_ladder_has_a_sentence(prefix):
    assert {f"{prefix}_{does}" for does in ("notify", "add", "move")} <= explaining_en.SENTENCES.keys()


@pytest.mark.parametrize("reason", ["returned", "withdrawn", "taken_back", "asked_again", "carried_on", "reconfirmed"])
def test_every_way_in_which_a_decision_ends_has_a_sentence(reason):
    assert f"decision_void_{reason}" in explaining_en.SENTENCES
