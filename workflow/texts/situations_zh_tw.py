"""Where a case stands, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "situation_yours": ("現在等您處理「{state}」，第 {step} 關，共 {steps} 關。", "現在等您處理「{state}」。"),
        "situation_one": (
            "現在由 {holder} 處理「{state}」，第 {step} 關，共 {steps} 關。",
            "現在由 {holder} 處理「{state}」。",
        ),
        "situation_applicant": (
            "現在等申請人 {holder} 修改「{state}」，第 {step} 關，共 {steps} 關。",
            "現在等申請人 {holder} 修改「{state}」。",
        ),
        "situation_several": (
            "現在等 {count} 個單位處理「{state}」：{holders}。第 {step} 關，共 {steps} 關。",
            "現在等 {count} 個單位處理「{state}」：{holders}。",
        ),
        "situation_outside": (
            "現在等{party}回覆，由 {holder} 登錄。第 {step} 關，共 {steps} 關。",
            "現在等{party}回覆，由 {holder} 登錄。",
        ),
        "situation_reconfirm": "核過的內容後來有更新，等 {holders} 再確認。",
        "situation_info": "「{state}」請人補充說明，等 {holders} 回覆。",
        "situation_unblock": "「{state}」已達次數上限，等 {holders} 決定是否再辦。",
        "situation_held": "「{state}」由 {holder} 暫停，{until} 恢復辦理。",
        "note_handed": "{holder} → {taker}",
        "note_beside_row": "為登錄的「{code}」開始",
        "note_follows": "接續前一案件",
        "note_spawned": ("已開始 {count} 件後續案件", "已開始後續案件"),
        "situation_children": (
            "目前是「{state}」，等 {children} 件案件，還有 {running} 件未結束。",
            "目前是「{state}」，等其他案件結束。",
        ),
        "note_child_ended": "等候的第 {child} 件已結束：{outcome}",
        "note_child_late": "第 {child} 件已結束：{outcome}；本案已不再等它",
        "note_not_collected": "{fields}未帶回：內容放不進本案的欄位",
        "note_children_called_off": "收回 {count} 件還沒結束的案件",
        "note_called_off": "前一案件不再等本案，已收回",
        "note_called_off_late": "前一案件不再等本案，但本案已經結束",
        "note_signal": "由別的案件通知",
        "note_signal_ignored": "由別的案件通知；本案並未等候這件事",
        "note_told": "已通知另一件案件",
        "note_informed": "知會 {holder}",
        "note_speed": ("{from}改為{to}", "選定速別：{to}"),
        "note_closed_early": "條件成立，提前結束這一關",
        "note_carried": "內容未變，沿用 {count} 個決定",
        "note_retroactive": "補簽：{on} 已口頭同意",
        "note_signed_password": "已再次輸入密碼簽署",
        "note_signed_confirmed": "示範環境以勾選代替密碼確認",
        "note_signed_paper": "紙本簽名",
        "note_recorded": "依紙本登錄：{person} 於 {on} 簽名",
        "note_merged_into": "併入 {number}",
        "note_split_from": "自 {number} 分出",
        "note_took_in": "{number} 併入本案",
        "note_let_go": "{number} 分出自行辦理",
        "note_to_paper": "紙本在：{place}",
        "note_together": "與其他案件一次核准",
        "note_batch": "全部 {count} 件一次決定，批次 {key}",
        "note_frozen": "{document}定稿，第 {version} 版",
        "note_letter_issued": "{document}發文，第 {version} 版",
        "note_letter_held": "{document}緩發",
        "note_letter_not_issued": "{document}不發",
        "note_rendered": (
            "{document}第 {version} 版，{number}，指紋 {fingerprint}",
            "{document}第 {version} 版，指紋 {fingerprint}",
        ),
        "note_held": "暫停到 {until}",
        "note_extension": "展期 {days}",
        "note_late": ("逾期 {late}收件", "逾期收件"),
        "note_due_moved": ("期限由 {before} 改為 {after}", "期限 {before} 停止計算", "期限 {after}"),
        "situation_waits": ("目前是「{state}」，{until} 自動續辦。", "目前是「{state}」，時間到會自動續辦。"),
        "situation_ended": "本案已結束：{outcome}，{at}。",
        "situation_took": ("歷時 {used}。", "當日辦結。"),
        "situation_since": (
            "{opened} 收到，已 {used}；期限 {due}，還有 {left}。",
            "{opened} 收到；期限 {due}，還有 {left}。",
            "{opened} 收到；期限 {due}。",
            "{opened} 收到，已 {used}；這一關沒有期限。",
            "{opened} 收到；這一關沒有期限。",
        ),
        "situation_grace": "{opened} 收到；期限 {due} 已過，{closes} 前仍收件，並註記逾期。",
        "situation_today": ("{opened} 收到，已 {used}；今天（{due}）到期。", "{opened} 收到；今天（{due}）到期。"),
        "due_never": "沒有期限",
        "due_left": ("{due}到期，還有 {left}", "{due}到期"),
        "due_today": "今天到期（{due}）",
        "due_late": ("逾期 {late}（{due}）", "已逾期（{due}）"),
        "situation_late": (
            "{opened} 收到；期限 {due}，已逾期 {late}。",
            "{opened} 收到；期限 {due}，已逾期。",
        ),
    }
)
