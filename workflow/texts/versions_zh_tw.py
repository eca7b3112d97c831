"""What is said about versions of processes and about moving cases between them, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "nothing_moves": "「{state}」沒有人要處理，也沒有期限，案件無法往下走。",
        "already_retired": "「{process}」第 {version} 版已經停用。",
        "state_not_in_version": "案件 {case} 在第 {version} 版沒有的步驟「{name}」。",
    }
)
