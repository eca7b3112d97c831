"""Words of what is done to a task beside answering it, and of who was told of a case."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "governed.title": Text("「{state}」目前由 {holder} 處理", "“{state}” is with {holder}"),
        "governed.held": Text("暫停到 {at}", "On hold until {at}"),
        "governed.paper": Text("紙本簽核中（{place}）", "On paper ({place})"),
        "governed.handed": Text("由 {who} 轉來", "Handed over by {who}"),
        "governed.extended": Text("已展期", "Extended"),
        "governed.extension": Text("申請展期 {days}", "Asks for {days} more"),
        "governed.informed": Text("知會（{n}）", "Told of this case ({n})"),
        "governed.whom": Text("對象", "Who"),
        "governed.noted": Text("已閱", "Noted by"),
        "governed.not_noted": Text("尚未閱", "Not noted yet"),
        "case.linked": Text("相關案件", "Cases beside this one"),
        "case.parent": Text("前一案件", "Follows from"),
        "case.merged_into": Text("併入（主案）", "Joined to (leading case)"),
        "case.merged": Text("併入本案的案件", "Case joined to this one"),
        "case.child": Text("後續案件", "Following case"),
        "case.awaited": Text("等候的案件", "Case waited for"),
        "case.waiting_for_this": Text("等候本案的案件", "Waits for this case"),
        "asked.hint_transfer": Text(
            "交給同單位的人辦理；交出後由對方負責，不會再回到您這裡。",
            "Somebody of your unit takes this over. It is then theirs alone and does not come back to you.",
        ),
        "asked.hint_reassign": Text(
            "指定由哪一位辦理；已經簽收的也可以改分。",
            "Choose who deals with this, whether somebody has claimed it or not.",
        ),
        "asked.hint_hold": Text(
            "期間不計時，期限順延；到期或按「恢復」就繼續。",
            "The clock stands still and the due date moves. It goes on that day, or when somebody resumes it.",
        ),
        "asked.hint_resume": Text(
            "繼續計時，期限依暫停的工作天順延。",
            "The clock goes on. The due date moves by the working days that passed.",
        ),
        "asked.hint_extend": Text(
            "在期限前申請；核准後期限順延，期間您可以繼續辦理。",
            "Ask before the due date. If it is approved the due date moves; you can work on meanwhile.",
        ),
        "asked.hint_change_speed": Text(
            "未到期的關卡依新的速別重新計算期限，並通知承辦人。",
            "Steps that are not late get a new due date by the new speed, and those who have them are told.",
        ),
        "asked.hint_merge": Text(
            "本案以「併案」結案並連結到主案，由主案一併決定；主案決定前可以再分開。",
            "This case ends and is decided with the leading case. Until that is decided it can be split again.",
        ),
        "asked.hint_split": Text(
            "本案回到併案前的關卡自行辦理，期限重新計算。",
            "This case goes on by itself where it was. Its days there begin anew.",
        ),
        "asked.hint_to_paper": Text(
            "這一關改在紙本上簽：由登錄的人附掃描檔代為登錄，下一關恢復線上。",
            "This step is signed on paper and recorded here with a scan. What follows is online again.",
        ),
        "asked.hint_to_online": Text(
            "還沒登錄的改回線上簽核；已登錄的仍然有效。",
            "What is not recorded yet is answered here again. What was recorded stands.",
        ),
        "asked.hint_inform": Text(
            "對方可以看到本案開放知會的內容，不需處理，也不影響進度。",
            "They can see what this process shows to those who are told. Nothing waits for them.",
        ),
        "asked.hint_send_link": Text(
            "再寄一次連結，先前寄出的連結隨即失效。寄到其他信箱時請寫明原因；所寫內容會附在信中。",
            "A new link goes out and the one before stops working. For another address, say why. What you write goes"
            " along in the letter.",
        ),
        "asked.hint_revoke_link": Text(
            "連結立刻失效，對方不能再憑它作答；您仍可登錄答覆。",
            "The link stops working at once. You can still record the answer yourself.",
        ),
        "asked.hint_remind": Text(
            "寄信提醒目前的承辦人；不改變期限。", "Mail reminds whoever has the case now. No due date changes."
        ),
        "asked.hint_acknowledge": Text("讓承辦人知道您看過了。", "Lets them know that you have read it."),
        "asked.extension": Text("{who} 申請展期，請您核定", "{who} asks you for more time"),
    }
)
