"""Words of the calendar of visits."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "visits.title": Text("來訪行事曆", "Calendar of visits"),
        "visits.month": Text("{year} 年 {month} 月", "{year}-{month}"),
        "visits.caption": Text("{year} 年 {month} 月的來訪，一週一列", "Visits of {year}-{month}, a week in each row"),
        "visits.months": Text("換月份", "Other months"),
        "visits.previous": Text("上個月", "Previous month"),
        "visits.next": Text("下個月", "Next month"),
        "visits.this_month": Text("本月", "This month"),
        "visits.choose": Text("月份", "Month"),
        "visits.go": Text("查看", "Show"),
        "visits.sunday": Text("日", "Sun"),
        "visits.monday": Text("一", "Mon"),
        "visits.tuesday": Text("二", "Tue"),
        "visits.wednesday": Text("三", "Wed"),
        "visits.thursday": Text("四", "Thu"),
        "visits.friday": Text("五", "Fri"),
        "visits.saturday": Text("六", "Sat"),
        "visits.today": Text("今天", "today"),
        "visits.list": Text("清單", "List"),
        "visits.none": Text("本月沒有訪賓。", "No visitors this month."),
        "visits.new": Text("提出來訪申請", "Request a visit"),
        "visits.held": Text("已保留", "held"),
        "visits.held_for_others": Text("{thing}：已由其他案件保留", "{thing}: held for another case"),
        "visits.until": Text("{first} 至 {last}", "{first} to {last}"),
        "visits.things": Text("保留：{things}", "Holds: {things}"),
        "visits.done": Text("已完成", "took place"),
        "visits.more": Text("本月的資料太多，只列出前面的。", "There is more in this month than is listed."),
        "visits.taken": Text("這幾天前後已保留的", "Held around these days"),
        "visits.taken_line": Text("{thing}：{first} 至 {last}，{by}", "{thing}: {first} to {last}, {by}"),
        "visits.by_other": Text("其他案件", "another case"),
        "visits.by_case": Text("案件 {number}", "case {number}"),
    }
)
