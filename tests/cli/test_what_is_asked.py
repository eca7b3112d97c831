"""What an action asks for is listed, called by its label, and people in refusals are called by their logins."""

import pytest

from tests.cli.walking import UNIVERSITY, begin

OFFICER = "oia_cooperation_officer.2"

TO_CONSOLIDATION = f"""
    09-02 09:20  {OFFICER}             approve   checked         -> negotiation
    09-08 11:00  {OFFICER}             agreed    reply           -> internal_memo
    09-08 12:00  {OFFICER}             submit    memo            -> cosign
    09-08 13:00  secretary_review      disagree  clause_missing  -> cosign
    09-08 13:30  oia_cooperation_head  agree                     -> consolidate
"""


@pytest.fixture
def consolidation(desk):
    walk = begin(desk, "oia_cooperation_officer", **UNIVERSITY)
    walk.go(TO_CONSOLIDATION)
    return walk


def test_every_objection_stands_among_what_submitting_asks_for(consolidation):
    shown = consolidation.show("--as", OFFICER, "--now", "2026-09-08T14:00")
    inputs = {
        offer["action"]: {it["field"]: it["required"] for it in offer["input"]}
        for offer in shown["actions"]
        if offer["allowed"]
    }
    assert inputs["submit"]["answers.legal"]
    assert "answers.cooperation" not in inputs["submit"]
    assert "answers.legal" not in inputs["ask_again"]


def test_an_answer_is_called_by_the_unit_that_it_is_for(consolidation):
    words = ("case", "act", consolidation.number, "submit", "--as", OFFICER, "--now", "2026-09-08T14:00")
    (problem,) = consolidation.desk.answer(*words, code=1)["fields"]
    assert problem["field"] == "answers.legal"
    assert problem["message"] == {
        "zh-TW": "填寫「對意見的回應：秘書室（法制文字）」",
        "en": "Fill in “Answers to remarks: Secretariat (legal wording)”",
    }


def test_a_missing_reason_is_asked_for_in_words(desk):
    (problem,) = desk.act(desk.start(), "return", "oia_cooperation_officer", code=1)["fields"]
    assert problem["message"] == {"zh-TW": "填寫「意見或理由」", "en": "Fill in “Comment or reason”"}


def test_people_in_refusals_are_logins_for_programs(desk):
    case = desk.start()
    (refusal,) = desk.act(case, "withdraw", "oia_cooperation_officer", code=1)["refusals"]
    assert refusal["params"] == {"holders": ["faculty.me"]}
    shown = desk.answer("case", "show", case["number"], "--as", "oia_cooperation_officer", "--now", "2026-09-01T10:00")
    (refused,) = [offer["refusals"] for offer in shown["actions"] if offer["action"] == "withdraw"]
    assert refused == [{"code": "not_yours", "params": {"holders": ["faculty.me"]}}]


def test_names_with_commas_are_told_apart(desk):
    (refusal,) = desk.answer("case", "start", "agreement_signing", "--as", "student.me", "--now", "2026-09-01", code=1)[
        "refusals"
    ]
    assert "Staff, Chinese Language Center; Staff, International" in refusal["message"]["en"]
