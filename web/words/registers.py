"""Words of registers in general."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "registers.title": Text("登錄", "Registers"),
        "registers.lead": Text(
            "案件辦完以後留下的資料：各流程寫入，也可由負責的職務更改。",
            "What cases leave behind: written by processes, and changed by the posts in charge.",
        ),
        "registers.nothing": Text("沒有您可以查看的登錄。", "There is no register that you may see."),
        "registers.rows": Text("{n} 列", "{n} {n|row|rows}"),
        "registers.all_registers": Text("所有登錄", "All registers"),
        "registers.caption": Text("{title}清單", "Rows of {title}"),
        "registers.text": Text("要找的字", "Words to look for"),
        "registers.all": Text("全部", "All"),
        "registers.option": Text("{label}（{n}）", "{label} ({n})"),
        "registers.filter": Text("篩選", "Filter"),
        "registers.clear": Text("清除篩選", "Clear the filters"),
        "registers.found": Text("{total} 列中的 {n} 列", "{n} of {total} {total|row|rows}"),
        "registers.none": Text("還沒有資料。", "There is nothing in it yet."),
        "registers.none_here": Text("沒有符合這些條件的資料。", "No row fits these filters."),
        "registers.add": Text("新增一列", "Add a row"),
        "registers.add_to": Text("新增：{title}", "Add to {title}"),
        "registers.import": Text("匯入", "Import"),
        "registers.export": Text("下載 CSV", "Download as CSV"),
        "registers.edit": Text("更改", "Change"),
        "registers.edit_row": Text("更改：{name}", "Change {name}"),
        "registers.back": Text("回到{title}", "Back to {title}"),
        "registers.row_name": Text("名稱或編號", "Name or code"),
        "registers.save": Text("儲存", "Save"),
        "registers.saved": Text("已儲存。", "Saved."),
        "registers.overtaken": Text("您開啟後別人改過這一列", "Somebody has changed this row since you opened it"),
        "registers.overtaken_lead": Text(
            "下面是現在登錄的內容；表單裡仍是您填的。看過再儲存一次。",
            "Below is what the register holds now; the form still holds what you typed. Review both and save again.",
        ),
        "registers.now": Text("現在的內容", "Now"),
        "registers.field": Text("欄位", "Column"),
        "registers.history": Text("異動紀錄", "Changes"),
        "registers.version": Text("第 {n} 版", "Version {n}"),
        "registers.by_hand": Text("{name}更改", "changed by {name}"),
        "registers.by_case": Text("由案件 {number} 寫入", "written by the case {number}"),
        "registers.by_some_case": Text("由案件寫入", "written by a case"),
        "registers.by_system": Text("系統匯入", "imported by the system"),
        "registers.older": Text("更早的異動不在這裡列出。", "Earlier changes are not listed here."),
        "registers.change": Text("{before} → {after}", "{before} → {after}"),
        "registers.empty": Text("（空白）", "(empty)"),
        "registers.cases": Text("有關的案件", "Cases that name it"),
        "registers.no_cases": Text("沒有您可以看到的案件。", "No cases that you may see."),
        "registers.import_title": Text("匯入{title}", "Import {title}"),
        "registers.import_lead": Text(
            "以主鍵辨認每一列：已有的更新，沒有的新增；檔案裡沒有的欄位保持原樣。有任何一列錯誤，整份都不會匯入。",
            "Rows are told apart by their key: known ones are changed, new ones added, and columns that the file does "
            "not have stay as they are. If one row is wrong, nothing is imported.",
        ),
        "registers.columns": Text("可用的欄位", "Columns that a file may have"),
        "registers.column": Text("欄位", "Column"),
        "registers.meaning": Text("意義", "Meaning"),
        "registers.file": Text("CSV 檔案", "CSV file"),
        "registers.file_hint": Text(
            "UTF-8 編碼、以逗號分隔，第一列為欄位名稱，不超過 16 MB。複選的代碼以分號分隔。",
            "UTF-8, separated by commas, with the names of the columns in the first row, at most 16 MB. "
            "Several codes in a cell are separated by semicolons.",
        ),
        "registers.no_file": Text("請選擇檔案。", "Choose a file."),
        "registers.wrong": Text(
            "{n} 個地方有錯，沒有匯入任何資料", "{n} {n|place is|places are} wrong, and nothing was imported"
        ),
        "registers.line": Text("列", "Row"),
        "registers.value": Text("內容", "Found"),
        "registers.what": Text("問題", "What is wrong"),
        "registers.cut": Text("只列出前 {n} 個。", "Only the first {n} are listed."),
        "registers.whole_file": Text("整份檔案", "whole file"),
        "registers.imported": Text(
            "讀入 {n} 列：新增 {new} 列，更新 {changed} 列。", "{n} {n|row|rows} read: {new} new, {changed} changed."
        ),
    }
)
