"""What is wrong in a table that was handed in, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

PLACE: Final[Sentence] = (
    "第 {row} 列 {column}「{value}」：",
    "第 {row} 列 {column}：",
    "第 {row} 列：",
    "檔案：",
)
SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "sheet_too_large": "檔案超過 {megabytes} MB，分成幾個檔案",
        "sheet_too_many_rows": "超過 {most} 列，分成幾個檔案",
        "sheet_no_rows": "標題列以下沒有資料",
        "sheet_not_utf8": "不是 UTF-8 編碼，另存為「CSV UTF-8」",
        "sheet_is_big5": "是 Big5 編碼，另存為「CSV UTF-8」",
        "sheet_not_commas": "欄位要用逗號分隔",
        "sheet_bad_quotes": "引號沒有成對，或儲存格太長",
        "sheet_missing_column": "缺少這一欄",
        "sheet_unknown_column": ("沒有這一欄，是不是「{near}」", "沒有這一欄，刪除後再匯入"),
        "sheet_column_twice": "這一欄出現兩次",
        "sheet_cell_count": "有 {found} 格，應為 {wanted} 格",
        "sheet_formula": "不能以 = + - @ 或定位字元開頭，試算表會當成公式",
        "sheet_bad_login": "帳號只用小寫英數字和 . _ - @，最多 {longest} 個字元",
        "sheet_login_differs": "同一個帳號在第 {first} 列寫的是「{other}」",
        "sheet_unknown_post": ("沒有這個職務，是不是「{near}」", "組織檔沒有這個職務"),
        "sheet_unknown_unit": ("沒有這個單位，是不是「{near}」", "組織檔沒有這個單位"),
        "sheet_unknown_login": "沒有這個帳號，先匯入人員",
        "sheet_post_not_there": "單位 {unit} 沒有職務 {post}",
        "sheet_range_reversed": "迄日早於起日 {begins}",
        "sheet_holding_twice": "與第 {first} 列的任職期間重疊",
        "sheet_holding_overlaps": "與資料庫中 {begins} 起的任職期間重疊",
        "sheet_deputy_twice": "與第 {first} 列相同",
        "sheet_own_deputy": "不能當自己的代理人",
        "sheet_not_a_domain": "要寫網域，例如 example.edu.tw，不寫 https://",
        "sheet_row_twice": "與第 {first} 列重複（{columns}）",
        "sheet_row_stored": "與已登錄的 {code} 重複（{columns}）",
        "sheet_region_differs": "由 {country} 帶出，應為 {wanted}",
    }
)
