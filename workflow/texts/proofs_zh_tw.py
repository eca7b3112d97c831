"""What was proved or refuted about people, time, data and versions, in Chinese: a sentence and a way out each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cases_overlap": "分流「{state}」有兩個條件同時成立：{guards}；{values} 時只能看先後順序。",
        "ladder_not_rising": "逾期各級的時間沒有一級比一級晚：{times}。",
        "ladder_without_name": "「{state}」的逾期最後只找上級；到了最上級就沒有人，案件會停住。",
        "ladder_ends_in_holder": "「{state}」的逾期最後移給「{actor}」，但案件本來就在他手上。",
        "ladder_goes_down": "「{state}」的逾期把「{holder}」的案件往下移給「{actor}」。",
        "may_be_unset": "到這裡時「{name}」可能還沒填，例如這樣走：{way}。",
        "asked_but_hidden": "要 {audience} 填寫 {names}，卻不讓他看見。",
        "guest_sees_personal": "「{state}」會讓對方看到個人資料：{names}。",
        "guest_sees_internal": "「{state}」會讓對方看到內部內容：{names}。",
        "nobody_can_act": "「{state}」的「{slot}」沒有人可以辦：{cases}。",
        "too_few_people": "{states} 要由不同人辦理，但人不夠：{cases}。",
        "absence_leaves_nobody": "下列任何一人請假時，「{state}」的「{slot}」沒有人可以辦：{people}。",
        "leaver_leaves_nobody": "下列任何一人離職時，「{state}」的「{slot}」沒有人可以辦：{people}。",
        "absence_breaks_separation": "下列任何一人請假時，{states} 湊不出不同的人：{people}。",
        "choice_leaves_nobody": "前面由誰辦理，可能讓「{state}」沒有人可以辦（{states}）：{cases}。",
        "one_holder": "「{state}」的「{slot}」只有一個人能辦，逾期也不會移給別人：{people}。",
        "pool_of_one": "「{state}」的「{slot}」應由多人分辦，目前只有一人：{people}。",
        "vote_not_winnable": "「{state}」的表決要 {needed} 個不同的人同意，人數不夠：{cases}。",
        "vote_not_losable": "「{state}」的表決沒有人能反對，每一種答覆都算同意。",
        "two_votes_of_one": "「{state}」有人可能投兩票：{people}。",
        "decides_twice": "「{actor}」在 {states} 都要核，核的內容不同，每次都會再問一次。",
        "effect_never_happens": "沒有一條路以「{outcome}」離開，所以它的作業不會執行。",
        "reservation_kept": "「{operation}」保留的東西在這條路上不會釋出：{way}。",
        "effect_before_approval": "「{operation}」做了就收不回來，但案件之後還可能走到 {states}。",
        "effect_twice": "「{operation}」做了就收不回來，但在 {states} 可能再做一次。",
        "longer_than_the_case": "{begun} 開始的案件，最長的一條路要到 {ended}，超過全案期限 {limit}：{way}。",
        "waits_on_our_time": "「{state}」在等對方，全案的時間卻照算。",
    }
)

HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cases_overlap": "請讓條件彼此排除，或以 else 結尾；有 else 時以先成立的為準。",
        "ladder_not_rising": "每一級的時間都要比前一級晚。",
        "ladder_without_name": "最後一級請指名角色，例如主任秘書或校長。",
        "ladder_ends_in_holder": "請為這個狀態另寫 escalate，最後移給別人。",
        "ladder_goes_down": "請為這個狀態另寫 escalate，最後移給同級或更高的職務。",
        "may_be_unset": "請在填寫的地方設為 required，或給 default，或先判斷 is not None。",
        "asked_but_hidden": "請從 hide_from 拿掉 {audience}，或改由別人填寫。",
        "guest_sees_personal": "請從 sees 拿掉，或對 partner 隱藏該部分。",
        "guest_sees_internal": "請從 sees 拿掉。",
        "nobody_can_act": "請補上職務人員，或以 nobody: {{send_to: …}} 指定由誰處理，或改由別的角色辦理。",
        "too_few_people": "請讓其中一關改由別的角色辦理，或增加該職務的人員。",
        "absence_leaves_nobody": "請加一級把案件交給別人（add、move），或說明理由接受 L16。",
        "leaver_leaves_nobody": "請讓 nobody 指向另一個職務，或說明理由接受 L16。",
        "absence_breaks_separation": "請增加人員，或加一級把案件交給別人，或說明理由接受 L16。",
        "choice_leaves_nobody": "請用沒有共同人員的角色，或說明理由接受 L16。",
        "one_holder": "請加一級把案件交給別人（add、move），或說明理由接受 L24。",
        "pool_of_one": "請增加成員，或把 pool 改成 post，或說明理由接受 L24。",
        "vote_not_winnable": "請降低 count，或改問由不同人擔任的角色。",
        "vote_not_losable": "請在 next 提供 reject 或 return。",
        "two_votes_of_one": "請用沒有共同人員的角色，或說明理由接受 L23。",
        "decides_twice": "請用 different_people 分開，或讓兩處 binds 相同，或說明理由接受 L17。",
        "effect_never_happens": "請寫離開這個狀態的結果，例如 complete。",
        "reservation_kept": "請在這條路上呼叫其中一個：{wanted}。",
        "effect_before_approval": "請把這項作業移到核准結束前的最後一步。",
        "effect_twice": "請只留一個。",
        "longer_than_the_case": "請縮短各關期限，或放寬全案期限，或說明理由接受 L19。",
        "waits_on_our_time": "請在期限加 clock: stopped，或說明理由接受 L19。",
    }
)
