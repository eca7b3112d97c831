"""Words of the start page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "today.title": Text("今天", "Today"),
        "today.tasks": Text("需要您處理（{n}）", "Waiting for you ({n})"),
        "today.all_tasks": Text("看全部 {n} 件待辦", "See all {n} tasks"),
        "today.no_tasks": Text("沒有待辦。", "Nothing waits for you."),
        "today.no_tasks_next": Text("沒有待辦。下一個期限：{due}。", "Nothing waits for you. Next deadline: {due}."),
        "today.cases": Text("我的申請（{n}）", "My requests ({n})"),
        "today.all_cases": Text("看全部申請", "See all my requests"),
        "today.deadlines": Text("接下來 14 天（{n}）", "The next 14 days ({n})"),
        "today.of_others": Text("等別人處理", "With somebody else"),
        "today.of_mine": Text("您的待辦", "Your task"),
        "today.start": Text("從這裡開始", "Start here"),
        "today.start_lead": Text(
            "您還沒有申請，也沒有待辦。有人需要您簽核時，會出現在這一頁，並寄信通知。",
            "You have no requests and nothing waits for you. When somebody needs your decision, it appears here and "
            "you get mail.",
        ),
        "today.apply": Text("看我能申請什麼", "See what I can apply for"),
    }
)
