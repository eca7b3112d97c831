"""Words of the partner register."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "partners.title": Text("合作學校", "Partner institutions"),
        "partners.caption": Text("合作學校清單", "List of partner institutions"),
        "partners.text": Text("校名、網域或國家", "Name, domain or country"),
        "partners.country": Text("國家或地區", "Country or region"),
        "partners.region": Text("地區別", "Region"),
        "partners.status": Text("往來狀態", "Status"),
        "partners.school": Text("學校", "School"),
        "partners.domain": Text("網域", "Domain"),
        "partners.all": Text("全部", "All"),
        "partners.option": Text("{label}（{n}）", "{label} ({n})"),
        "partners.filter": Text("篩選", "Filter"),
        "partners.clear": Text("清除篩選", "Clear the filters"),
        "partners.found": Text("{total} 所中的 {n} 所", "{n} of {total} {total|school|schools}"),
        "partners.none": Text(
            "登錄中還沒有學校；國際合作組可以從檔案匯入。",
            "The register is empty; the International Cooperation Section can import a file.",
        ),
        "partners.none_here": Text("沒有學校符合這些條件。", "No school fits these filters."),
        "partners.import": Text("匯入", "Import"),
        "partners.website": Text("網站", "Website"),
        "partners.agreements": Text("書約", "Agreements"),
        "partners.no_agreements": Text("與這所學校還沒有書約。", "There are no agreements with this school yet."),
        "partners.end_all": Text(
            "這所學校列為禁止往來：以下有效書約應予終止。已全部勾選，按「起始終止」成為草稿。",
            "This school is prohibited: its agreements in force must be ended. All are ticked: begin to end them.",
        ),
        "partners.places": Text("交換名額", "Exchange places"),
        "partners.academic_year": Text("學年度", "Academic year"),
        "partners.count": Text("名額", "Places"),
        "partners.visits": Text("訪問紀錄", "Visits"),
        "partners.headcount": Text("{n} 人", "{n} {n|person|people}"),
        "partners.cases": Text("與這所學校有關的案件", "Cases with this school"),
        "partners.no_cases": Text("沒有您可以看到的案件。", "No cases that you may see."),
        "partners.back": Text("回到合作學校", "Back to the partners"),
        "partners.import_title": Text("匯入合作學校", "Import partner institutions"),
        "partners.import_lead": Text(
            "以網域辨認學校：已有的更新，沒有的新增；檔案裡沒有的欄位保持原樣。有任何一列錯誤，整份都不會匯入。",
            "Schools are told apart by their domain: known ones are changed, new ones added, and columns that the "
            "file does not have stay as they are. If one row is wrong, nothing is imported.",
        ),
        "partners.columns": Text("可用的欄位", "Columns that a file may have"),
        "partners.column": Text("欄位", "Column"),
        "partners.meaning": Text("意義", "Meaning"),
        "partners.file": Text("CSV 檔案", "CSV file"),
        "partners.file_hint": Text(
            "UTF-8 編碼、以逗號分隔，第一列為欄位名稱，不超過 16 MB。",
            "UTF-8, separated by commas, with the names of the columns in the first row, at most 16 MB.",
        ),
        "partners.no_file": Text("請選擇檔案。", "Choose a file."),
        "partners.wrong": Text(
            "{n} 個地方有錯，沒有匯入任何資料", "{n} {n|place is|places are} wrong, and nothing was imported"
        ),
        "partners.row": Text("列", "Row"),
        "partners.value": Text("內容", "Found"),
        "partners.what": Text("問題", "What is wrong"),
        "partners.cut": Text("只列出前 {n} 個。", "Only the first {n} are listed."),
        "partners.whole_file": Text("整份檔案", "whole file"),
        "partners.imported": Text(
            "讀入 {n} 列：新增 {new} 所，更新 {changed} 所。",
            "{n} {n|row|rows} read: {new} new, {changed} changed.",
        ),
    }
)
