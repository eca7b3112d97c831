"""Words of signing in and of passwords."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "auth.sign_in": Text("登入", "Sign in"),
        "auth.lead": Text(
            "送出申請、簽核、查詢進度，都從這裡開始。",
            "File requests, decide on them and see where they stand.",
        ),
        "auth.next": Text("登入後前往：{path}", "After signing in you go to: {path}"),
        "auth.kept": Text(
            "登入逾時，剛才的內容沒有送出，但已保留。由同一人登入後即可接續。",
            "You had been signed out, so the form was not sent. It is kept: sign in as the same person to go on.",
        ),
        "auth.not_kept": Text(
            "登入逾時，剛才的內容沒有送出。登入後再送一次。",
            "You had been signed out, so the form was not sent. Sign in and send it again.",
        ),
        "auth.login": Text("帳號", "Login"),
        "auth.password": Text("密碼", "Password"),
        "auth.with_password": Text("以帳號密碼登入", "Sign in with a password"),
        "auth.fill_both": Text("填寫帳號和密碼", "Enter a login and a password"),
        "auth.demo": Text("以示範職務登入", "Sign in as a post of the demo"),
        "auth.demo_lead": Text(
            "選擇一個職務即可登入，不需密碼。用無痕視窗或另一個瀏覽器，就能同時以別的職務登入。",
            "Choose a post to sign in as, without a password. A private window or another browser can be another post.",
        ),
        "auth.demo_start": Text("從這裡開始", "Good places to start"),
        "auth.find": Text("搜尋職務或單位", "Find a post or a unit"),
        "auth.find_button": Text("搜尋", "Find"),
        "auth.found": Text("找到 {n} 個職務", "{n} {n|post|posts} found"),
        "auth.none_found": Text("沒有符合「{words}」的職務。", "No post matches “{words}”."),
        "auth.show_all": Text("顯示全部", "Show all"),
        "auth.signed_out": Text("您已登出。", "You have signed out."),
        "auth.kept_title": Text("剛才的內容還在", "What you typed is still here"),
        "auth.kept_lead": Text(
            "登入逾時那次沒有送出。看過下列內容，再按一次送出；不會重複。",
            "It was not sent, because you had been signed out. Review it and send it again; it is not sent twice.",
        ),
        "auth.kept_files": Text("附件沒有保留，需要重新加入。", "Attachments were not kept. Add them again."),
        "auth.kept_send": Text("送出", "Send"),
        "auth.kept_page": Text("回到原來的頁面，不送出", "Go to the page without sending"),
        "auth.change": Text("變更密碼", "Change password"),
        "auth.current": Text("目前的密碼", "Current password"),
        "auth.new": Text("新密碼", "New password"),
        "auth.new_hint": Text(
            "12 到 128 個字；可以用一句好記的話，也可以貼上。不要用常見的密碼，或帳號、姓名與單位的名稱。",
            "12 to 128 characters. A sentence you remember is fine, and so is pasting. No common password, nor your "
            "account, name or unit.",
        ),
        "auth.again": Text("再輸入一次新密碼", "New password again"),
        "auth.not_same": Text("兩次輸入的新密碼不同，再輸入一次", "The two new passwords differ. Type them again"),
        "auth.wrong_current": Text("目前的密碼不正確", "The current password is wrong"),
        "auth.fill": Text("填寫這一欄", "Fill in this field"),
        "auth.changed": Text(
            "密碼已變更，您在其他裝置上的登入都已結束。",
            "Your password has been changed and you are signed out everywhere else.",
        ),
        "auth.no_password": Text(
            "您的帳號沒有密碼（示範環境以職務登入），因此沒有可以變更的密碼。",
            "Your account has no password (in the demo one signs in by post), so there is none to change.",
        ),
    }
)
