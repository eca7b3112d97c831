"""Words of what holders ask of others beside the steps of a definition."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "asked.more": Text("更多動作", "More actions"),
        "asked.text": Text("您的說明", "What you want to say"),
        "asked.text_needed": Text("您的問題", "Your question"),
        "asked.hint_request_info": Text(
            "案件留在這一關，對方回覆後由您繼續。",
            "The case stays where it is. You go on when the answer is there.",
        ),
        "asked.hint_delegate": Text(
            "請人研提意見；回覆後仍由您決定。",
            "Somebody prepares an opinion. You still decide when it is there.",
        ),
        "asked.hint_add_signer": Text(
            "多請一個人簽。前加簽：他簽完您再決定；後加簽：您決定後由他簽，不同意時由您重新決定；並簽：同時進行。",
            "One more person signs. Before you: you decide afterwards. After you: if he objects, you decide again."
            " Beside you: at the same time.",
        ),
        "asked.hint_add_unit": Text(
            "本輪多會一個單位，由單位主管回覆。", "One more unit is asked in this round; its head answers."
        ),
        "asked.info": Text("{who}請您補充說明", "{who} asks you for information"),
        "asked.delegate": Text("{who}請您研提意見", "{who} asks you to prepare an opinion"),
        "asked.before": Text("{who}請您先簽（前加簽）", "{who} asks you to sign before them"),
        "asked.later": Text("{who}請您在其後簽（後加簽）", "{who} asks you to sign after them"),
        "asked.after": Text("{who}請您在其後簽（後加簽）", "{who} asks you to sign after them"),
        "asked.beside": Text("{who}請您一起簽（並簽）", "{who} asks you to sign as well"),
        "asked.unit": Text("{who}請貴單位提供意見（加會）", "{who} asks for your unit's opinion"),
        "asked.outstanding": Text("您請求的（{n}）", "What you asked for ({n})"),
        "asked.since": Text("{at} 請求", "Asked {at}"),
        "asked.next": Text("您處理後輪到", "Their turn comes after yours"),
        "asked.behind": Text("還沒輪到", "Not their turn yet"),
        "asked.recall": Text("取消這項請求", "Take this back"),
        "asked.remove_hint": Text("理由會留在紀錄裡。", "The reason stays in the history."),
    }
)
