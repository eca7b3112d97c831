"""Sentences of the API about requests; refusals and fields have theirs in `workflow.texts`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "api.no_token": Text(
            "請附上有效的權杖（Authorization: Bearer …）。",
            "Send a valid token (Authorization: Bearer …).",
        ),
        "api.not_found": Text(
            "找不到，或不在這個權杖的使用者可以查看的範圍。",
            "It does not exist, or the token's person may not know that it does.",
        ),
        "api.wrong_method": Text("這個網址不接受這種方法。", "This address does not take this method."),
        "api.too_large": Text(
            "內容太大：JSON 上限 2 MB，檔案上限 20 MB。",
            "Too large: the limit is 2 MB for JSON and 20 MB for a file.",
        ),
        "api.wrong_type": Text(
            "內容的型別不對：這裡要 application/json，上傳檔案用 multipart/form-data。",
            "Wrong type of content: send application/json, or multipart/form-data to upload a file.",
        ),
        "api.wait": Text("次數過多，請稍候再試。", "Too many requests. Wait and try again."),
        "api.bad_request": Text(
            "無法解讀這個要求，沒有做任何變更。",
            "The request cannot be read. Nothing was changed.",
        ),
        "api.invalid": Text("有欄位要修正，沒有做任何變更。", "Fields must be corrected. Nothing was changed."),
        "api.busy": Text(
            "系統忙碌，沒有做任何變更。稍候用同一個 Idempotency-Key 再送一次，不會重複。",
            "The service is busy and nothing was changed. Send it again with the same Idempotency-Key; "
            "it is not done twice.",
        ),
    }
)
