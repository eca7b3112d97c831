"""The workflow patterns of Russell, ter Hofstede, van der Aalst and Mulyar, by number: what they are called here, and
why those are missing for which there is no test."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workflow.core.text import Text

FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pattern:
    """`missing` says why no test shows it; None: one must."""

    id: str
    name: Text
    missing: Text | None = None


ONE_TOKEN: Final = Text(
    "同一件事會同時走兩遍，無法證明走得完。", "One thing would go its way twice; completion cannot be proved."
)
NOT_YET: Final = Text("尚無此做法。", "Not there yet.")
_ROWS: Final = (
    ("CF01", "順序", "Sequence", None),
    ("CF02", "並行分流", "Parallel split", None),
    ("CF03", "會合", "Synchronisation", None),
    ("CF04", "擇一", "Exclusive choice", None),
    ("CF05", "單純合流", "Simple merge", None),
    ("CF06", "擇多", "Multi-choice", None),
    ("CF07", "依所選會合", "Structured synchronising merge", None),
    ("CF08", "多重合流", "Multi-merge", ONE_TOKEN),
    ("CF09", "先到先走", "Structured discriminator", None),
    ("CF10", "任意迴圈", "Arbitrary cycles", None),
    ("CF11", "隱含結束", "Implicit termination", Text(
        "案件以寫明的結果結束（CF43）。", "A case ends with a result that is written down (CF43).")),
    ("CF12", "多份不會合", "Multiple instances without synchronisation", None),
    ("CF13", "份數先定", "Multiple instances with design-time knowledge", None),
    ("CF14", "份數當時才知", "Multiple instances with run-time knowledge", None),
    ("CF15", "份數可再加", "Multiple instances without a-priori knowledge", None),
    ("CF16", "看誰先到", "Deferred choice", None),
    ("CF17", "交錯並行", "Interleaved parallel routing", NOT_YET),
    ("CF18", "里程碑", "Milestone", None),
    ("CF19", "收回一項", "Cancel task", None),
    ("CF20", "撤案", "Cancel case", None),
    ("CF21", "有界迴圈", "Structured loop", None),
    ("CF22", "遞迴", "Recursion", Text(
        "流程包含自己，就證明不了會結束。", "A process that contains itself cannot be proved to end.")),
    ("CF23", "過時不候", "Transient trigger", Text(
        "漏掉的訊號就是漏掉的決定；到期都留著（CF24）。",
        "A lost signal is a lost decision; what falls due is kept (CF24).")),
    ("CF24", "到期必辦", "Persistent trigger", None),
    ("CF25", "收回一區", "Cancel region", None),
    ("CF26", "收回多份", "Cancel multiple-instance activity", None),
    ("CF27", "多份提前完成", "Complete multiple-instance activity", None),
    ("CF28", "擋住的先到先走", "Blocking discriminator", ONE_TOKEN),
    ("CF29", "先到先走並收回其餘", "Cancelling discriminator", None),
    ("CF30", "部分會合", "Structured partial join", None),
    ("CF31", "擋住的部分會合", "Blocking partial join", ONE_TOKEN),
    ("CF32", "部分會合並收回其餘", "Cancelling partial join", None),
    ("CF33", "一般化會合", "Generalised AND-join", ONE_TOKEN),
    ("CF34", "多份中夠數", "Static partial join for multiple instances", None),
    ("CF35", "多份中夠數並收回其餘", "Cancelling partial join for multiple instances", None),
    ("CF36", "多份中夠數，數目當時才定", "Dynamic partial join for multiple instances", None),
    ("CF37", "局部同步合流", "Local synchronising merge", ONE_TOKEN),
    ("CF38", "一般同步合流", "General synchronising merge", ONE_TOKEN),
    ("CF39", "臨界區", "Critical section", NOT_YET),
    ("CF40", "交錯", "Interleaved routing", NOT_YET),
    ("CF41", "執行緒合流", "Thread merge", ONE_TOKEN),
    ("CF42", "執行緒分流", "Thread split", ONE_TOKEN),
    ("CF43", "明確結束", "Explicit termination", None),
    ("R01", "指定本人", "Direct distribution", None),
    ("R02", "依職務", "Role-based distribution", None),
    ("R03", "當時才定", "Deferred distribution", None),
    ("R04", "授權", "Authorisation", None),
    ("R05", "職責分離", "Separation of duties", None),
    ("R06", "一案一人到底", "Case handling", Text(
        "同一角色再辦時回到同一人（R07），不是整案一人。",
        "The same actor gets the case again (R07), not one person all of it.")),
    ("R07", "原承辦人續辦", "Retain familiar", None),
    ("R08", "依能力", "Capability-based distribution", NOT_YET),
    ("R09", "依經歷", "History-based distribution", NOT_YET),
    ("R10", "依組織", "Organisational distribution", None),
    ("R11", "自動執行", "Automatic execution", None),
    ("R12", "詢問一人", "Distribution by offer to one", None),
    ("R13", "詢問多人", "Distribution by offer to several", None),
    ("R14", "交給一人", "Distribution by allocation to one", None),
    ("R15", "隨機分派", "Random allocation", Text(
        "抽籤決定承辦人，沒有人能負責。", "Nobody can answer for a holder who was drawn by lot.")),
    ("R16", "輪流分派", "Round-robin allocation", NOT_YET),
    ("R17", "最少者優先", "Shortest queue", NOT_YET),
    ("R18", "預先通知", "Early distribution", NOT_YET),
    ("R19", "開辦即通知", "Distribution on enablement", None),
    ("R20", "延後通知", "Late distribution", Text(
        "輪到誰，誰立刻知道；期限才算得公平。", "Whose turn it is knows at once, or due dates would not be fair.")),
    ("R21", "自行認領", "Resource-initiated allocation", None),
    ("R22", "認領後再辦", "Resource-initiated execution of allocated work", None),
    ("R23", "不認領直接辦", "Resource-initiated execution of offered work", None),
    ("R24", "系統排序", "System-determined order of work", None),
    ("R25", "自選清單內容", "Resource-determined content of the work list", None),
    ("R26", "自選先後", "Selection autonomy", None),
    ("R27", "委派", "Delegation", None),
    ("R28", "逾期上移", "Escalation", None),
    ("R29", "放回", "Deallocation", None),
    ("R30", "轉辦，接著辦", "Stateful reallocation", None),
    ("R31", "轉辦，重新辦", "Stateless reallocation", Text(
        "轉手的工作保留期限與已得的答覆（R30）；要重辦用取回或退回（R34）。",
        "Work that changes hands keeps its due day and the answers it got (R30); to begin anew there is R34.")),
    ("R32", "暫停與續辦", "Suspension and resumption", None),
    ("R33", "略過", "Skip", None),
    ("R34", "重辦", "Redo", None),
    ("R35", "提前辦", "Pre-do", Text(
        "還沒輪到就決定，核的內容可能再變。", "What is decided before its turn may change before it comes.")),
    ("R36", "一建立就開始", "Commencement on creation", Text(
        "沒有人看過就不算開始。", "Nothing has begun before anybody has looked at it.")),
    ("R37", "一分派就開始", "Commencement on allocation", NOT_YET),
    ("R38", "同類連辦", "Piled execution", NOT_YET),
    ("R39", "同案連辦", "Chained execution", NOT_YET),
    ("R40", "未認領工作誰看得到", "Configurable visibility of unallocated work", None),
    ("R41", "已認領工作誰看得到", "Configurable visibility of allocated work", None),
    ("R42", "同時多件", "Simultaneous execution", None),
    ("R43", "加人", "Additional resources", None),
)  # fmt: skip
PATTERNS: Final = tuple(Pattern(id, Text(zh, en), missing) for id, zh, en, missing in _ROWS)


def shown_by() -> Mapping[str, tuple[str, str]]:
    """By pattern, the file and the name of its test."""
    return {name.split("_")[1].upper(): (file, name) for file, name in _tests()}


def _tests() -> Iterator[tuple[str, str]]:
    for path in sorted(FOLDER.glob("test_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith(("test_cf", "test_r")):
                yield path.name, node.name
