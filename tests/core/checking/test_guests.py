"""L14: whoever answers by a link is reached, sees what they vouch for, and can give what is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.checking.building import FIELDS, LABEL, codes, definition, edit, external, filled
from workflow.core.definition import Definition, Requires, State
from workflow.core.form import DocumentSpec
from workflow.core.guests import GuestRule

MORE = (*FIELDS, filled("mail", "email", personal="contact"), filled("on", "date"), filled("words"))
PAPERS = {name: DocumentSpec(name, LABEL, "upload", accept=("pdf",)) for name in ("reply", "draft")}
RULE = GuestRule(email="mail", may=("agreed", "comment"), sees=("kind",), edits=("words",), uploads=("reply",))


def asked(rule: GuestRule, **state: Any) -> Definition:
    partner: State = replace(external("partner", agreed="approved"), sees=("kind",), **state)
    (branch,) = partner.branches
    (slot,) = branch.slots
    slot = replace(slot, guest=rule, edits=("words", "on", "reply"))
    partner = replace(partner, branches=(replace(branch, slots=(slot,)),))
    return definition(edit("draft", edits="kind mail", submit="partner"), partner, fields=MORE, documents=PAPERS)


def test_a_rule_that_fits_is_sound() -> None:
    assert codes(asked(replace(RULE, answered_on="on"))) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "words"}, "guest_field_type"),
        ({"answered_on": "words"}, "guest_field_type"),
        ({"answered_on": "kind"}, "guest_field_type"),
        ({"may": ("agreed", "maybe")}, "guest_answer_unknown"),
        ({"may": ("comment",)}, "guest_answers_nothing"),
        ({"edits": ("kind",)}, "guest_fills_unknown"),
        ({"uploads": ("draft",)}, "guest_fills_unknown"),
        ({"sees": ()}, "guest_sees_nothing"),
        ({"sees": ("words",)}, "guest_vouches_unseen"),
        ({"sees": ("kind", "mail")}, "guest_sees_personal"),
    ],
)
def test_each_thing_that_a_link_could_not_do_is_told(changes: dict[str, Any], code: str) -> None:
    assert ("L14", code) in codes(asked(replace(RULE, **changes)))


def test_an_answer_that_needs_a_paper_lets_it_be_handed_in() -> None:
    needed = Requires(documents=("reply",))
    assert codes(asked(RULE, requires=needed)) == set()
    assert ("L14", "guest_cannot_bring") in codes(asked(replace(RULE, uploads=()), requires=needed))


def test_ticks_and_passwords_are_not_asked_of_a_link() -> None:
    assert ("L14", "guest_cannot_give") in codes(asked(RULE, requires=Requires(answer_each=("agreed",))))
