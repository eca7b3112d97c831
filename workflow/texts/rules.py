"""The rules by which definitions are proved, as people read them; the reference page is made from this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from workflow.core.findings import Severity
from workflow.core.text import Text

Where = Literal["check", "people", "test", "publish", "migrate"]
"""`check` needs the files only, `people` also people (a table, an installation, or the cast where that says enough)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`severity` is the worst that the rule says; some of its findings are milder."""

    id: str
    severity: Severity
    where: Where
    says: Text


RULES: Final = (
    Rule("L01", "error", "check", Text(
        "寫法正確：沒有不認得的、重複的或會被當成是非值的鍵；相近的字會提示。",
        "The file is well written: no unknown, duplicate or truth-like keys; near misses are suggested.")),
    Rule("L02", "error", "check", Text(
        "所寫的狀態、角色、欄位、文件、版面、行事曆、職務、單位、明細表項目都存在。",
        "Every state, actor, field, document, layout, calendar, post, unit and authority item that is named exists.")),
    Rule("L03", "error", "check", Text(
        "每個狀態都走得到，每個答覆都有去處，每條路都有人走，每個分支條件都可能輪到。",
        "Every state can be reached, every answer leads somewhere, every way is somebody's answer, every case can be "
        "taken.")),
    Rule("L04", "error", "check", Text(
        "不論走到哪裡、資料為何，都走得到結束。",
        "Wherever a case stands and whatever it holds, some end can be reached.")),
    Rule("L05", "error", "check", Text(
        "會辦一定會結束，而且不留下任何待辦。",
        "A block always comes to its end and leaves nothing behind.")),
    Rule("L06", "error", "check", Text(
        "分流的條件涵蓋所有情形、不重疊，或有 else；每個 when 都可能成立，也可能不成立。",
        "The cases of a choice cover everything and do not overlap, or there is an else; every `when` can be true and "
        "false.")),
    Rule("L07", "error", "check", Text(
        "要人辦的地方都有人，出缺時有處置，逾期未答不算同意。",
        "Wherever somebody is asked there is somebody, a vacancy is provided for, and silence never approves.")),
    Rule("L08", "error", "check", Text(
        "每一關都有期限或明寫 none；等對方時，逾期有下一步。",
        "Every step has a deadline or says `none`; where others are waited for, something follows when it passes.")),
    Rule("L09", "error", "check", Text(
        "逾期各級一級比一級晚，最後移給指名的人，不會移回原承辦人或更低的職務。",
        "The rungs of a ladder rise in time and end in somebody by name, neither the holder nor a lower post.")),
    Rule("L10", "error", "check", Text(
        "每個迴圈都有人介入，而且有次數上限。",
        "Every loop has a human in it and a bound on its visits.")),
    Rule("L11", "error", "check", Text(
        "退回只能回到一定經過的狀態。",
        "A return leads only to a state that no case can have missed.")),
    Rule("L12", "error", "check", Text(
        "核的人寫明核了什麼，而且看得到；核過之後還會被修改的，會列出來。",
        "Whoever decides says what the decision binds and can read it; what may be edited afterwards is listed.")),
    Rule("L13", "error", "check", Text(
        "要用到的欄位在每一條路上都先填好，退回的路也一樣；必填的有人可以填。",
        "What is read was written before, on every way, ways back included; somebody can fill in what must be.")),
    Rule("L14", "error", "check", Text(
        "不會要人填他看不到的欄位；對方看不到個人資料與內部內容，憑連結作答時看得到所核的，也給得了所要的。",
        "Nobody is asked to fill in what he may not see; the other side sees neither personal nor internal content, "
        "and by a link sees what it vouches for and can give what is asked.")),
    Rule("L15", "error", "people", Text(
        "不論由誰申請，以現有人員都有人可以辦，該由不同人辦的也湊得出來。",
        "Whoever applies, with the people there are somebody can act, and different people where that is wanted.")),
    Rule("L16", "warning", "people", Text(
        "任何一人請假或離職，案件仍然走得下去。",
        "The same holds while any one person is away, and when any one has left.")),
    Rule("L17", "warning", "check", Text(
        "同一角色在一條路上核兩次，而核的內容不同。",
        "One actor decides twice on one way, on different content.")),
    Rule("L18", "error", "check", Text(
        "保留的東西在每一條路上都會釋出或用掉；寫進登錄的列放得下，而且核准之前寫的，在走向其他結束時會再寫一次。",
        "What is reserved is released or used on every way. A register can hold each row that is written, and what is "
        "written before the approval is written again on the ways to other ends.")),
    Rule("L19", "warning", "check", Text(
        "最長的一條路從最不利的日子開始，也趕得上全案期限；等對方時停止計時。",
        "Even the longest way, begun on the worst day, keeps the deadline of the case; waiting for others stops the "
        "clock.")),
    Rule("L20", "error", "check", Text(
        "所有文字都有中文與英文。",
        "Every text is there in Chinese and in English.")),
    Rule("L21", "error", "migrate", Text(
        "移轉計畫為每個有案件的狀態指定去處，並列出會消失的待辦。",
        "A plan for migration places every state with running cases, and lists the tasks that would be lost.")),
    Rule("L22", "warning", "test", Text(
        "情境測試給過每個答覆、走過每條退回；條件寫錯時至少有一個會失敗。",
        "The scenarios give every answer and go back every way, and one of them fails when a condition is wrong.")),
    Rule("L23", "error", "people", Text(
        "表決可能通過、也可能不通過，而且沒有人能投兩票。",
        "A vote can be won and lost with the people there are, and nobody has two votes in it.")),
    Rule("L24", "warning", "people", Text(
        "只有一人的職務逾期會交給別人，或可設代理人；多人分辦與表決的人數足夠。",
        "A post with a single holder hands its task on or may have a deputy; a pool and a vote have enough members.")),
    Rule("L25", "info", "publish", Text(
        "與現行版本的差別，以及會影響哪些進行中的案件與哪些人；版次不可倒退或重複使用。",
        "What differs from the version in force, and which running cases and people that touches; versions go up.")),
    Rule("L26", "error", "check", Text(
        "後續案件與子案件放得下所給的值，憑這些值就能開始；等候的件數到得了，也不會等候自己。",
        "A case that follows or is waited for can hold what it is given and begin with it; enough of them can succeed, "
        "and none waits for itself.")),
)  # fmt: skip
