"""The words of messages in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.mail_words import MailWords, SharedWords

_BEFORE: Final = ("｜{short_due}前", "")
_DUE: Final = ("｜{short_due}到期", "")

SHARED: Final = SharedWords(
    most_urgent="最速件",
    urgent="速件",
    deputy="代理",
    on_behalf="（代 {deputy_for}）",
    lines=(
        "案件：{number} {title}",
        "申請人：{applicant}",
        "流程：{process}",
        "目前：{state}",
        "收到時間：{opened}",
        "期限：{due}",
        "您代理 {deputy_for} 處理。",
        "{by} 的說明：\n{reason}",
        "說明：\n{unsigned_reason}",
    ),
    because="收到原因：您是 {because}。",
)
MAILS: Final[Mapping[str, MailWords]] = MappingProxyType(
    {
        "action": MailWords("待簽", ("請在 {due} 前決定。", "這件案子等您決定。"), "看案件並決定", _BEFORE),
        "countersign": MailWords(
            "會簽",
            ("請在 {due} 前提出貴單位的會簽意見。", "這件案子等貴單位的會簽意見。"),
            "看案件並會簽",
            _BEFORE,
        ),
        "todo": MailWords("待辦", ("請在 {due} 前完成這一關。", "這件案子有一關等您完成。"), "開啟案件", _BEFORE),
        "reconfirm": MailWords(
            "再確認",
            (
                "您核准的內容後來有更新，請在 {due} 前看過並再確認一次。",
                "您核准的內容後來有更新，請看過並再確認一次。",
            ),
            "看更新的內容並確認",
            _BEFORE,
        ),
        "returned": MailWords(
            "退回",
            (
                "{by} 退回這件案子，請在 {due} 前修改。",
                "{by} 退回這件案子，請修改後再送出。",
                "案件退回，請修改後再送出。",
            ),
            "看要修改的地方",
            _BEFORE,
        ),
        "question": MailWords(
            "詢問",
            ("{by} 請您在 {due} 前補充說明。", "{by} 請您補充說明。", "這件案子請您補充說明。"),
            "看問題並回覆",
            _BEFORE,
        ),
        "delegated": MailWords(
            "委派",
            ("{by} 請您在 {due} 前研提意見。", "{by} 請您研提意見。", "這件案子請您研提意見。"),
            "看案件並回覆",
            _BEFORE,
        ),
        "signature": MailWords(
            "加簽",
            ("{by} 請您在 {due} 前加簽。", "{by} 請您加簽。", "這件案子請您加簽。"),
            "看案件並加簽",
            _BEFORE,
        ),
        "answered": MailWords(
            "已回覆", ("{by} 已回覆，這一關回到您手上。", "已有回覆，這一關回到您手上。"), "看回覆並繼續", _BEFORE
        ),
        "objected": MailWords(
            "異議",
            (
                "{by} 不同意您的決定，請在 {due} 前重新決定。",
                "{by} 不同意您的決定，請重新決定。",
                "有人不同意您的決定，請重新決定。",
            ),
            "看異議並重新決定",
            _BEFORE,
        ),
        "reminder": MailWords(
            "提醒",
            ("這一關的期限是 {due}，還等您處理。", "這一關還等您處理。"),
            "看案件並處理",
            _DUE,
        ),
        "escalation": MailWords(
            "上報",
            (
                "{holder} 這一關已逾期 {overdue_days} 個工作天，請您了解並協助處理。",
                "這一關已逾期 {overdue_days} 個工作天，請您了解並協助處理。",
                "這一關的期限是 {due}，尚未處理，請您了解並協助處理。",
                "這一關尚未處理，請您了解並協助處理。",
            ),
            "看案件、改分或處理",
            ("｜逾期 {overdue_days} 個工作天", "｜期限 {short_due}", ""),
        ),
        "handed_up": MailWords(
            "上報",
            ("這一關已逾期 {overdue_days} 個工作天，現在由您處理。", "這一關已逾期，現在由您處理。"),
            "看案件並處理",
            ("｜逾期 {overdue_days} 個工作天", "｜期限 {short_due}", ""),
        ),
        "result": MailWords("結果", ("申請結果：{outcome}。", "這件案子已經結束。"), "看結果和後續"),
        "no_longer_needed": MailWords("免辦", "您不需再處理這件案子：已有人處理，或案件有變動。", "看案件"),
        "case_overdue": MailWords(
            "逾期",
            ("全案已超過期限 {due}，尚未辦結。", "全案已超過期限，尚未辦結。"),
            "看案件停在哪裡",
            ("｜期限 {short_due}", ""),
        ),
        "handed_over": MailWords(
            "轉辦", ("{by} 將這一關交給您，請在 {due} 前處理。", "{by} 將這一關交給您處理。"), "看案件並處理", _BEFORE
        ),
        "held": MailWords("暫停", "{by} 將這一關暫停到 {until}，期間不計時。", "看案件"),
        "to_paper": MailWords("轉紙本", "{by} 將這一關改在紙本上簽，簽後附掃描檔登錄。", "看案件"),
        "resumed": MailWords("恢復", ("這一關恢復辦理，期限是 {due}。", "這一關恢復辦理。"), "看案件並處理", _BEFORE),
        "urged": MailWords("催辦", ("{by} 請您儘速處理，期限是 {due}。", "{by} 請您儘速處理。"), "看案件並處理", _DUE),
        "due_moved": MailWords("改期", "速別變更，這一關的期限改為 {due}。", "看案件", _BEFORE),
        "extension": MailWords("展期", "{by} 申請展期 {days}，請核定。", "看案件並核定", _BEFORE),
        "extended": MailWords(
            "展期", ("展期 {days}已核准，期限改為 {due}。", "展期 {days}已核准。"), "看案件", _BEFORE
        ),
        "not_extended": MailWords("展期", ("展期沒有核准，期限仍是 {due}。", "展期沒有核准。"), "看案件", _BEFORE),
        "informed": MailWords("知會", "{by} 請您知悉這件案子，不需處理。", "看案件"),
        "days_counted": MailWords("期限", "您待辦案件的期限有異動：{title}。", "看待辦"),
        "guest_comment": MailWords("對方", "校外的 {by} 表示意見。", "看意見"),
        "guest_question": MailWords("對方提問", "校外的 {by} 有問題要問。", "看問題"),
        "guest_wrong_person": MailWords("不是承辦人", "{by} 表示不是承辦人。", "看該由誰辦，並改寄連結"),
        "progress": MailWords("進度", "這件案子有新的進度。", "看案件"),
    }
)
