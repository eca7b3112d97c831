"""Words of the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "inbox.title": Text("待辦（{n}）", "Inbox ({n})"),
        "inbox.tabs": Text("待辦的種類", "Kinds of tasks"),
        "inbox.all": Text("全部", "All"),
        "inbox.tab_mine": Text("我的", "Mine"),
        "inbox.tab_deputy": Text("代理", "As deputy"),
        "inbox.tab_pool": Text("單位待領", "To be claimed"),
        "inbox.group_overdue": Text("已逾期", "Overdue"),
        "inbox.group_today": Text("今天到期", "Due today"),
        "inbox.group_week": Text("本週", "This week"),
        "inbox.group_later": Text("之後", "Later"),
        "inbox.filter": Text("篩選", "Filter"),
        "inbox.process": Text("類型", "Type"),
        "inbox.state": Text("關卡", "Step"),
        "inbox.due": Text("期限", "Due"),
        "inbox.apply": Text("套用", "Apply"),
        "inbox.clear": Text("清除條件", "Clear the filters"),
        "inbox.option": Text("{label}（{n}）", "{label} ({n})"),
        "inbox.from": Text("申請人 {name}", "From {name}"),
        "inbox.received": Text("{at} 收到", "Received {at}"),
        "inbox.part": Text("{state}（{part}）", "{state} ({part})"),
        "inbox.behalf": Text("代理 {name}", "For {name}"),
        "inbox.claimed": Text("{name} 處理中", "{name} deals with it"),
        "inbox.new": Text("還沒看過", "Not opened yet"),
        "inbox.changed": Text("您上次查看後有變更", "Changed since you looked"),
        "inbox.reconfirm": Text("需再看", "Needs another look"),
        "inbox.unblock": Text("需決定是否再辦", "Decide on another round"),
        "inbox.to_claim": Text("待領", "To be claimed"),
        "inbox.your_turn": Text("待您處理", "Your turn"),
        "inbox.none": Text("沒有待辦。", "Nothing waits for you."),
        "inbox.none_here": Text("這個條件沒有待辦（全部共 {n} 件）。", "No task matches ({n} in all)."),
        "inbox.cut": Text("只列出最早到期的 {n} 件。", "Only the {n} that are due soonest are listed."),
        "inbox.shown": Text("共 {n} 件", "{n} in all"),
        "inbox.tick": Text("勾選 {title}（{number}）", "Tick {title} ({number})"),
        "inbox.tick_all": Text("勾選本頁可一次核准的 {n} 件", "Tick the {n} here that can be approved together"),
        "inbox.tick_none": Text("取消勾選", "Tick none"),
        "inbox.to_together": Text("檢視勾選的案件並一次核准", "Review and approve the ticked together"),
        "inbox.first": Text("回到最前面", "Back to the start"),
    }
)
