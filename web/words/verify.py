"""Words of the page that says whether a paper holds; it shows both languages at once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "verify.title": Text("文件查驗", "Verify a document"),
        "verify.lead": Text(
            "輸入紙本上的查驗碼，或掃描條碼。", "Enter the code that is printed on the paper, or scan its QR code."
        ),
        "verify.code": Text("查驗碼", "Code"),
        "verify.hint": Text(
            "28 碼，每 4 碼一組；沒有數字 0、1 與字母 O、I。大小寫與連字號不拘。",
            "28 characters in groups of 4; there is no 0, 1, O or I. Capitals and hyphens do not matter.",
        ),
        "verify.check": Text("查驗", "Verify"),
        "verify.valid": Text("有效", "Valid"),
        "verify.valid_why": Text("這份文件是本案的現行版本。", "This document is the current version of its case."),
        "verify.replaced": Text("已由新版取代", "Replaced"),
        "verify.replaced_why": Text(
            "這份文件確實由本系統製作，但案件之後有更新。",
            "This document was made by this service, and its case has moved on since.",
        ),
        "verify.draft": Text("函稿，尚未發文", "A draft, not issued"),
        "verify.draft_why": Text(
            "這份函稿確實由本系統製作，但沒有發文，不是正式文件。",
            "This draft was made by this service. It has not been issued and is no official letter.",
        ),
        "verify.revoked": Text("已撤銷", "Revoked"),
        "verify.revoked_why": Text(
            "這份文件確實由本系統製作，但已不發文，或案件未獲核准。",
            "This document was made by this service. It will not be issued, or its case was not approved.",
        ),
        "verify.not_found": Text("查無此文件", "Not found"),
        "verify.not_found_why": Text(
            "沒有製作過帶有這個查驗碼的文件。", "No document with this code was ever made here."
        ),
        "verify.mistyped_why": Text(
            "這不是查驗碼，可能打錯了。核對紙本後再試一次。",
            "This is no code; it may be mistyped. Compare it with the paper and try again.",
        ),
        "verify.kind": Text("種類", "Kind"),
        "verify.number": Text("文號", "Number"),
        "verify.date": Text("本版日期", "Date of this version"),
        "verify.unit": Text("單位", "Unit"),
        "verify.holder": Text("申請人", "Applicant"),
        "verify.version": Text("版次", "Version"),
        "verify.fingerprint": Text("紀錄指紋", "Fingerprint"),
        "verify.compare": Text(
            "與手上的紙本比對：文號、日期、姓名、指紋都要相同。內容是否被改過，用電子檔離線查驗。",
            "Compare with the paper in your hand: number, date, name and fingerprint must be the same. "
            "Whether the content was changed is checked offline with the file.",
        ),
        "verify.another": Text("查驗另一份", "Verify another"),
    }
)
