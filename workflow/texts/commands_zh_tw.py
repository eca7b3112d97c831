"""What the command line says when it cannot do what it was told, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "demo_in_production": "示範環境有虛構、不需密碼的人員，不能在 QIANHE_ENV=production 下執行",
        "port_taken": "連接埠 {port} 無法使用：{detail}。請以 PORT=… 指定別的連接埠",
        "no_database": "{place} 還沒有資料庫，請先執行 qianhe init",
        "old_database": "{place} 的資料庫版本不符，請執行 qianhe init 更新",
        "store_failed": "資料庫沒有完成這個動作：{detail}",
        "scenario_unknown_name": "沒有「{name}」這個角色、會辦單位、簽核位置或帳號",
        "scenario_not_asked": "這時「{name}」沒有待辦",
        "scenario_nobody_holds": "「{name}」沒有人擔任：職務出缺，或在這個情境中不在",
        "unknown_case": "查無案件「{key}」，或您無權得知",
        "unknown_process": "目前沒有可以提出的流程「{key}」",
        "unknown_person": "查無帳號「{key}」",
        "unknown_register": "查無登錄「{key}」",
        "unknown_calendar": "查無行事曆「{key}」",
        "not_found": "查無資料：{kind} {key}",
        "bad_definition": "已發布的流程定義無法由此繼續：{detail}",
        "unreadable": "無法讀取或寫入「{path}」：{detail}",
        "bad_json": "「{path}」不是 JSON：第 {line} 行第 {column} 字",
        "not_an_object": "「{path}」必須是一個 JSON 物件",
        "not_canonical": "有一個值沒有確定的寫法（{reason}）：{where}",
        "no_yaml": "{path} 沒有 YAML 檔案",
        "not_the_moment": "「{value}」不是日期或時刻，請寫成 2026-12-04 或 2026-12-04T17:00+08:00",
        "no_benchmarks": "效能測試只在原始碼目錄中，{place} 沒有",
        "not_utf8": "輸入的文字不是 UTF-8",
        "no_report": "「{path}」不是移轉「{process}」的報告",
        "no_process": "{path} 不是一個流程的定義",
        "unknown_version": "查無版本「{key}」",
        "bench_failed": "效能測試失敗：{detail}",
    }
)
