"""What the paper of an agreement says after real ways through the process."""

import re

import pytest

from tests.cli.running import Desk
from tests.cli.walking import UNIVERSITY, Walk, begin
from tests.support.papers import words_of

ASKED = {**UNIVERSITY, "involves_budget": True, "amount": "50000", "budget_source": "系所業務費"}
TO_DECISION = """
    09-02 09:20  oia_cooperation_officer.2  approve             checked          -> negotiation
    09-08 11:00  oia_cooperation_officer.2  agreed              reply            -> internal_memo
    09-08 12:00  oia_cooperation_officer.2  submit              memo             -> cosign
    09-08 13:00  secretary_review           disagree            clause_missing   -> cosign
    09-08 13:20  acc_officer                agree                                -> cosign
    09-08 13:30  acc_head                   agree_with_changes  name_the_source  -> cosign
    09-08 13:50  oia_cooperation_head       agree                                -> consolidate
    09-08 14:10  oia_cooperation_officer.2  submit              both_answered    -> review
    09-08 15:00  oia_dean                   approve                              -> review
    09-08 16:00  chief_secretary            approve                              -> review
    09-08 16:30  vp_admin                   approve                              -> decision
"""


def paper(desk: Desk, walk: Walk) -> str:
    path = desk.instance.parent / "paper.pdf"
    desk.answer("audit", "export", walk.number, path)
    assert desk.answer("audit", "verify", path)["ok"]
    return words_of(path.read_bytes())


def part(text: str, begins: str, ends: str) -> str:
    return text.partition(begins)[2].partition(ends)[0]


@pytest.fixture
def asked(desk: Desk) -> Walk:
    walk = begin(desk, "oia_cooperation_officer", **ASKED, remarks="對方姓名：王堃喆峯珉煊")
    walk.go(TO_DECISION)
    return walk


def test_the_paper_of_a_decided_agreement_says_what_was_asked_answered_and_decided(desk, asked):
    asked.go("09-09 09:00  president  approve  as_proposed  -> signing")
    asked.go("10-21 10:00  seal_keeper  signed  sealed  -> signing")
    text = paper(desk, asked)
    assert "簽於國際合作組" in text
    assert "日期：中華民國115年9月8日" in text
    assert "主旨：為簽訂合作備忘錄一案，簽請核示。" in text
    assert "擬辦：奉核可後辦理用印及簽署。" in text
    assert "敬陳南臺科技大學校長" in text
    opinions = part(text, "會辦意見", "簽核關別")
    assert "不同意第五條須加終止條款承辦回應：已補" in opinions
    assert "承辦回應：已寫明" in opinions
    assert part(text, "行政副校長（示範）核准115/09/0816:30", "後續辦理").startswith(
        "決行決行如擬南臺科技大學校長校長（示範）"
    )
    assert "監印人員（示範）已簽署" in part(text, "後續辦理", "掃描條碼")
    assert "王堃喆峯珉煊" in text


def test_an_undecided_case_says_that_nobody_has_decided(desk, asked):
    text = paper(desk, asked)
    assert "辦理中：決行" in text
    assert "決行尚未決行" in text
    assert "敬陳南臺科技大學校長" in text


def test_a_decision_that_sent_the_case_back_is_no_decision(desk, asked):
    asked.go("09-08 17:00  president  return  to_consolidate  -> consolidate")
    text = paper(desk, asked)
    assert "決行尚未決行" in text
    assert "退回" in part(text, "附表二", "第0頁")


EARLIER = """number,kind,level,lead_unit,partner,scope,valid_from,valid_until
國約-110-012,mou,university,oia,umit.at,student_exchange,2022-08-01,2027-07-31
"""


def test_who_decides_in_the_name_of_the_president_is_marked(desk):
    desk.answer("register", "import", "agreements", desk.put("agreements.csv", EARLIER.encode()))
    renewal = {
        "case_type": "renewal",
        "parent_agreement": "國約-110-012",
        "unchanged": True,
        "past_exchange": "互訪二次",
    }
    walk = begin(desk, "oia_cooperation_officer", **UNIVERSITY, **renewal)
    walk.go("""
        09-02 09:20  oia_cooperation_officer.2  approve  checked      -> negotiation
        09-08 11:00  oia_cooperation_officer.2  agreed   reply        -> internal_memo
        09-08 12:00  oia_cooperation_officer.2  submit   memo         -> cosign
        09-08 13:00  secretary_review           agree                 -> cosign
        09-08 13:30  oia_cooperation_head       agree                 -> consolidate
        09-08 14:00  oia_cooperation_officer.2  submit                -> review
        09-08 15:00  oia_dean                   approve               -> review
        09-08 16:00  chief_secretary            approve               -> review
        09-08 16:30  vp_admin                   approve               -> decision
        09-08 16:40  vp_admin                   approve  as_proposed  -> signing
    """)
    text = paper(desk, walk)
    assert re.search(r"決行決行如擬南臺科技大學行政副校長行政副校長（示範）代為決行", text)


def test_a_case_that_ended_before_the_decision_says_so(desk):
    walk = begin(desk, "oia_cooperation_officer", **UNIVERSITY)
    walk.go("09-02 09:20  oia_cooperation_officer.2  reject  not_a_school  -> rejected")
    text = paper(desk, walk)
    assert "未經決行結案：未獲同意" in text
    assert "對方不是正式學校" in part(text, "附表二", "第0頁")


def test_hostile_text_and_addresses_are_only_text(desk):
    hostile = "</td><script>alert(1)</script>{{ 7*7 }} http://127.0.0.1:9/x <img src=file:///etc/hostname>"
    walk = begin(desk, "oia_cooperation_officer", **{**UNIVERSITY, "remarks": hostile})
    assert re.sub(r"\s", "", hostile) in paper(desk, walk)


def test_the_same_case_is_printed_once(desk, asked):
    first = desk.answer("audit", "export", asked.number, desk.instance.parent / "one.pdf")
    second = desk.answer("audit", "export", asked.number, desk.instance.parent / "two.pdf")
    assert first["bytes"] == second["bytes"]
    assert len(list((desk.instance / "papers").rglob("*.pdf"))) == 1


def test_the_paper_of_an_ended_case_is_there_before_anybody_asks(desk):
    walk = begin(desk, "oia_cooperation_officer", **UNIVERSITY)
    walk.go("09-02 09:20  oia_cooperation_officer.2  reject  not_a_school  -> rejected")
    assert not (desk.instance / "papers").exists()
    desk.answer("deliver", "--once", "--now", "2026-09-02T10:00")
    (made,) = (desk.instance / "papers").rglob("*.pdf")
    assert desk.answer("audit", "verify", made)["case"] == walk.number
