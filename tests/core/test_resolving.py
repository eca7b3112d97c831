from collections.abc import Mapping

import pytest

from tests.core.small_school import (
    CHAIR,
    COLLEAGUE,
    DEAN,
    HEAD,
    LABEL,
    NEWCOMER,
    OFFICER,
    OIA_DEAN,
    PRESIDENT,
    SPARE,
    TEACHER,
    TODAY,
    asks,
    holding,
    school,
)
from workflow.core.authority import Resolution, resolve, superior
from workflow.core.case import Holder
from workflow.core.definition import ActorRule, Nobody
from workflow.core.directory import Directory
from workflow.core.errors import Refused

APPLICANT = ActorRule("applicant", LABEL, "applicant")
DECIDER = ActorRule("decider", LABEL, "authority", item="agreement")
FALLBACK = asks("head", "coop", "desk")


def resolved(
    rule: ActorRule,
    directory: Directory | None = None,
    *,
    avoid: frozenset[int] = frozenset(),
    self_approval: str = "to_superior",
    fallback: ActorRule | None = None,
    data: Mapping[str, object] | None = None,
    decider: tuple[str, str] | None = None,
) -> Resolution:
    return resolve(
        rule,
        directory=directory or school(),
        on=TODAY,
        data=data or {},
        applicant_unit="ee",
        decider=decider,
        avoid=avoid,
        self_approval=self_approval,
        nobody=Nobody("send_to", fallback.name) if fallback else Nobody("fail"),
        actors={fallback.name: fallback} if fallback else {},
        applicant=TEACHER,
    )


def codes(found: Resolution) -> list[str]:
    return [why.code for why in found.why]


def reasons(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    (refusal,) = caught.value.refusals
    assert refusal.code == "nobody_can_act"
    return refusal.params["reasons"]


def test_the_applicant_is_asked_in_person():
    assert resolved(APPLICANT) == Resolution((Holder(person=TEACHER),))


def test_an_applicant_who_left_is_replaced_by_the_fallback():
    found = resolved(APPLICANT, school(left=[TEACHER]), fallback=FALLBACK)
    assert found.holders == (Holder("head", "coop"),)
    assert codes(found) == ["left", "sent_to_fallback"]


def test_a_post_of_a_named_unit_is_asked_there_without_detour():
    assert resolved(asks("dean", "coe")) == Resolution((Holder("dean", "coe"),))


def test_a_post_without_unit_is_sought_from_the_applicants_unit():
    found = resolved(asks("dean", None))
    assert found.holders == (Holder("dean", "coe"),)
    assert codes(found) == ["climbed"]


def test_the_unit_may_stand_in_a_field_of_a_group():
    assert resolved(asks("chair", "data.lead.unit"), data={"lead": {"unit": "ee"}}).holders == (Holder("chair", "ee"),)


@pytest.mark.parametrize("data", [{}, {"unit": None}, {"unit": "nowhere"}, {"unit": ["ee"]}])
def test_a_field_without_a_known_unit_leads_to_the_fallback(data):
    found = resolved(asks("chair", "data.unit"), data=data, fallback=FALLBACK)
    assert codes(found) == ["unit_unset", "sent_to_fallback"]


def test_the_authority_table_names_the_decider():
    assert resolved(DECIDER, decider=("president", "school")).holders == (Holder("president", "school"),)


def test_without_a_row_of_the_authority_table_the_step_is_refused():
    with pytest.raises(Refused) as caught:
        resolved(DECIDER)
    assert reasons(caught) == ["no_decider"]


def test_a_vacancy_is_passed_upwards_to_the_same_post():
    directory = school(more=[holding(SPARE, "officer", "oia")], vacant=["officer"])
    found = resolved(asks("officer", "coop"), directory)
    assert found.holders == (Holder("officer", "oia"),)
    assert codes(found) == ["vacant", "climbed"]


def test_a_vacancy_without_the_post_above_goes_to_the_fallback():
    found = resolved(asks("dean", "coe"), school(vacant=["dean"]), fallback=FALLBACK)
    assert found.holders == (Holder("head", "coop"),)
    assert codes(found) == ["vacant", "sent_to_fallback"]


def test_a_vacancy_is_refused_where_the_definition_says_fail():
    with pytest.raises(Refused) as caught:
        resolved(asks("dean", "coe"), school(left=[DEAN]))
    assert reasons(caught) == ["vacant"]


def test_a_vacant_fallback_is_not_followed_any_further():
    with pytest.raises(Refused) as caught:
        resolved(asks("dean", "coe"), school(vacant=["dean", "head"]), fallback=FALLBACK)
    assert reasons(caught) == ["vacant", "sent_to_fallback", "vacant"]


def test_a_dean_who_applies_is_decided_by_the_president():
    found = resolved(asks("dean", "coe"), avoid=frozenset({DEAN}))
    assert found.holders == (Holder("president", "school"),)
    assert codes(found) == ["conflict_to_superior"]


def test_a_president_who_applies_is_decided_by_the_fallback():
    found = resolved(asks("president", "school"), avoid=frozenset({PRESIDENT}), fallback=FALLBACK)
    assert found.holders == (Holder("head", "coop"),)
    assert codes(found) == ["conflict", "sent_to_fallback"]


def test_a_forbidden_conflict_goes_to_the_fallback_not_to_the_superior():
    found = resolved(asks("dean", "coe"), avoid=frozenset({DEAN}), self_approval="forbid", fallback=FALLBACK)
    assert found.holders == (Holder("head", "coop"),)


def test_a_fallback_in_conflict_too_refuses_the_step():
    with pytest.raises(Refused):
        resolved(asks("president", "school"), avoid=frozenset({PRESIDENT, HEAD}), fallback=FALLBACK)


def test_a_pool_is_asked_as_long_as_one_of_it_is_free_of_conflict():
    assert resolved(asks("officer", "coop"), avoid=frozenset({OFFICER})).holders == (Holder("officer", "coop"),)


def test_a_pool_all_in_conflict_goes_to_the_head_of_its_unit():
    found = resolved(asks("officer", "coop"), avoid=frozenset({OFFICER, COLLEAGUE}))
    assert found.holders == (Holder("head", "coop"),)


def test_the_superior_of_an_officer_is_the_head_of_the_unit():
    assert superior(school(), Holder("officer", "coop"), TODAY) == Holder("head", "coop")


def test_the_superior_of_a_head_leads_the_unit_above():
    assert superior(school(), Holder("head", "coop"), TODAY) == Holder("oia_dean", "oia")


def test_a_vacant_superior_is_passed_over():
    assert superior(school(vacant=["oia_dean"]), Holder("head", "coop"), TODAY) == Holder("president", "school")


def test_a_superior_in_conflict_is_passed_over():
    above = superior(school(), Holder("head", "coop"), TODAY, frozenset({OIA_DEAN}))
    assert above == Holder("president", "school")


def test_nobody_stands_above_the_president():
    assert superior(school(), Holder("president", "school"), TODAY) is None


def test_the_superior_of_a_person_leads_the_unit_of_that_persons_post():
    assert superior(school(), Holder(person=TEACHER), TODAY) == Holder("chair", "ee")
    assert superior(school(), Holder(person=CHAIR), TODAY) == Holder("dean", "coe")
    assert superior(school(), Holder(person=NEWCOMER), TODAY) is None


def test_nobody_is_his_own_superior_under_another_hat():
    directory = school(more=[holding(DEAN, "chair", "ee")], vacant=["chair"])
    assert superior(directory, Holder("chair", "ee"), TODAY) == Holder("president", "school")


def test_a_pool_that_contains_the_head_still_answers_to_the_head():
    directory = school(more=[holding(HEAD, "officer", "coop")])
    assert superior(directory, Holder("officer", "coop"), TODAY) == Holder("head", "coop")


def test_the_superior_of_a_vacant_post_is_the_head_of_its_unit():
    assert superior(school(vacant=["officer"]), Holder("officer", "coop"), TODAY) == Holder("head", "coop")


NAMED = ActorRule("contact", LABEL, "person", of="data.contact")


def test_the_person_whom_a_field_names_is_asked():
    assert resolved(NAMED, data={"contact": login(CHAIR)}).holders == (Holder(person=CHAIR),)


@pytest.mark.parametrize("data", [{}, {"contact": None}, {"contact": "nobody"}, {"contact": ["chair"]}])
def test_a_field_without_a_known_person_leads_to_the_fallback(data):
    found = resolved(NAMED, data=data, fallback=FALLBACK)
    assert codes(found) == ["person_unset", "sent_to_fallback"]


def test_a_person_who_has_left_is_replaced_by_the_fallback():
    found = resolved(NAMED, school(left=[CHAIR]), data={"contact": login(CHAIR)}, fallback=FALLBACK)
    assert codes(found) == ["not_there", "sent_to_fallback"]


def test_an_applicant_who_names_himself_is_decided_by_his_superior():
    found = resolved(NAMED, data={"contact": login(TEACHER)}, avoid=frozenset({TEACHER}))
    assert (found.holders, codes(found)) == ((Holder("chair", "ee"),), ["conflict_to_superior"])


def test_somebody_of_another_unit_in_conflict_is_replaced_by_his_own_superior():
    found = resolved(NAMED, data={"contact": login(OFFICER)}, avoid=frozenset({OFFICER}))
    assert found.holders == (Holder("head", "coop"),)


def login(person: int) -> str:
    return school().people[person].login
