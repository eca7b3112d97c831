"""What is said about versions of processes and about moving cases between them, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "no_map": "第 {version} 版沒有寫由第 {before} 版移轉的對照，請在檔案加上 migrate。",
        "map_from_unknown": "第 {version} 版沒有對照所寫的步驟「{name}」。",
        "not_mapped": "由第 {version} 版來的步驟「{name}」在新版沒有對應的步驟。",
        "cannot_stand_there": "案件不能停在「{state}」這一步。",
        "stranded": "移轉後「{state}」沒有人要處理，也沒有期限。",
        "cannot_be_moved": "移轉後流程定義無法往下走：{detail}。",
        "nothing_to_plan": "沒有要重新排定的事項。",
        "nothing_moves": "「{state}」沒有人要處理，也沒有期限，案件無法往下走。",
        "already_retired": "「{process}」第 {version} 版已經停用。",
        "state_not_in_version": "案件 {case} 在第 {version} 版沒有的步驟「{name}」。",
    }
)
