"""Why a case is where it is, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "opened": "由第 {seq} 筆歷程開啟：{by}「{action}」，{at}。",
        "opened_by_clock": "由第 {seq} 筆歷程開啟：到期處理，{at}。",
        "asked_again": "{by} 曾於「{state}」決定（第 {decision} 個決定），當時核過的內容已變更。",
        "visits_exceeded": "「{state}」已進入 {count} 次，超過流程所訂次數，須由流程負責人決定。",
        "has_a_vote": "共 {voters} 票，本件為其中一票；須 {needed} 票贊成。",
        "no_vote": "「{actor}」沒有投票權：職務出缺、當事人應迴避，或已另有一票。",
        "no_quorum": "可投票者只有 {voters} 人，未達 {quorum} 人，因此不表決。",
        "asks_applicant": "「{actor}」就是申請人 {person}。",
        "asks_person": ("「{actor}」是 {person}（依 {path}）。", "「{actor}」是 {path} 所指定的人。"),
        "asks_post": (
            "「{actor}」是 {unit} 的 {post}（依 {path}）。",
            "「{actor}」是 {unit} 的 {post}。",
            "「{actor}」是 {post}。",
        ),
        "asks_pool": (
            "「{actor}」是 {unit} 的 {post} 中簽收的人（依 {path}）。",
            "「{actor}」是 {unit} 的 {post} 中簽收的人。",
            "「{actor}」是 {post} 中簽收的人。",
        ),
        "asks_decider": (
            "分層負責明細表「{item}」第 {row} 列：由 {post} 代 {in_name_of} 決行。",
            "分層負責明細表「{item}」第 {row} 列：由 {post} 決行。",
            "「{actor}」是依分層負責明細表決行的人。",
        ),
        "escalated_notify": ("已另通知 {to}，第 {seq} 筆，{at}。", "當時沒有上一級主管可通知，{at}。"),
        "escalated_add": ("已加入 {to}，第 {seq} 筆，{at}。", "當時沒有上一級主管可加入，{at}。"),
        "escalated_move": ("已移給 {to}，第 {seq} 筆，{at}。", "當時沒有可移交的對象，{at}。"),
        "handed_over": "原承辦已無人可辦或權責已改，改由 {to}：第 {seq} 筆歷程，{at}。",
        "due_moved": ("第 {seq} 筆歷程於 {at} 重算期限；原為 {before}。", "第 {seq} 筆歷程於 {at} 定了期限。"),
        "claimed": "由 {by} 簽收，第 {seq} 筆，{at}。",
        "kept_same": "交還先前承辦的 {by}。",
        "due_none": "流程沒有訂期限。",
        "due_unknown": "已無從得知期限的起算點。",
        "due_within": "自 {begun} 起 {within}。",
        "due_until": "依規則 {rule}。",
        "due_recounted": "依今日的行事曆與資料計算會是 {at}；仍以開啟時所定為準。",
        "clock_stopped": "這段期間全案期限停止計算。",
        "case_due_within": "全案期限：自 {begun} 起 {within}。",
        "handed_by": "由 {by} 交辦。",
        "due_extended": "展期 {times} 次，合計 {within}。",
        "due_held": "暫停期間順延 {within}。",
        "due_on_hold": ("暫停到 {until}，期間不計時；原期限 {due}。", "暫停到 {until}。"),
        "due_by_speed": "期間曾變更速別，期限重新計算。",
        "case_clock_stopped": "期限曾停止計算 {days} 個工作天。",
        "no_more_rungs": "之後不會再自動處理。",
        "rung_remind": "{at}（{rule}）：提醒承辦。",
        "rung_notify": ("{at}（{rule}）：通知 {to}。", "{at}（{rule}）：通知上一級主管；今日沒有。"),
        "rung_add": ("{at}（{rule}）：加入 {to}。", "{at}（{rule}）：加入上一級主管；今日沒有。"),
        "rung_move": ("{at}（{rule}）：移給 {to}。", "{at}（{rule}）：移交；今日沒有對象。"),
        "rung_timeout": "{at}：到期以「{outcome}」處理。",
        "entered": "第 {seq} 筆歷程：{by}「{action}」，{at}。",
        "entered_by_clock": "第 {seq} 筆歷程：到期處理，{at}。",
        "direct": "直接回到退回前的「{state}」。",
        "returned_to": "退回「{state}」。",
        "chose": ("依條件走向「{state}」。", "依條件選擇。"),
        "would_choose": "依今日的資料會走向「{state}」。",
        "state_not_needed": "條件不成立，不需任何人處理。",
        "state_passed": "其中各項都已有答覆，不需再問。",
        "branch_asked": "會「{branch}」：條件成立。",
        "branch_not_asked": "不會「{branch}」：條件不成立。",
        "decision_unchanged": "有效：{fields} 都沒有變。",
        "decision_binds_nothing": "有效；沒有綁定任何欄位。",
        "decision_carried": "核過的內容沒有變，於第 {visit} 次進入時沿用。",
        "decision_stale": ("{fields} 於第 {seq} 筆變更，{at}。", "{fields} 與當時不同。"),
        "decision_not_confirmed": "再次詢問時沒有獲得確認。",
        "asked_by": (
            "由 {unit} {post} {by} 在流程之外請求：{position}。",
            "由 {by} 在流程之外請求：{position}。",
        ),
        "asks_added": (
            "{unit}{post}，先前加會並已答覆，因內容有改而再問一次。",
            "{by}，先前加會並已答覆，因內容有改而再問一次。",
        ),
        "question_clock_moved": "承辦等候回覆的 {days} 個工作天不計，期限順延。",
        "question_clock_stands": "承辦已請人補充說明，回覆前期限停止計算。",
        "decision_void_objected": "不再有效：後加簽的人不同意，第 {seq} 筆。",
        "decision_void_next_round": "不再有效：已開始新的一輪，第 {seq} 筆。",
        "decision_void_returned": "不再有效：案件退回，第 {seq} 筆。",
        "decision_void_withdrawn": "不再有效：案件撤回，第 {seq} 筆。",
        "decision_void_taken_back": "不再有效：已取回，第 {seq} 筆。",
        "decision_void_asked_again": "不再有效：同一事項重新詢問，第 {seq} 筆。",
        "decision_void_carried_on": "已由後來的進入沿用，第 {seq} 筆。",
        "decision_void_migrated": "不再計入：案件移轉到另一版，改在那一版計入，第 {seq} 筆歷程。",
        "decision_void_not_in_version": "不再計入：案件移轉到的版本不再問這一項，第 {seq} 筆歷程。",
        "decision_void_reconfirmed": "已再次確認，第 {seq} 筆。",
    }
)
