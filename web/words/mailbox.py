"""Words of the letters that were sent."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "mailbox.title": Text("已寄信件", "Sent mail"),
        "mailbox.lead": Text(
            "示範環境不寄到外面；每個人會收到的信都在這裡，以收件人的語言呈現。",
            "The demo sends nothing outside; here is what everybody would get, in the language of the recipient.",
        ),
        "mailbox.to": Text("收件人", "Recipient"),
        "mailbox.everybody": Text("所有人", "Everybody"),
        "mailbox.filter": Text("篩選", "Filter"),
        "mailbox.none": Text(
            "還沒有信件。送件一分鐘後就會寄出通知。", "No letters yet. A minute after something is filed, they go out."
        ),
        "mailbox.none_to": Text("沒有寄給這個人的信。", "Nothing was written to this person."),
        "mailbox.at": Text("時間", "Time"),
        "mailbox.state": Text("狀態", "State"),
        "mailbox.address": Text("收件地址", "Address"),
        "mailbox.waiting": Text("等候寄出", "Waiting"),
        "mailbox.sent": Text("已寄出", "Sent"),
        "mailbox.failed": Text("寄送失敗", "Failed"),
        "mailbox.cancelled": Text("已收回，未寄出", "Taken back, not sent"),
        "mailbox.open_link": Text("開啟對方的頁面", "Open the partner's page"),
        "mailbox.open_case": Text("開啟案件", "Open the case"),
        "mailbox.back": Text("回到信件清單", "Back to the list"),
    }
)
