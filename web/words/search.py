"""Words of the search page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "search.title": Text("搜尋", "Search"),
        "search.title_for": Text("搜尋「{words}」", "Search for “{words}”"),
        "search.words": Text("案件名稱、案號或合作學校", "Words of a title, a number, or a partner institution"),
        "search.hint": Text(
            "中文至少兩個字，英文用字首；案號可以只打一部分，例如 234；打完整的案號會直接開啟案件。"
            "學校可以打中英文名稱、網域或國家。",
            "At least two Chinese characters or the beginning of an English word; of a number, a part such as 234, and "
            "the whole number opens the case. Of an institution, its name, domain or country.",
        ),
        "search.button": Text("搜尋", "Search"),
        "search.cases": Text("案件", "Cases"),
        "search.partners": Text("合作學校", "Partner institutions"),
        "search.found": Text(
            "找到案件 {n} 件、合作學校 {schools} 所。",
            "{n} {n|case|cases} and {schools} partner {schools|institution|institutions} found.",
        ),
        "search.more": Text(
            "案件只列出最新的 {n} 件，多打幾個字可以縮小範圍；合作學校 {schools} 所。",
            "Only the newest {n} cases are listed, more words narrow it down; {schools} partner "
            "{schools|institution|institutions} found.",
        ),
        "search.all_partners": Text("看全部 {n} 所", "All {n} institutions"),
        "search.none": Text(
            "沒有您可以看到的案件或合作學校符合「{words}」。",
            "No case that you may see and no partner institution fits “{words}”.",
        ),
        "search.none_hint": Text(
            "請試試較少的字、案號的一部分，或學校名稱的一部分。",
            "Try fewer words, a part of the number, or a part of the institution's name.",
        ),
        "search.suggestions": Text("搜尋建議", "Suggestions"),
        "search.suggested": Text(
            "有 {n} 項建議，可用上下鍵選擇。",
            "{n} {n|suggestion|suggestions}; choose with the arrow keys.",
        ),
        "search.not_suggested": Text("沒有建議。", "No suggestions."),
        "search.applicant": Text("申請人 {name}", "Filed by {name}"),
        "search.since": Text("{at} 送件", "filed {at}"),
        "search.due": Text("期限 {at}", "due {at}"),
    }
)
