"""What is wrong with a length of time, a time rule, a calendar or a number format, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "bad_duration": (
            "「{source}」不是時間長度，寫成 6wd、30cd、4bh 或 12mo",
            "時間長度寫成 6wd、30cd、4bh 或 12mo",
        ),
        "unknown_unit": "沒有「{unit}」這個單位，可用 wd（工作天）、cd（日曆天）、bh（辦公小時）、mo（月）",
        "zero_duration": "時間長度不能是 0",
        "duration_too_long": "時間長度最多 {longest}",
        "date_out_of_range": ("「{rule}」算出的日期超過西元 9999 年", "算出的日期超過西元 9999 年"),
        "naive_moment": "時間要寫明時區，例如 2026-12-04T17:00+08:00",
        "ended_before_start": "結束（{ended}）早於開始（{begun}）",
        "before_roc": "{date} 早於民國元年",
        "bad_semester": "「{source}」不是學期，寫成 115-1 或 115-2",
        "anchor_unset": "還沒有「{anchor}」的時間，無法計算",
        "empty": "這裡不能空白",
        "missing_anchor": "「{found}」前面要寫從何時算起，例如 due+2wd",
        "unknown_anchor": "沒有「{anchor}」這個起算點",
        "sign_expected": "「{found}」前面要有 + 或 -",
        "percent_not_allowed": "這裡不能用百分比",
        "bad_percent": "百分比要在 1% 到 100% 之間，不能是 {percent}%",
        "unknown_calendar": "沒有「{key}」這個行事曆",
        "bad_hours": "「{key}」的時間要寫成 08:30-12:00，由早到晚，而且要是上班日",
        "bad_value": "「{key}」的內容不對",
        "duplicate_date": "{date} 重複（{key}）",
        "unknown_key": "沒有「{key}」這個項目",
        "missing_key": "缺少「{key}」",
        "bad_date": "「{value}」不是日期，寫成 2026-12-04（{key}）",
        "unknown_placeholder": ("沒有「{name}」這個代號，是否為：{near}", "沒有「{name}」這個代號"),
        "no_seq": "「{format}」缺少流水號",
        "several_seqs": "「{format}」只能有一個流水號",
        "several_years": "「{format}」只能有一種年度",
        "stray_brace": "「{format}」的大括號沒有成對",
    }
)
