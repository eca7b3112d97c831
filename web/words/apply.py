"""Words of filing: the catalogue, drafts, attachments and the last look."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "apply.title": Text("申請", "Apply"),
        "apply.lead": Text("選擇要辦的事項，看過說明再開始填寫。", "Choose what you need and see what it takes."),
        "apply.find": Text("找申請項目", "Find a request"),
        "apply.find_hint": Text("例如：交換、姊妹校、合約", "For example: exchange, agreement, partner"),
        "apply.find_button": Text("搜尋", "Find"),
        "apply.found": Text("找到 {n} 項", "{n} {n|request|requests} found"),
        "apply.none_found": Text("找不到「{words}」。", "Nothing matches “{words}”."),
        "apply.show_all": Text("顯示全部", "Show all"),
        "apply.open": Text("可以申請", "Open to you"),
        "apply.others": Text("您目前不能申請的（{n}）", "Not open to you ({n})"),
        "apply.nothing_open": Text(
            "目前沒有您可以申請的項目。下面列出各項由誰提出。",
            "There is nothing you can apply for. Below you see who may.",
        ),
        "apply.why_posts": Text("由這些職務提出：{posts}", "Started by: {posts}"),
        "apply.why_later": Text("{day} 開始受理", "Opens on {day}"),
        "apply.why_over": Text("已於 {day} 截止", "Closed on {day}"),
        "apply.ask": Text("有問題請洽 {unit}", "Questions: {unit}"),
        "apply.drafts": Text("還沒送出的草稿", "Drafts not sent yet"),
        "apply.saved_at": Text("草稿已存 {at}", "Draft saved {at}"),
        "apply.needed": Text("準備這些文件", "Have these documents ready"),
        "apply.needed_files": Text("必附", "required"),
        "apply.if_needed": Text("視需要", "if it applies"),
        "apply.no_files": Text("不需附件。", "No documents are needed."),
        "apply.accepts": Text("可用 {accept}，上限 20 MB", "{accept}, at most 20 MB"),
        "apply.who_decides": Text("送出後誰會處理", "Who deals with it"),
        "apply.way_depends": Text("實際關卡依您填寫的內容決定。", "The actual steps depend on what you fill in."),
        "apply.hat": Text("以哪個職務申請", "In which post do you apply"),
        "apply.hat_one": Text("您以 {hat} 的身分申請。", "You apply as {hat}."),
        "apply.choose_hat": Text("選擇以哪個職務申請", "Choose in which post you apply"),
        "apply.begin": Text("開始填寫", "Start"),
        "apply.begin_another": Text("另開一份", "Start another"),
        "apply.go_on_plain": Text("繼續填寫", "Continue"),
        "apply.files": Text("附件", "Attachments"),
        "apply.part": Text("第 {n} 部分", "Part {n}"),
        "apply.content": Text("申請內容", "Content"),
        "apply.count": Text("{done}／{n} 段已完成", "{done} of {n} sections done"),
        "apply.not_sent": Text("還沒送出", "Not sent yet"),
        "apply.state_done": Text("已完成", "Done"),
        "apply.state_begun": Text("未完成", "Not finished"),
        "apply.state_new": Text("尚未開始", "Not started"),
        "apply.left": Text("還缺 {n} 項", "{n} {n|item|items} to go"),
        "apply.to_check": Text("檢查並送出", "Check and submit"),
        "apply.delete": Text("刪除草稿", "Delete this draft"),
        "apply.delete_hint": Text("刪除後無法復原。", "This cannot be undone."),
        "apply.delete_sure": Text("確定刪除", "Delete it"),
        "apply.deleted": Text("草稿已刪除。", "The draft was deleted."),
        "apply.section_of": Text("第 {n} 段，共 {of} 段", "Section {n} of {of}"),
        "apply.save_next": Text("儲存並繼續", "Save and continue"),
        "apply.save_back": Text("儲存並回到檢查頁", "Save and go back to the check"),
        "apply.save_later": Text("儲存，稍後再填", "Save for later"),
        "apply.overview": Text("草稿總覽", "Overview of the draft"),
        "apply.contact": Text("承辦單位：{unit}", "Office in charge: {unit}"),
        "apply.overtaken": Text("您在另一個視窗改過這一段", "This section was changed in another window"),
        "apply.overtaken_lead": Text(
            "另一個視窗在 {at} 存了不同的內容，所以這次沒有存。下面是您剛才輸入的；再按一次儲存，就以這份為準。",
            "Another window saved something else at {at}, so this was not saved yet. "
            "The form below holds what you just typed; save again to keep it.",
        ),
        "apply.overtaken_short": Text(
            "另一個視窗改過這一段，沒有自動儲存", "Changed in another window, so not saved by itself"
        ),
        "apply.field": Text("欄位", "Field"),
        "apply.theirs": Text("另一個視窗", "Other window"),
        "apply.mine": Text("您剛才輸入的", "What you typed"),
        "apply.take_theirs": Text("改用另一個視窗的內容", "Use what the other window saved"),
        "apply.choose_file": Text("選擇檔案", "Choose a file"),
        "apply.choose_other": Text("更換檔案", "Replace the file"),
        "apply.upload": Text("上傳", "Upload"),
        "apply.attached": Text("已上傳「{name}」。", "“{name}” was uploaded."),
        "apply.detach": Text("移除", "Remove"),
        "apply.detached": Text("檔案已移除。", "The file was removed."),
        "apply.files_first": Text(
            "檔案選好後按「上傳」；這一頁其他內容要先儲存。",
            "Choose a file and press Upload. Save what you typed above first.",
        ),
        "apply.check": Text("確認內容後送出", "Check your answers, then submit"),
        "apply.change": Text("更改", "Change"),
        "apply.no_file": Text("未附", "Not attached"),
        "apply.missing": Text("還有 {n} 個地方要補，補齊才能送出", "{n} {n|thing|things} left before you can submit"),
        "apply.goes_to": Text("將送給", "Who it goes to"),
        "apply.submit_hint": Text(
            "送出後會取得案號並通知下一關。送出前都可以更改。",
            "It gets its number when you submit, and the next step is told. You can change everything until then.",
        ),
        "apply.speed": Text("速別", "Speed"),
        "apply.speed_choose": Text("選擇一個速別", "Choose one of the speeds"),
        "apply.speed_reason_hint": Text("選{speeds}時填寫。", "Needed for: {speeds}."),
        "apply.reason": Text("理由", "Reason"),
        "apply.reason_missing": Text("說明理由", "Give the reason"),
        "apply.submit": Text("送出申請", "Submit application"),
        "apply.copy": Text("以本案資料另開申請", "Apply again with this data"),
        "apply.too_big": Text("「{name}」超過 20 MB，換一個檔案", "“{name}” is larger than 20 MB. Choose another file"),
    }
)
