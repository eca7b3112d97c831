"""L12: what is decided on is named, can be read by whoever decides, and later changes are pointed out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.checking.building import (
    DOCUMENTS,
    FIELDS,
    approve,
    branch,
    codes,
    definition,
    edit,
    errors,
    external,
    filled,
    only,
    parallel,
)  # fmt: skip
from workflow.core.checking import check
from workflow.core.definition import Definition, State
from workflow.core.presenting import View

DRAFT = edit("draft", submit="review", edits="kind level draft_text")
TERMS = filled("terms", "group", fields=(filled("places", "int"), filled("fee", "money", hide_from=("holder",))))
SECRET = filled("secret", hide_from=("holder",))
INTERNAL = filled("internal", hide_from=("partner",))
FORM = (*FIELDS, TERMS, SECRET, INTERNAL)


def process(review: State, **more: Any) -> Definition:
    return definition(DRAFT, review, **({"fields": FORM} | more))


def review(binds: str) -> State:
    return approve("review", binds=binds, approve="approved")


@pytest.mark.parametrize(
    "state",
    [
        review(""),
        parallel("review", branch("legal"), branch("accounting", binds=()), complete="approved"),
        external("review", binds="", agreed="approved"),
    ],
)
def test_whoever_decides_says_on_what(state: State) -> None:
    assert errors(process(state)) == {("L12", "binds_missing")}


@pytest.mark.parametrize("name", ["knid", "terms.place", "draft_txt"])
def test_what_is_bound_exists(name: str) -> None:
    found = process(review(name))
    assert errors(found) == {("L12", "binds_unknown")}
    assert only(found, "binds_unknown").hint


@pytest.mark.parametrize(
    ("binds", "views"),
    [
        ("secret", None),
        ("terms", None),
        ("terms.fee", None),
        ("level", {"holder": View("holder", fields=("kind",))}),
        ("draft_text", {"holder": View("holder", documents=())}),
    ],
)
def test_what_is_bound_can_be_read_by_the_holder(binds: str, views: Any) -> None:
    assert errors(process(review(binds), views=views)) == {("L12", "binds_unreadable")}


@pytest.mark.parametrize("binds", ["kind", "kind level", "terms.places", "draft_text"])
def test_readable_fields_parts_and_documents_may_be_bound(binds: str) -> None:
    assert check(process(review(binds))) == ()


def test_a_document_hidden_from_holders_cannot_be_bound() -> None:
    hidden = {"draft_text": replace(DOCUMENTS["draft_text"], hide_from=("holder",))}
    assert errors(process(review("draft_text"), documents=hidden)) == {("L12", "binds_unreadable")}


@pytest.mark.parametrize(
    ("binds", "sees"), [("internal", None), ("kind level", ("kind",)), ("terms.places", ("kind",))]
)
def test_the_other_side_sees_what_it_is_bound_to(binds: str, sees: tuple[str, ...] | None) -> None:
    found = process(replace(external("review", binds=binds, agreed="approved"), sees=sees))
    assert errors(found) == {("L12", "binds_unreadable")}
    assert only(found, "binds_unreadable").params["audience"] == "partner"


def test_what_is_edited_and_asked_again_is_an_info() -> None:
    found = definition(
        DRAFT,
        approve("review", approve="polish", reject="rejected"),
        edit("polish", send="decision", edits="kind amount"),
        approve("decision", approve="approved"),
    )
    assert codes(found) == {("L12", "edited_after_binding")}
    assert only(found, "edited_after_binding").params["names"] == ("kind",)


def test_what_is_edited_after_the_last_approval_is_an_info() -> None:
    found = definition(
        DRAFT,
        approve("review", binds="kind draft_text", approve="sign"),
        edit("sign", send="approved", edits="draft_text"),
    )
    assert codes(found) == {("L12", "edited_after_last_binding")}
    assert only(found, "edited_after_last_binding").severity == "info"


def test_a_text_that_only_goes_back_to_its_binder_is_decided_again() -> None:
    found = definition(
        DRAFT,
        external("negotiation", agreed="approved", counter="redraft"),
        edit("redraft", send="<negotiation", edits="kind"),
        approve("review", binds="level", approve="negotiation"),
    )
    assert ("L12", "edited_after_binding") in codes(found)
    assert ("L12", "edited_after_last_binding") not in codes(found)


def test_editing_before_anybody_decides_is_silent() -> None:
    assert check(definition(DRAFT, approve("review", binds="kind level draft_text", approve="approved"))) == ()
