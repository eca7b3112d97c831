"""Words of the list of one's own requests."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "mine.title": Text("我的申請", "My requests"),
        "mine.tabs": Text("申請的狀態", "State of the requests"),
        "mine.running": Text("進行中", "Running"),
        "mine.drafts": Text("草稿（{n}）", "Drafts ({n})"),
        "mine.closed": Text("已結案", "Closed"),
        "mine.not_sent": Text("還沒送出", "Not sent yet"),
        "mine.saved": Text("{at} 儲存", "Saved {at}"),
        "mine.started": Text("{at} 送出", "Submitted {at}"),
        "mine.your_turn": Text("等您處理", "Your turn"),
        "mine.nothing_to_do": Text("您不需動作", "Nothing for you to do"),
        "mine.news": Text("有新進度", "News"),
        "mine.none_running": Text("沒有進行中的申請。", "None of your requests is running."),
        "mine.none_drafts": Text("沒有草稿。", "No drafts."),
        "mine.none_closed": Text("還沒有結案的申請。", "None of your requests is closed yet."),
        "mine.new": Text("新的申請", "New request"),
        "mine.copy": Text("以此為範本", "Use as a template"),
    }
)
