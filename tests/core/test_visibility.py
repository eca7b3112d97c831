from dataclasses import replace

from tests.core.small_school import (
    CHAIR,
    DEAN,
    HEAD,
    LABEL,
    NOW,
    OFFICER,
    PRESIDENT,
    SPARE,
    TEACHER,
    deputyship,
    process,
    school,
)
from workflow.core.case import CaseView, DecisionView, Holder, Informed, TaskView
from workflow.core.definition import Definition, State
from workflow.core.form import DocumentSpec, FieldSpec
from workflow.core.presenting import View
from workflow.core.visibility import Visible, audiences, redact, sight, visible

FIELDS = (
    FieldSpec("kind", "enum", LABEL),
    FieldSpec("score", "int", LABEL, hide_from=("applicant", "past_actor")),
    FieldSpec("contact", "email", LABEL, hide_from=("partner",)),
    FieldSpec("terms", "group", LABEL, fields=(FieldSpec("to", "date", LABEL), FieldSpec("fee", "money", LABEL))),
    FieldSpec("plan", "table", LABEL, fields=(FieldSpec("item", "text", LABEL), FieldSpec("note", "text", LABEL))),
)
DOCUMENTS = {
    "draft": DocumentSpec("draft", LABEL, "upload"),
    "memo": DocumentSpec("memo", LABEL, "render", hide_from=("applicant",)),
}
EVERY_PATH = {"kind", "score", "contact", "terms", "terms.to", "terms.fee", "plan", "plan.item", "plan.note"}


def definition(*views: View, **more: object) -> Definition:
    declared = {view.audience: view for view in views}
    return process(fields=FIELDS, documents=DOCUMENTS, summary=("kind",), views=declared, **more)


def case(*tasks: TaskView, decisions: tuple[DecisionView, ...] = ()) -> CaseView:
    return CaseView(1, "signing", "0", "draft", TEACHER, "faculty", "ee", tasks=tasks, decisions=decisions)


def task(holder: Holder, **more: object) -> TaskView:
    return TaskView(1, 1, "draft", "main", "main", "decide", (holder,), NOW, **more)


def decision(actor: int, on_behalf_of: int | None = None) -> DecisionView:
    return DecisionView(1, 1, "draft", 1, "main", "approve", actor, NOW, on_behalf_of=on_behalf_of)


def as_what(view: CaseView, person: int, *deputyships, **more) -> set[str]:
    return set(audiences(view, school(*deputyships), person, NOW, "signing", **more))


def shown(*names: str, of: Definition | None = None) -> Visible | None:
    return visible(of or definition(), case(), frozenset(names))


def test_a_stranger_may_not_know_that_the_case_exists():
    assert as_what(case(task(Holder("dean", "coe"))), CHAIR) == set()
    assert sight(definition(), case(), school(), CHAIR, NOW) is None


def test_the_applicant_the_holder_and_his_deputy_are_told_apart():
    view = case(task(Holder("dean", "coe")))
    assert as_what(view, TEACHER) == {"applicant"}
    assert as_what(view, DEAN) == {"holder"}
    assert as_what(view, SPARE, deputyship(DEAN, SPARE)) == {"holder"}


def test_a_closed_task_shows_nothing_any_more():
    assert as_what(case(task(Holder("dean", "coe"), closed_at=NOW)), DEAN) == set()


def test_whoever_decided_and_in_whose_name_stay_in_the_picture():
    view = case(decisions=(decision(SPARE, DEAN),))
    assert as_what(view, SPARE) == as_what(view, DEAN) == {"past_actor"}


def test_submitting_does_not_make_the_applicant_a_decider():
    view = case(task(Holder("faculty", "ee", TEACHER)), decisions=(decision(TEACHER),))
    assert as_what(view, TEACHER) == {"applicant"}


def test_the_applicants_deputy_sees_what_the_applicant_sees():
    view = case(task(Holder(person=TEACHER)))
    assert as_what(view, SPARE, deputyship(TEACHER, SPARE)) == {"applicant"}


def test_people_told_on_purpose_are_the_informed():
    told = replace(case(), informed=(Informed(Holder("president", "school"), TEACHER, NOW),))
    assert as_what(told, PRESIDENT) == {"informed"}
    assert as_what(told, DEAN) == set()


def test_leavers_see_nothing_not_even_their_own_case():
    assert audiences(case(), school(left=[TEACHER]), TEACHER, NOW, "signing") == frozenset()


def test_the_owner_of_the_definition_sees_its_cases():
    seen = sight(definition(), case(), school(), HEAD, NOW)
    assert seen == Visible(frozenset(EVERY_PATH), frozenset(DOCUMENTS), True)
    assert sight(definition(), case(), school(), OFFICER, NOW) is None


def test_each_audience_sees_all_that_is_not_hidden_from_it():
    assert shown("holder").fields == EVERY_PATH
    assert shown("applicant").fields == EVERY_PATH - {"score"}
    assert shown("applicant").documents == {"draft"}


def test_what_is_hidden_from_the_applicant_stays_hidden_when_he_is_asked_himself():
    assert "score" not in shown("applicant", "holder").fields
    assert "memo" not in shown("applicant", "holder").documents


def test_a_new_task_lifts_what_was_hidden_from_a_past_actor():
    assert "score" not in shown("past_actor").fields
    assert "score" in shown("past_actor", "holder").fields


def test_the_informed_see_the_summary_and_nothing_else_unless_stated():
    assert shown("informed") == Visible(frozenset({"kind"}), frozenset(), False)
    stated = definition(View("informed", documents=("draft",)))
    assert shown("informed", of=stated) == Visible(frozenset(EVERY_PATH), frozenset({"draft"}), True)


def test_an_unknown_audience_sees_nothing():
    assert shown() is None
    assert shown("passer_by") is None
    assert shown("partner") is None


def test_a_view_names_groups_whole_or_single_parts_of_them():
    view = View("partner", fields=("contact", "terms.to", "plan"), documents=())
    assert shown("partner", of=definition(view)).fields == {"terms", "terms.to", "plan", "plan.item", "plan.note"}


def test_the_partner_sees_what_the_present_state_shows():
    state = State("draft", "external", LABEL, sees=("kind", "draft"))
    found = shown("partner", of=definition(View("partner"), states={"draft": state}))
    assert found == Visible(frozenset({"kind"}), frozenset({"draft"}), False)


def test_opinions_are_shown_when_any_audience_may_read_them():
    silent = definition(View("applicant", opinions=False))
    assert not shown("applicant", of=silent).opinions
    assert shown("applicant", "holder", of=silent).opinions


def test_redacting_cuts_hidden_fields_parts_and_columns_and_leaves_the_source_alone():
    data = {"kind": "mou", "score": 3, "terms": {"to": "2027", "fee": "1"}, "plan": [{"item": "a", "note": "b"}]}
    seen = redact(data, frozenset({"kind", "terms", "terms.to", "plan", "plan.item"}))
    assert seen == {"kind": "mou", "terms": {"to": "2027"}, "plan": [{"item": "a"}]}
    assert data["terms"] == {"to": "2027", "fee": "1"}


def test_redacting_keeps_a_list_of_choices_as_it_is():
    assert redact({"kind": ["a", "b"]}, frozenset({"kind"})) == {"kind": ["a", "b"]}
