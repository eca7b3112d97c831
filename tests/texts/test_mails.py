import ast
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.sources import sources
from workflow.core.text import Text
from workflow.texts import mails_en, mails_zh_tw
from workflow.texts.mails import MailFacts, reason_of, write_mail
from workflow.texts.writing import LANGUAGES

LINK = "https://oia.example.edu.tw/cases/EX115-00234"
FACTS = MailFacts(
    office="OIA",
    process=Text("交換學生薦送", "Exchange nomination"),
    title=Text("早稻田大學 116-1 交換", "Waseda University, fall 2027"),
    link=LINK,
    number="EX115-00234",
    state=Text("組長審核", "Review by the section"),
    task_kind="decide",
    due_at=datetime(2026, 12, 4, 9, 0, tzinfo=UTC),
    opened_at=datetime(2026, 12, 1, 2, 0, tzinfo=UTC),
    applicant="工程學院學生（示範）",
    because="國際合作組組長",
)
KINDS = sorted(mails_en.MAILS)


def kinds_that_the_core_sends():
    """The literal kinds of messages: arguments of `tell` and `tell_holders`, and notices that are handed on."""
    for source in sources("workflow/core"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"tell", "tell_holders"}:
                yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))
            if isinstance(node, ast.keyword) and node.arg == "notice" and isinstance(node.value, ast.Constant):
                yield node.value.value


def test_every_kind_of_message_that_the_core_sends_has_words():
    sent = set(kinds_that_the_core_sends())
    assert {"action", "returned", "result"} <= sent <= mails_zh_tw.MAILS.keys()


def test_both_languages_have_the_same_kinds():
    assert mails_zh_tw.MAILS.keys() == mails_en.MAILS.keys()


def test_an_action_says_who_wants_what_by_when():
    subject, text = write_mail("zh-TW", "action", FACTS)
    assert subject == "[OIA][待簽] EX115-00234 工程學院學生（示範） 早稻田大學 116-1 交換｜12/4（五）17:00前"
    assert text.startswith("請在 2026/12/4（五）17:00 前決定。")
    assert text.endswith("看案件並決定\n" + LINK + "\n\n收到原因：您是 國際合作組組長。\n")


def test_english_readers_get_the_same_in_english():
    subject, text = write_mail("en", "action", FACTS)
    assert subject.startswith("[OIA][Action] EX115-00234 ")
    assert subject.endswith("Waseda University, fall 2027 | by Fri 4 Dec, 17:00")
    assert text.startswith("Your decision is needed by 4 Dec 2026, 17:00.")


def test_a_deputy_sees_for_whom_and_how_fast():
    facts = replace(FACTS, deputy_for="工程學院院長（示範）", speed="most_urgent")
    subject, text = write_mail("zh-TW", "action", facts)
    assert subject.startswith("[OIA][待簽][最速件][代理] EX115-00234")
    assert "（代 工程學院院長（示範））" in subject
    assert "您代理 工程學院院長（示範） 處理。" in text


def test_a_cosigner_is_asked_for_an_opinion_and_an_editor_to_complete_a_step():
    opinion, edit = replace(FACTS, task_kind="opinion"), replace(FACTS, task_kind="edit")
    assert write_mail("zh-TW", "action", opinion)[0].startswith("[OIA][會簽]")
    assert write_mail("en", "action", edit)[0].startswith("[OIA][To do]")
    assert [reason_of("action", facts) for facts in (FACTS, opinion, edit)] == ["assigned", "countersign", "assigned"]


def test_a_return_tells_who_asked_and_what_for():
    facts = replace(FACTS, by="國際合作組組長（示範）", reason="補語言證明\n並更正日期")
    _subject, text = write_mail("zh-TW", "returned", facts)
    assert text.startswith("國際合作組組長（示範） 退回這件案子")
    assert "> 補語言證明\n> 並更正日期" in text


def test_a_result_stands_in_the_brackets():
    facts = replace(FACTS, outcome=Text("核准", "Approved"), due_at=None)
    assert write_mail("zh-TW", "result", facts)[0].startswith("[OIA][核准] EX115-00234")
    assert write_mail("en", "result", facts)[1].startswith("Result: Approved.")


def test_an_escalation_says_how_late_and_with_whom():
    facts = replace(FACTS, overdue_days=3, holder="國際合作組承辦人（示範）")
    subject, text = write_mail("zh-TW", "escalation", facts)
    assert subject.endswith("｜逾期 3 個工作天")
    assert text.startswith("國際合作組承辦人（示範） 這一關已逾期 3 個工作天")


def test_a_confidential_case_shows_its_number_only():
    facts = replace(FACTS, confidential=True, reason="機密事由")
    subject, text = write_mail("zh-TW", "action", facts)
    assert subject == "[OIA][待簽] EX115-00234｜12/4（五）17:00前"
    assert not any(secret in text for secret in ("早稻田", "示範）", "機密事由"))


def test_an_unknown_kind_is_news_on_the_case():
    assert write_mail("en", "something_new", FACTS)[1].startswith("There is news on this case.")
    assert reason_of("something_new", FACTS) == "progress"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_says_something_useful_at_once_and_links_to_one_page(language, kind):
    for facts in (FACTS, MailFacts("OIA", FACTS.process, FACTS.title, LINK)):
        subject, text = write_mail(language, kind, facts)
        assert len(text.partition("\n")[0]) <= 80
        assert "{" not in subject + text
        assert text.count("://") == 1


@given(typed=st.text(max_size=300), kind=st.sampled_from(KINDS))
def test_what_people_type_adds_no_line_to_a_subject_and_no_address_to_a_text(typed, kind):
    facts = replace(FACTS, title=Text(typed, typed), applicant=typed, reason=typed, by=typed, number=typed)
    subject, text = write_mail("zh-TW", kind, facts)
    assert subject.isprintable() or all(character not in subject for character in "\r\n\0\x0b\x0c\x1b\x85\u2028")
    assert "=?" not in subject
    assert text.count("://") == 1


def test_a_deputy_is_not_told_that_he_holds_the_post():
    _, text = write_mail("zh-TW", "action", replace(FACTS, deputy_for="工程學院院長（示範）", because="工程學院院長"))
    assert "您代理 工程學院院長（示範） 處理。" in text
    assert "您是" not in text


def test_whoever_a_late_step_was_handed_to_is_told_that_it_is_his():
    _, text = write_mail("en", "handed_up", replace(FACTS, overdue_days=8))
    assert text.startswith("This step is 8 working days late and is now yours")
