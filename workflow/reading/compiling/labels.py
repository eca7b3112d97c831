"""Outcomes that every process knows, with the words on their buttons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

STANDARD: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "submit": Text("送出", "Submit"),
        "approve": Text("核准", "Approve"),
        "approve_with_conditions": Text("附條件核准", "Approve with conditions"),
        "defer": Text("暫緩決定", "Defer"),
        "return": Text("退回修改", "Request changes"),
        "reject": Text("駁回", "Reject"),
        "abstain": Text("棄權", "Abstain"),
        "agree": Text("同意", "Agree"),
        "agree_with_changes": Text("同意但建議修改", "Agree with changes"),
        "disagree": Text("不同意", "Disagree"),
        "not_ours": Text("非本單位業務", "Not our responsibility"),
        "acknowledge": Text("閱悉", "Acknowledge"),
        "ask_again": Text("再次會辦", "Ask again"),
        "text_changed": Text("條文有變動", "Text changed"),
        "supplement": Text("補件", "Supplement"),
        "discard": Text("捨棄草稿", "Discard draft"),
        "send": Text("寄出", "Send"),
        "again": Text("再辦一次", "Try again"),
        "stop": Text("停止辦理", "Stop"),
        "filed": Text("已報部", "Filed"),
        "finish": Text("辦畢", "Finish"),
        "issue": Text("發文", "Issue"),
        "hold_issue": Text("緩發", "Hold back"),
        "not_issued": Text("不發", "Do not issue"),
        "agreed": Text("對方同意", "Partner agrees"),
        "counter": Text("對方提出修改", "Partner proposes changes"),
        "declined": Text("對方婉拒", "Partner declines"),
        "refused": Text("未獲同意", "Refused"),
        "signed": Text("已簽署", "Signed"),
        "timeout": Text("逾期未回覆", "No answer in time"),
        "elapsed": Text("期間屆滿", "Time elapsed"),
        "complete": Text("全部回覆", "All have answered"),
        "failed": Text("未能達成", "Not enough succeeded"),
    }
)
VOTES: Final[Mapping[str, Text]] = MappingProxyType(
    {**STANDARD, "approve": Text("贊成", "In favour"), "reject": Text("不贊成", "Against")}
)
"""The words of those who vote: none of them approves or rejects alone."""
OPINIONS: Final = ("agree", "agree_with_changes", "disagree", "not_ours")
LEAVING: Final = frozenset({"return", "reject"})
"""Answers that end the asking at once."""
BY_CLOCK: Final = frozenset({"elapsed", "complete"})
"""Outcomes that nobody gives: they come from the clock or from the last of several answers."""
LAYOUTS: Final = ("memo", "letter", "certificate", "roster", "programme", "summary")
