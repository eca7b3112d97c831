"""The words of buttons and results, one table so that nobody translates twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

ACTIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "submit": Text("送出", "Submit"),
        "submit_new": Text("送出申請", "Submit application"),
        "follow": Text("開始後續案件", "Begin the following case"),
        "approve": Text("核准", "Approve"),
        "return": Text("退回修改", "Request changes"),
        "reject": Text("駁回", "Reject"),
        "agree": Text("同意", "Agree"),
        "agree_with_changes": Text("有意見", "Agree with remarks"),
        "disagree": Text("不同意", "Object"),
        "not_ours": Text("非本單位業務", "Not ours"),
        "withdraw": Text("撤回", "Withdraw"),
        "take_back": Text("取回", "Take back"),
        "undo": Text("復原", "Undo"),
        "ask_again": Text("再次詢問", "Ask again"),
        "supplement": Text("補件", "Supplement"),
        "transfer": Text("轉辦", "Hand over"),
        "reassign": Text("改分", "Reassign"),
        "delegate": Text("委派", "Delegate"),
        "claim": Text("簽收", "Claim"),
        "release": Text("放回待領", "Release"),
        "add_signer": Text("加簽", "Add a signer"),
        "add_unit": Text("加會", "Ask another unit"),
        "remove_signer": Text("取消加簽", "Remove a signer"),
        "answered": Text("回覆", "Reply"),
        "inform": Text("知會", "Notify"),
        "acknowledge": Text("閱", "Noted"),
        "remind": Text("催辦", "Send a reminder"),
        "request_info": Text("請補充說明", "Ask for information"),
        "extend": Text("展期", "Extend"),
        "hold": Text("暫停", "Put on hold"),
        "resume": Text("恢復", "Resume"),
        "change_speed": Text("變更速別", "Change the speed"),
        "reopen": Text("重新決定", "Decide again"),
        "send_link": Text("寄送連結", "Send the link"),
        "revoke_link": Text("撤銷連結", "Revoke the link"),
        "to_paper": Text("轉紙本", "Continue on paper"),
        "to_online": Text("改回線上", "Back online"),
        "merge": Text("併案", "Join to another case"),
        "split": Text("解除併案", "Split again"),
        "take_in": Text("他案併入", "Another case joined"),
        "let_go": Text("併入案分出", "A joined case split"),
        "comment": Text("留言", "Comment"),
        "allow": Text("同意再辦一次", "Allow another round"),
        "end": Text("結束本案", "End the case"),
        "migrate": Text("移轉版本", "Moved to another version"),
        "replan": Text("重新排定", "Planned anew"),
        "child_ended": Text("等候的案件結束", "A case waited for has ended"),
        "signalled": Text("別的案件通知", "Word from another case"),
        "called_off": Text("收回", "Called off"),
        "fire": Text("到期處理", "Deadline"),
        "rendered": Text("製作文件", "Document made"),
    }
)
INPUTS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "reason": Text("意見或理由", "Comment or reason"),
        "chosen": Text("所選案件", "Chosen cases"),
        "who": Text("對象", "Who"),
        "position": Text("順序", "When"),
        "unit": Text("單位", "Unit"),
        "to": Text("退回至", "Return to"),
        "resume": Text("補正後的走法", "How it goes on"),
        "checklist": Text("檢核表", "Checklist"),
        "answers": Text("對意見的回應", "Answers to remarks"),
        "until": Text("暫停到哪一天", "On hold until"),
        "days": Text("展期天數", "Days"),
        "speed": Text("速別", "Speed"),
        "address": Text("信箱", "Address"),
        "into": Text("主案案號", "Number of the leading case"),
        "place": Text("紙本存放處", "Where the paper is"),
        "signer": Text("紙本簽名者", "Who signed on paper"),
        "signed_on": Text("簽名日期", "Signed on"),
    }
)
"""What an action asks for beside the fields of the case."""
OUTCOMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "approved": Text("核准", "Approved"),
        "rejected": Text("駁回", "Rejected"),
        "cancelled": Text("撤案", "Cancelled"),
        "lapsed": Text("逾期失效", "Lapsed"),
        "discarded": Text("捨棄", "Discarded"),
        "merged": Text("併案", "Joined to another case"),
    }
)


def input_label(field: str, branch: Callable[[str], Text]) -> Text | None:
    """What people call an input that is no field of the case, an answer by whom it is for; None for a field."""
    asked, _, whose = field.partition(".")
    word = INPUTS.get(asked)
    if word is None or not whose:
        return word
    unit = branch(whose)
    return Text(f"{word.zh}：{unit.zh}", f"{word.en}: {unit.en}")
