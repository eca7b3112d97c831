"""Words around the fields that definitions declare."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "field.optional": Text("（選填）", "(optional)"),
        "field.needed_when": Text("{condition}時必填", "Needed when {condition}"),
        "field.needed_perhaps": Text("視您填寫的內容，可能必填", "Needed or not, depending on what you fill in"),
        "field.not_needed": Text("（目前不用填）", "(not needed now)"),
        "field.choose": Text("選擇「{label}」", "Choose “{label}”"),
        "field.pick": Text("選擇", "Choose"),
        "field.none": Text("不選", "None of these"),
        "field.too_long": Text(
            "「{label}」最多 {limit} 字，目前 {n} 字",
            "“{label}” must be {limit} characters or fewer; it has {n}",
        ),
        "field.too_short": Text(
            "「{label}」至少 {limit} 字，目前 {n} 字",
            "“{label}” must be {limit} characters or more; it has {n}",
        ),
        "field.limit": Text("最多 {n} 字", "At most {n} characters"),
        "field.date_hint": Text("例如 115/12/4 或 2026-12-04", "For example 2026-12-04"),
        "field.means": Text("＝ {day}，民國 {roc}", "= {day}, ROC {roc}"),
        "field.lookup_hint": Text("輸入名稱的一部分，從清單選擇。", "Type part of the name and choose from the list."),
        "field.matches": Text("您指的是哪一個？", "Which one do you mean?"),
        "field.row": Text("第 {n} 筆", "Row {n}"),
        "field.add": Text("再加一筆", "Add a row"),
        "field.remove": Text("移除", "Remove"),
        "field.up": Text("上移", "Move up"),
        "field.down": Text("下移", "Move down"),
        "field.of_row": Text("第 {n} 筆，{label}", "row {n} of {label}"),
        "field.within": Text("{outer}：{inner}", "{outer}: {inner}"),
        "field.in_row": Text("{outer} 第 {n} 筆", "{outer}, row {n}"),
        "field.left_blank": Text("未填", "Not filled in"),
    }
)
