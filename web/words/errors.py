"""Words of pages that say what could not be done."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "error.refused": Text("這個動作目前不能做", "This is not possible now"),
        "error.stale": Text("您開啟後有更新", "Something changed since you opened this"),
        "error.invalid": Text("有內容要修正", "Something is to be corrected"),
        "error.not_found": Text("找不到這一頁", "There is no such page"),
        "error.not_found_why": Text(
            "網址可能打錯了，或這份資料不在您可以查看的範圍。需要查看時，請洽承辦單位。",
            "The address may be mistyped, or this is not for you to see. Ask the office in charge if you need it.",
        ),
        "error.busy": Text("系統忙碌", "The service is busy"),
        "error.busy_why": Text(
            "這次沒有送出，資料沒有遺失。稍候再送一次，不會重複。",
            "This was not sent and nothing was lost. Send it again in a moment; it is not done twice.",
        ),
        "error.again": Text("再確認一次", "Send it once more"),
        "error.again_why": Text(
            "表單的有效期已過（可能在別的分頁重新登入過），所以沒有送出。看過下列內容，再按一次即可，不會重複。",
            "This form had expired, perhaps because you signed in anew in another tab, so it was not sent. "
            "Review it and send it again; it is not done twice.",
        ),
        "error.bad_request": Text("無法處理這個要求", "This request cannot be processed"),
        "error.bad_request_why": Text(
            "要求的內容不完整或不正確，沒有做任何變更。",
            "It is incomplete or malformed. Nothing was changed.",
        ),
        "error.too_often": Text("次數太頻繁", "Asked for too often"),
        "error.too_often_why": Text("稍等一分鐘再試。", "Wait a minute and try again."),
        "error.paper": Text("PDF 還沒有做好", "The PDF could not be made yet"),
        "error.too_large": Text("檔案太大", "The file is too large"),
        "error.too_large_why": Text(
            "每個檔案上限 20 MB。這次沒有送出，回上一頁可繼續修改。",
            "The limit is 20 MB per file. Nothing was sent; go back to change it.",
        ),
        "error.too_many": Text("次數過多", "Too many requests"),
        "error.server": Text("系統沒有完成這個動作", "We could not finish this"),
        "error.server_why": Text(
            "資料沒有遺失。代碼 {code}，{time}。再試一次，或告訴我們這個代碼。",
            "Nothing was lost. Code {code}, {time}. Try again, or tell us this code.",
        ),
        "error.typed": Text("您輸入的內容", "What you typed"),
        "error.send_again": Text("再送一次", "Send again"),
        "error.back": Text("回上一頁", "Go back"),
        "error.home": Text("回首頁", "Go to the start page"),
    }
)
