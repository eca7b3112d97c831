"""The words of pictures of processes that no definition has."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "title": Text("{title}，第 {version} 版", "{title}, version {version}"),
        "live": Text("{number}：{title}，第 {version} 版", "{number}: {title}, version {version}"),
        "about": Text(
            "流程圖，共 {count} 個步驟，由「{first}」開始，到「{last}」完成。",
            "Picture of the process: {count} steps from “{first}” to “{last}”.",
        ),
        "stands": Text("案件目前在「{state}」。", "The case now stands in “{state}”."),
        "else": Text("否則", "Otherwise"),
        "pass": Text("不需要時略過", "Passed when not needed"),
        "complete": Text("全部完成", "All done"),
        "failed": Text("未能達成", "Not enough succeeded"),
        "begins": Text("等子案件：{process}", "Waits for cases of: {process}"),
        "begins_each": Text("每列一件子案件：{process}", "For each row a case of: {process}"),
        "elapsed": Text("時間到", "When the time has come"),
        "conditional": Text("視條件", "if needed"),
        "by_rule": Text("期限：{rule}", "Due: {rule}"),
        "within": Text("期限：{within}", "Within {within}"),
        "no_deadline": Text("不設期限", "No deadline"),
        "stopped": Text("（停計）", " (clock stopped)"),
        "visited": Text("第 {count} 次", "visit {count}"),
        "now": Text("目前", "now"),
        "waits": Text("等候：{party}", "Waits for: {party}"),
        "ends": Text("未完成的結束", "Unsuccessful ends"),
    }
)
