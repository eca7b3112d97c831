"""L14 and L17: nobody fills in what he may not see, guests see nothing personal, and who decides twice is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.checking.building import FIELDS, LABEL, approve, codes, definition, edit, external, filled
from workflow.core.definition import Constraint, Definition, State
from workflow.core.form import DocumentSpec
from workflow.core.presenting import View

MORE = (*FIELDS, filled("phone", personal="contact"), filled("note", hide_from=("partner",)))


def asked(edits: str, **more: Any) -> Definition:
    return definition(edit("draft", edits=edits, submit="approved"), **({"fields": MORE} | more))


def guests(*sees: str, **more: Any) -> Definition:
    state: State = replace(external("partner", agreed="approved"), sees=("kind", *sees))
    return definition(edit("draft", submit="partner"), state, **({"fields": MORE} | more))


@pytest.mark.parametrize(
    "more",
    [
        {"fields": (*FIELDS, filled("phone", hide_from=("applicant",)))},
        {"views": {"applicant": View("applicant", fields=("kind",))}},
    ],
)
def test_an_applicant_is_not_asked_for_what_is_hidden_from_him(more: dict[str, Any]) -> None:
    assert codes(asked("kind phone", **more)) == {("L14", "asked_but_hidden")}


def test_what_is_hidden_from_others_may_be_asked() -> None:
    assert codes(asked("phone note")) == set()


def test_a_part_that_is_hidden_makes_the_group_hidden() -> None:
    group = filled("person", "group", fields=(filled("phone", hide_from=("applicant",)),))
    assert codes(asked("person", fields=(*FIELDS, group))) == {("L14", "asked_but_hidden")}


@pytest.mark.parametrize(("name", "code"), [("phone", "guest_sees_personal"), ("note", "guest_sees_internal")])
def test_guests_see_neither_personal_nor_internal_fields(name: str, code: str) -> None:
    assert codes(guests(name)) == {("L14", code)}


def test_guests_see_no_memorandum_and_no_paper_that_prints_personal_data() -> None:
    papers = {
        "memo": DocumentSpec("memo", LABEL, "render", layout="memo"),
        "letter": DocumentSpec("letter", LABEL, "render", layout="letter", fields=("phone",)),
        "plain": DocumentSpec("plain", LABEL, "render", layout="letter", fields=("kind",)),
    }
    assert codes(guests("memo", documents=papers)) == {("L14", "guest_sees_internal")}
    assert codes(guests("letter", documents=papers)) == {("L14", "guest_sees_personal")}
    assert codes(guests("plain", documents=papers)) == set()


def deciding(second: str, binds: str, **more: Any) -> Definition:
    first = approve("first", approve="second", reject="rejected")
    last = approve("second", binds=binds, approve="approved", reject="rejected")
    (one,) = last.branches
    last = replace(last, branches=(replace(one, slots=tuple(replace(s, actor=second) for s in one.slots)),))
    return definition(edit("draft", submit="first"), first, last, **more)


def test_an_actor_who_decides_twice_on_different_content_is_told() -> None:
    assert codes(deciding("officer", "level"), "warning") == {("L17", "decides_twice")}


@pytest.mark.parametrize(
    "found",
    [
        deciding("officer", "kind"),
        deciding("dean", "level"),
        deciding("officer", "level", constraints=(Constraint("different_people", ("first", "second")),)),
    ],
)
def test_the_same_content_another_actor_and_other_people_are_no_doubt(found: Definition) -> None:
    assert codes(found, "warning") == set()
