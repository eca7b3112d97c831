"""Why an action is not allowed now, and why a task went to somebody else, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "case_closed": ("本案已結束（{outcome}），不能再{action}。", "本案已結束（{outcome}）。", "本案已結束。"),
        "draft_overtaken": "您在另一個視窗改過這一段。看過兩份內容，再儲存一次。",
        "draft_sent": "這份草稿已送出，案號 {number}。",
        "not_from_here": "「{code}」目前的狀態不能起始這類案件。",
        "too_many_drafts": "您已有 {most} 份草稿，刪除不需要的再開始。",
        "stale": "您開啟後內容已有更新，看過新的內容再決定。",
        "task_closed": (
            "{by} 已於 {at} 處理（{outcome}），您不需再處理。",
            "這一關已經處理完畢，您不需再處理。",
        ),
        "not_in_this_state": (
            "本案目前在「{state}」，不能{action}。",
            "本案目前不能{action}。",
        ),
        "which_task": "您在這件案子有多個待辦（{tasks}），選擇要處理哪一個。",
        "claimed": "{by} 已簽收這一關，由他處理。",
        "already_claimed": "您已經簽收這一關。",
        "not_claimed": "這一關不是由您簽收的，不能放回。",
        "too_early": "要到 {not_before} 才能辦理。",
        "signature_needed": "這個決定須在案件頁面輸入密碼簽署，程式不能代簽。",
        "not_together": "這一關不能和其他案件一次核准，請開啟案件逐件處理。",
        "deadline_passed": "期限 {due} 已過，不再收件。",
        "on_hold": "這一關暫停到 {until}，先恢復再辦理。",
        "not_on_hold": "這一關沒有暫停。",
        "already_overdue": "期限 {due} 已過，不能再暫停或展期。",
        "hold_used_up": "這一關合計最多暫停 {within}，已經用完。",
        "nobody_to_take": "沒有其他人可以接辦這一關。",
        "nobody_to_urge": "目前沒有在等別人，不需催辦。",
        "urged_already": "已經催辦過，{again} 以後可以再催。",
        "too_many_informed": "最多知會 {most} 人。",
        "not_informed": "這件案子沒有知會您。",
        "noted_already": "您已經閱過。",
        "extension_pending": ("已經申請展期 {days}，等待核准。", "已經申請展期，等待核准。"),
        "extensions_used_up": "這一關最多展期 {times} 次，已經用完。",
        "extension_total_used": "這一關合計最多展期 {within}，已經用完。",
        "too_late": (
            "本案已進入「{state}」，不能再撤回。",
            "復原要在 {seconds} 秒內，現在已經超過。",
            "取回要在 {within}內，現在已經超過。",
            "已經超過可以辦理的時間。",
        ),
        "self_approval": (
            "本案與 {people} 本人有關，不能由本人或代理人核准。",
            "本案與您本人有關，不能由您核准。",
        ),
        "same_person_twice": (
            "{people} 已在「{state}」簽過，這一關要由另一人簽。",
            "同一人不能簽這兩關，這一關要由另一人簽。",
        ),
        "not_yours": ("這一關由 {holders} 處理。", "這件案子目前不是由您處理。"),
        "nobody_can_act": (
            "「{actor}」目前無人可以處理：{reasons}。案件沒有送出，內容已保留。",
            "「{actor}」目前無人可以處理。案件沒有送出，內容已保留。",
        ),
        "nothing_to_take_back": "沒有可以取回的決定。",
        "already_taken_up": "下一關已經簽收或處理，不能取回。",
        "has_effects": "這個決定已經產生效果，不能取回。",
        "timer_settled": "這個期限已經處理過。",
        "signal_settled": "另一件案件的這個訊息已經處理過。",
        "too_deep": "案件最多 {most} 層互相等候。本案沒有變動。",
        "no_such_case": "沒有「{code}」這個案號或登錄資料。本案沒有變動。",
        "batch_held_up": "這幾件全部核准或全部不核准；{number} 無法核准，所以這一件也沒有變動。",
        "follows_only": "這類案件不能直接申請，是由別的案件接續產生的。",
        "cannot_watch": (
            "「{code}」的追蹤案件無法開始。什麼都沒有變更。",
            "各列的追蹤案件無法開始：沒有人可以起案，或流程尚未發布。",
        ),
        "cannot_follow": (
            "第 {row} 列的案件無法以所填的內容開始：{fields}。本案沒有變動。",
            "後續案件無法以本案所填的內容開始：{fields}。本案沒有變動。",
            "後續案件無法開始。本案沒有變動。",
        ),
        "no_such_register": "流程要寫入的登錄「{register}」不存在。本案沒有變動，請通知承辦單位。",
        "no_such_row": "登錄「{title}」沒有「{code}」這一列。本案沒有變動。",
        "row_changed": "您開啟後別人改過這一列。看過兩份內容，再儲存一次。",
        "row_taken": (
            "登錄「{title}」已有一列「{code}」與這一列的「{label}」相同。本案沒有變動。",
            "登錄「{title}」已有「{code}」這一列。",
        ),
        "row_not_valid": (
            "登錄「{title}」的「{label}」寫不進去：{why}。本案沒有變動。",
            "登錄「{title}」的「{label}」寫不進去。本案沒有變動。",
        ),
        "may_not_start": ("這項申請由 {posts} 提出。", "您目前的職務不能提出這項申請。"),
        "which_hat": "您有多個職務（{hats}），選擇以哪一個職務申請。",
        "busy": "同一時間有多人在處理這件案子，沒有完成這個動作，資料沒有遺失。再試一次。",
        "value_missing": "流程需要「{name}」才能繼續，目前是空的；已填的內容都還在。",
        "cannot_be_decided": "流程的規則無法以目前的內容判斷（{code}）；已填的內容都還在，請通知承辦單位。",
        "form_used": "這個表單已經送出過，沒有重複處理。重新開啟案件查看結果。",
        "sign_in_failed": "帳號或密碼不正確。",
        "sign_in_locked": "嘗試次數過多，{until} 以後才能再登入。",
        "waiting_for": "要先等 {holders} 回覆（{since} 請求）。",
        "delegated_too_often": "已經委派 {most} 層，不能再往下委派；先回覆或交回。",
        "vacant": ("{unit} 的 {post} 目前出缺。", "職務出缺。"),
        "climbed": ("改由 {to} 的 {post} 處理。", "改由上級單位的同一職務處理。"),
        "left": "申請人已不在職或在學。",
        "no_decider": ("分層負責明細表沒有「{item}」的決行層級。", "分層負責明細表沒有決行層級。"),
        "person_unset": ("還沒有填寫指定人員的欄位（{path}）。", "還不知道是哪一位。"),
        "not_there": ("{person} 已不在職。", "指定的人員已不在職。"),
        "unit_unset": ("還沒有填寫決定單位的欄位（{path}）。", "還不知道是哪一個單位。"),
        "conflict": ("{holder} 與本案有利害關係，應迴避。", "應迴避。"),
        "conflict_to_superior": ("{from} 應迴避，改由 {to} 處理。", "應迴避，改由上級處理。"),
        "sent_to_fallback": ("改由備用的「{to}」處理。", "改由備用的人員處理。"),
    }
)
