"""Every difference between two definitions is told once, with its place."""

from dataclasses import replace

import pytest

from tests.core.engine.stage import LABEL, changed, process
from tests.support.shipped import agreement_signing
from workflow.core.definition import Deadline
from workflow.core.differing import differences, texts_only, written
from workflow.core.durations import Duration
from workflow.core.further import Withdraw
from workflow.core.text import Text

BEFORE = process().definition


def told(after):
    return [(change.kind, change.category, written(change.path)) for change in differences(BEFORE, after)]


def test_a_definition_does_not_differ_from_itself():
    assert differences(agreement_signing(), agreement_signing()) == ()
    assert texts_only(())


def test_a_new_version_number_alone_is_no_difference():
    assert told(replace(BEFORE, version=2, sha256="1" * 64)) == []


def test_a_state_that_went_and_one_that_came_are_told_as_such():
    states = {("vote" if name == "cosign" else name): state for name, state in BEFORE.states.items()}
    assert told(replace(BEFORE, states=states)) == [
        ("removed", "way", "states.cosign"),
        ("added", "way", "states.vote"),
    ]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (replace(BEFORE, title=Text("新", "New")), ("changed", "text", "title")),
        (replace(BEFORE, owner="legal"), ("changed", "people", "owner")),
        (replace(BEFORE, withdraw=Withdraw("done", "cancelled")), ("changed", "way", "withdraw.before")),
        (replace(BEFORE, withdraw=None), ("removed", "way", "withdraw")),
        (replace(BEFORE, fields=BEFORE.fields[:-1]), ("removed", "form", "fields.starts")),
        (replace(BEFORE, case_deadline=Duration(9, "wd")), ("added", "time", "case_deadline")),
        (changed("review", help=LABEL).definition, ("added", "text", "states.review.help")),
    ],
)
def test_what_differs_is_told_with_its_kind_and_place(after, expected):
    assert told(after) == [expected]


def test_the_same_change_in_many_places_is_told_once_with_all_of_them():
    soon = Deadline(within=Duration(1, "wd"))
    states = {
        name: replace(state, branches=tuple(
            replace(branch, slots=tuple(replace(slot, deadline=soon) for slot in branch.slots))
            for branch in state.branches
        ))
        for name, state in BEFORE.states.items()
    }  # fmt: skip
    (change,) = differences(BEFORE, replace(BEFORE, states=states))
    assert (change.before, change.after) == (Duration(3, "wd"), Duration(1, "wd"))
    assert {path[0].key for path in change.paths} == {"draft", "review", "cosign", "consolidate", "decision"}


def test_only_wording_is_told_from_what_a_case_would_notice():
    worded = replace(BEFORE, title=Text("新", "New"), effective_from="2027-02-01")
    assert texts_only(differences(BEFORE, worded))
    assert not texts_only(differences(BEFORE, replace(worded, may_start=("dean",))))
