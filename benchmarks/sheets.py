"""One document of each layout, in the two languages, as long as such documents usually are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final, Literal

from workflow.core.memos import Fact, Grid, Proof
from workflow.core.papers import Block, Opinion, Sheet, Ticks

AT: Final = datetime(2026, 10, 1, 6, 5, tzinfo=UTC)
CODE: Final = "2345-6789-ABCD-EFGH-JKLM-NPQR-STUV"
PROOF: Final = Proof(CODE, f"http://127.0.0.1:8000/verify/{CODE}", "0123456789abcdef" * 4, AT)
LAYOUTS: Final = ("memo", "letter", "certificate", "roster", "programme", "summary")

_ITEMS: Final = "一、依規定辦理。\n二、期間自 "
_DAY: Final = date(2026, 10, 1)
_AGENDA: Final = (
    ("09:30", "抵校", "行政大樓", "國際長"), ("10:00", "拜會校長", "校長室", "校長"),
    ("10:40", "簡報與座談", "國際會議廳", "國際合作組組長"), ("12:00", "午宴", "實習餐廳", "行政副校長"),
)  # fmt: skip


def sheet(layout: str, language: Literal["zh-TW", "en"] = "zh-TW", **changed: Any) -> Sheet:
    """A document with a part of each kind; `changed` are fields of the sheet."""
    said = {
        "layout": layout,
        "language": language,
        "issuer": "學校全銜" if language == "zh-TW" else "Full Name of the School",
        "unit": "國際合作組" if language == "zh-TW" else "Cooperation Section",
        "process": "國際合作協議簽署",
        "case_number": "約-115-001",
        "number": "校國字第 1150001 號",
        "version": 1,
        "on": _DAY,
        "draft": False,
        "speed": "urgent",
        "keep": "permanent",
        "title": ("文件標題",) if language == "zh-TW" else ("Title of the Document",),
        "to": ("教育部",) if language == "zh-TW" else ("Ministry of Education",),
        "salutation": None,
        "closing": None,
        "signed_by": ("校長",) if language == "zh-TW" else ("President",),
        "copies": None,
        "enclosed": None,
        "blocks": blocks(language),
    }
    return Sheet(**{**said, **changed})


def blocks(language: Literal["zh-TW", "en"]) -> tuple[Block, ...]:
    """Text, fields, a table, opinions and a checklist."""
    zh = language == "zh-TW"
    return (
        Block(title=("主旨" if zh else "Subject",), text=("檢送資料 " if zh else "Enclosed: ", 3, " 份，請鑒核。")),
        Block(title=("說明" if zh else "Explanation",), text=(_ITEMS, _DAY, "。\n（一）附件。")),
        Block(facts=(Fact("對方" if zh else "Partner", "延平大學"), Fact("續約" if zh else "Renewal", False))),
        Block(title=("行程" if zh else "Programme",), grid=Grid(("時間", "項目", "地點", "接待"), _AGENDA)),
        Block(opinions=(Opinion("教務處", "組長", "組長（示範）", "deputy", "同意", "學分另案辦理。", AT),)),
        Block(ticks=Ticks("檢核表", (("全銜正確", True), ("附件齊備", False)), "承辦人（示範）", AT)),
    )  # fmt: skip
