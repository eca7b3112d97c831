"""Words of the register of agreements, and of what is begun from rows of registers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "agreements.title": Text("合作書約", "Agreements"),
        "agreements.caption": Text("書約清單，依須決定的日期排列", "Agreements by the day of the next decision"),
        "agreements.timeline_caption": Text("書約效期", "Terms of agreements"),
        "agreements.views": Text("常用檢視", "Saved views"),
        "agreements.view_all": Text("全部（{n}）", "All ({n})"),
        "agreements.view_due": Text("180 天內須決定（{n}）", "To be decided in 180 days ({n})"),
        "agreements.view_original": Text("缺正本或簽署本（{n}）", "Original or signed copy missing ({n})"),
        "agreements.text": Text("學校、編號或類型", "Partner, number or kind"),
        "agreements.number": Text("書約", "Agreement"),
        "agreements.kind": Text("類型", "Kind"),
        "agreements.level": Text("層級", "Level"),
        "agreements.partner": Text("對方學校", "Partner"),
        "agreements.country": Text("國家或地區", "Country or region"),
        "agreements.lead_unit": Text("主政單位", "Lead unit"),
        "agreements.status": Text("登錄狀態", "Status in the register"),
        "agreements.from": Text("生效日", "In force from"),
        "agreements.until": Text("屆滿日", "Until"),
        "agreements.notice": Text("反對展延期限", "Last day to object"),
        "agreements.standing": Text("現況", "How it stands"),
        "agreements.running": Text("辦理中", "Under way"),
        "agreements.term": Text("效期", "Term"),
        "agreements.years": Text("刻度為 {first} 至 {last} 年初", "Marks: the beginnings of {first} to {last}"),
        "agreements.found": Text("{total} 件中的 {n} 件", "{n} of {total} {total|agreement|agreements}"),
        "agreements.as_list": Text("看清單", "Show the list"),
        "agreements.as_timeline": Text("看效期時間軸", "Show the terms on a line of time"),
        "agreements.as_table": Text("下載 CSV", "Download as CSV"),
        "agreements.as_paper": Text("下載到期清單 PDF", "Download the expiry list as PDF"),
        "agreements.paper_title": Text("合作書約到期清單", "Agreements by the day of the next decision"),
        "agreements.paper_due": Text("180 天內須決定", "To be decided in 180 days"),
        "agreements.paper_original": Text("缺正本或簽署本", "Original or signed copy missing"),
        "agreements.paper_count": Text("件數", "Agreements"),
        "agreements.paper_first": Text(
            "共 {n} 件，本表列最先須決定的 {most} 件，其餘請下載 CSV",
            "{n}; this paper lists the {most} that are due first, the CSV holds all",
        ),
        "agreements.paper_partner": Text("{name}（{country}）", "{name} ({country})"),
        "agreements.choose": Text("選取", "Choose"),
        "agreements.choose_one": Text("選取 {number}", "Choose {number}"),
        "agreements.begin_hint": Text(
            "勾選書約後起始，每件各成一份帶入資料的草稿。",
            "Tick agreements and begin: each becomes a draft that is filled in already.",
        ),
        "agreements.no_original": Text("缺正本", "Original missing"),
        "agreements.none": Text("登錄中還沒有書約。", "The register holds no agreements yet."),
        "agreements.none_here": Text("沒有書約符合這些條件。", "No agreement fits these filters."),
        "agreements.none_due": Text("180 天內沒有須決定的書約。", "Nothing has to be decided within 180 days."),
        "agreements.is_overdue": Text("已逾期 {n} 天", "{n} {n|day|days} past its end"),
        "agreements.is_object_by": Text(
            "自動展延，剩 {n} 天可反對", "Renews by itself; {n} {n|day|days} left to object"
        ),
        "agreements.is_ends_soon": Text("剩 {n} 天", "{n} {n|day|days} left"),
        "agreements.is_renews": Text("自動展延", "Renews by itself"),
        "rows.title": Text("接著辦理", "Begin what follows"),
        "rows.hint": Text(
            "按下後成為一份帶入資料的草稿，確認後才送出。",
            "Each makes a draft that is filled in already; it is submitted only when you say so.",
        ),
        "rows.choose": Text("請勾選 1 至 {most} 件。", "Choose between 1 and {most}."),
        "rows.begun": Text("已起始 {n} 份草稿，還沒有送出。", "{n} drafts were begun. None has been submitted yet."),
    }
)
