"""What keeps definitions from being published, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "version_taken": "{key} 第 {version} 版已經發布，內容不同（{sha256}）。",
        "rows_alike": "登錄 {key} 已有幾列在必須不同的欄上相同：{codes}。",
        "version_behind": "{key} 已經發布到第 {newest} 版，不能再發布第 {version} 版。",
        "scenario_failed": "情境「{name}」不符：第 {step} 步應為 {expected}，實際是 {got}。",
    }
)
HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "version_taken": "把 version 加一再發布。",
        "rows_alike": "先改正那幾列，再發布。",
        "version_behind": "把 version 改成比 {newest} 大的數字。",
        "scenario_failed": "修改流程或情境。第 0 步是開始，或最後應有的結果。",
    }
)
