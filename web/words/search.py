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
        "search.words": Text("案件名稱或案號", "Words of a title, or a number"),
        "search.hint": Text(
            "中文至少兩個字，英文用字首；案號可以只打一部分，例如 234。",
            "At least two Chinese characters or the beginning of an English word; of a number, a part such as 234.",
        ),
        "search.button": Text("搜尋", "Search"),
        "search.found": Text("找到 {n} 件", "{n} {n|case|cases} found"),
        "search.more": Text(
            "只列出最新的 {n} 件；多打幾個字可以縮小範圍。",
            "Only the newest {n} are listed; more words narrow it down.",
        ),
        "search.none": Text("沒有您可以看到的案件符合「{words}」。", "No case that you may see fits “{words}”."),
        "search.none_hint": Text(
            "請試試較少的字、案號的一部分，或夥伴學校的名稱。",
            "Try fewer words, a part of the number, or the name of the partner.",
        ),
        "search.applicant": Text("申請人 {name}", "Filed by {name}"),
        "search.since": Text("{at} 送件", "filed {at}"),
        "search.due": Text("期限 {at}", "due {at}"),
    }
)
