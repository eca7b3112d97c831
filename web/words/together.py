"""Words of approving several cases at once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "together.title": Text("一次核准（{n} 件）", "Approve together ({n})"),
        "together.lead": Text(
            "逐件看過再送出，取消勾選的不會處理。每一件各自成立，其中一件辦不成不影響其他件。",
            "Look at each. What you untick is left alone. Each case is decided by itself: if one cannot be, the others "
            "still are.",
        ),
        "together.nothing": Text("沒有勾選任何案件。至少勾選一件。", "No case is ticked. Tick at least one."),
        "together.none": Text("沒有可以一次核准的案件。", "None of these can be approved together."),
        "together.whole": Text("同流程勾選的全部核准，或全部不核准", "All that are ticked of this process, or none"),
        "together.binds": Text("您核准的內容：{fields}", "Your approval covers: {fields}"),
        "together.as": Text("{state}：{answer}", "{state}: {answer}"),
        "together.open": Text("開啟案件", "Open the case"),
        "together.case": Text("{number} {title}", "{number} {title}"),
        "together.left": Text("不能一併處理（{n}）", "Not possible together ({n})"),
        "together.unknown": Text("找不到這件案子，或您不能查看。", "There is no such case, or you may not see it."),
        "together.approve": Text("核准勾選的案件", "Approve the ticked cases"),
        "together.back": Text("回到待辦", "Back to the inbox"),
        "together.result": Text("一次核准的結果", "What became of your approvals"),
        "together.done": Text("已完成（{n}）", "Done ({n})"),
        "together.not_done": Text("沒有完成（{n}）", "Not done ({n})"),
        "together.moved": Text("內容已有變更，請開啟案件查看。", "It has changed since. Open the case."),
    }
)
