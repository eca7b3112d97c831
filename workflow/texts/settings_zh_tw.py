"""What is wrong with a setting of the environment, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "setting_missing": "正式環境要設定 {name}",
        "setting_not_one_of": "{name} 要是其中之一：{allowed}",
        "setting_too_short": "{name} 至少要 {shortest} 個字元",
        "setting_is_demo_secret": "{name} 不能使用示範環境的值",
        "setting_bad_url": "{name} 不是可用的網址",
        "setting_bad_address": "{name} 不是電子郵件地址",
        "setting_not_a_port": "{name} 要是 1 到 65535 的數字",
        "setting_not_https": "正式環境的 {name} 要以 https:// 開頭",
        "setting_bad_database": "{name} 要以 sqlite:/// 或 postgresql:// 開頭",
        "setting_not_a_folder": "{name} 指的不是資料夾：{path}",
        "mail_scheme": "{name} 要以 smtp://、smtps:// 或 file: 開頭",
        "mail_host": "{name} 缺少郵件主機",
        "mail_folder": "{name} 的 file: 後面要寫資料夾",
        "mail_option": "{name} 的參數「{option}」不認得或寫錯",
        "mail_password_in_clear": "{name} 會以明文送出密碼，加上 ?starttls=1 或改用 smtps://",
    }
)
