"""Words of the page on one's deputies."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "me.title": Text("代理設定", "Deputies"),
        "me.lead": Text(
            "請假時，代理人會在待辦中看到您的工作並可處理；您自己仍可處理。自己申請的案件，代理人不能替您核准。",
            "While you are away, your deputy finds your tasks in the inbox and can do them; so can you. Nobody can "
            "approve what you filed yourself on your behalf.",
        ),
        "me.now": Text("目前", "Now"),
        "me.planned": Text("預定", "Planned"),
        "me.past": Text("已結束", "Past"),
        "me.others": Text("您代理的人", "You stand in for"),
        "me.none": Text("沒有代理人。", "Nobody stands in for you."),
        "me.new": Text("新增代理人", "Add a deputy"),
        "me.deputy": Text("代理人", "Deputy"),
        "me.capacity": Text("方式", "Capacity"),
        "me.as_deputy": Text("代理", "Deputy"),
        "me.as_acting_for": Text("代行", "Acting for"),
        "me.first": Text("起日", "First day"),
        "me.last": Text("迄日（含）", "Last day (included)"),
        "me.reason": Text("事由", "Reason"),
        "me.days": Text("{first} 至 {last}", "{first} to {last}"),
        "me.unused": Text("開始前就結束了", "ended before it began"),
        "me.partly": Text("只限部分職務或流程", "for some posts or processes only"),
        "me.end": Text("立即結束", "End now"),
        "me.end_of": Text("（{name}）", " ({name})"),
        "me.add": Text("新增", "Add"),
        "me.added": Text("已設定代理人。", "The deputy is set."),
        "me.ended": Text("代理已結束。", "The deputyship has ended."),
    }
)
