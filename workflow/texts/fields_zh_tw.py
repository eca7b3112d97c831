"""What is to be corrected in a field or a file, in Chinese: the act, not the fault."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "required": ("選擇「{label}」：{options}", "填寫「{label}」", "選擇其中一項：{options}", "填寫這一欄"),
        "not_text": "這一欄要填文字",
        "too_long": "太長，最多 {longest}（字或項）",
        "too_short": "太短，至少 {shortest}（字或項）",
        "too_guessable": (
            "太容易猜到。換成幾個不相干的詞，或一句只有自己知道的話；"
            "不要用常見的密碼、鍵盤上相鄰的字、重複的字，或帳號、姓名、職務、單位與學校的名稱"
        ),
        "control_characters": "含有看不見的控制字元，刪除後重新輸入",
        "not_an_email": "電子郵件寫成 name@example.edu.tw 的樣子",
        "not_an_integer": "填寫整數，例如 12",
        "not_a_number": ("填寫數字，小數最多 {places} 位", "填寫數字，例如 1200 或 3.5"),
        "not_an_option": ("「{value}」不是可選的項目，是否為：{near}", "選擇其中一項：{options}", "選擇列出的項目"),
        "too_small": "不能小於或早於 {minimum}",
        "too_large": "不能大於或晚於 {maximum}",
        "not_a_date": "日期寫成 115/12/4 或 2026-12-04",
        "not_a_list": "這一欄要填清單",
        "unit_not_taken": "「{value}」不在這裡可選的單位內",
        "unknown_reference": "找不到「{value}」，從清單選擇",
        "unknown_country": "沒有「{found}」這個國家或地區代碼，寫成兩個字母，例如 JP",
        "row_alike": "已有「{code}」這一列，內容不能相同",
        "wrong_shape": "這一欄的格式不對，要填一組欄位",
        "read_only": "這一欄由系統帶入，不能修改",
        "unknown_field": ("沒有這一欄，是否為：{near}", "這一關沒有這一欄，或不能修改"),
        "informed_already": "已經知會過，請選擇其他人",
        "file_type": "檔案要是 {accept}",
        "document_required": ("上傳「{label}」", "上傳這個檔案"),
        "not_checked": "確認「{item}」後打勾",
        "unset": "先填寫「{name}」",
        "wrong_type": "「{name}」的內容不對，無法判斷這一欄是否必填",
        "out_of_range": "數字太大，無法計算",
        "empty_list": "先填寫清單的內容",
        "too_many_steps": ("「{name}」超過 {longest} 個字，無法計算", "內容太多，無法計算"),
        "not_bool": "無法判斷這一欄是否必填",
        "unknown_file": "這個檔案已不在，或不是您上傳的。請重新上傳",
        "file_too_large": "「{filename}」太大，上限 {megabytes} MB",
        "file_empty": "「{filename}」是空的，確認檔案後再試一次",
        "file_wrong_content": "「{filename}」的內容不是 {ending} 檔，存成 {ending} 檔後再上傳",
        "file_locked": "「{filename}」有密碼，存成沒有密碼的檔案",
        "file_unsafe": "「{filename}」含有巨集或不安全的內容，沒有收下",
        "file_unknown_ending": "「{filename}」不是可接受的檔案種類，可用：{endings}",
        "deputy_is_oneself": "選擇別人：自己不能代理自己",
        "deputy_has_left": "這個人已離職，選擇別人",
        "deputy_circle": "這段期間您（直接或透過別人）代理這個人，選擇別人",
        "deputy_overlaps": "這個人在 {begins} 至 {ends} 已是您的代理人，改選日期，或先結束原來的代理",
        "first_in_the_past": "選擇今天或之後的日子",
        "last_before_first": "迄日不能早於起日",
        "nobody_there": "這個職務目前無人，改選別人",
        "asks_oneself": "這就是您本人，改選別人",
        "in_conflict": "本案與這個人有關，應迴避，改選別人",
        "asked_already": "已經請這一位處理，改選別人",
        "lead_of_other_kind": "填同一種申請的另一件案號",
        "lead_past_joining": "{number} 已到決定的關卡或已決定，不能再併入",
        "lead_not_held": "{number} 的承辦關卡不在您手上，不能併案",
        "lead_differs": "兩案須相同：{names}",
        "signer_not_holder": "這個人當天不能簽這一關，檢查簽名者和日期",
        "signer_decided_before": "這個人已簽過，或已簽過須由不同人辦的關卡，檢查簽名者",
        "in_the_chain": "這個人已經在這一串委派裡，改選別人",
    }
)
