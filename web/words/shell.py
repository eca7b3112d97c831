"""Words of what stands around every page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "shell.name": Text("簽核", "Qianhe"),
        "shell.full_name": Text("簽核系統 Qianhe", "Qianhe approvals"),
        "shell.skip": Text("跳到主要內容", "Skip to main content"),
        "shell.nav": Text("主選單", "Main menu"),
        "shell.more": Text("更多", "More"),
        "shell.account": Text("我的帳號", "My account"),
        "shell.sign_in": Text("登入", "Sign in"),
        "shell.sign_out": Text("登出", "Sign out"),
        "shell.password": Text("變更密碼", "Change password"),
        "shell.search": Text("搜尋", "Search"),
        "shell.search_label": Text("搜尋案件與合作學校", "Search cases and partner institutions"),
        "shell.footer": Text("本頁資訊", "About this page"),
        "shell.status": Text("系統狀態", "Service status"),
        "shell.version": Text("版本 {version}", "Version {version}"),
        "shell.error_title": Text("錯誤：{title}", "Error: {title}"),
        "shell.demo": Text(
            "示範環境：人員與案件都是虛構的，信件不會寄出。",
            "Demo: people and cases are invented, and no mail leaves this machine.",
        ),
        "shell.close": Text("關閉", "Close"),
        "shell.ends_soon": Text(
            "您的登入將於 {minutes} 分鐘內到期。", "You will be signed out within {minutes} minutes."
        ),
        "shell.stay": Text("繼續使用", "Stay signed in"),
        "shell.waiting": Text("{n} 件待辦", "{n} {n|task|tasks} waiting"),
        "nav.today": Text("今天", "Today"),
        "nav.inbox": Text("待辦", "Inbox"),
        "nav.apply": Text("申請", "Apply"),
        "nav.search": Text("搜尋", "Search"),
        "nav.mine": Text("我的申請", "My requests"),
        "nav.partners": Text("夥伴", "Partners"),
        "nav.agreements": Text("書約", "Agreements"),
        "nav.registers": Text("登錄", "Registers"),
        "nav.visits": Text("來訪", "Visits"),
        "nav.mailbox": Text("已寄信件", "Sent mail"),
        "nav.delegation": Text("代理設定", "Deputies"),
        "form.errors": Text("有 {n} 個地方要修正", "{n} {n|thing|things} to correct"),
        "form.optional": Text("選填", "optional"),
        "form.choose": Text("選擇", "Choose"),
        "form.yes": Text("是", "Yes"),
        "form.no": Text("否", "No"),
        "form.save": Text("儲存", "Save"),
        "form.cancel": Text("取消", "Cancel"),
        "form.show_password": Text("顯示密碼", "Show password"),
        "pager.label": Text("分頁", "Pages"),
        "pager.previous": Text("上一頁", "Previous page"),
        "pager.next": Text("下一頁", "Next page"),
    }
)
