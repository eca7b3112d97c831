"""Words of the status page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "status.title": Text("系統狀態", "Service status"),
        "status.fine": Text("一切正常。", "Everything works."),
        "status.late": Text("有部分延遲，其他功能照常。", "Something is late; everything else works."),
        "status.down": Text(
            "資料庫沒有回應，目前無法送件與簽核。", "The database does not answer; nothing can be sent now."
        ),
        "status.part": Text("項目", "Part"),
        "status.state": Text("狀態", "State"),
        "status.pages": Text("登入、送件與簽核", "Signing in, filing and deciding"),
        "status.clock": Text("期限與提醒", "Deadlines and reminders"),
        "status.mail": Text("信件", "Mail"),
        "status.works": Text("正常", "Works"),
        "status.stopped": Text("沒有回應", "Does not answer"),
        "status.late_by": Text("延遲約 {n} 分鐘", "About {n} {n|minute|minutes} late"),
        "status.as_of": Text("{at} 的狀態", "As of {at}"),
    }
)
