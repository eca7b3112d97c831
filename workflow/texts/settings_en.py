"""What is wrong with a setting of the environment, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "setting_missing": "{name} must be set in production",
        "setting_not_one_of": "{name} must be one of: {allowed}",
        "setting_too_short": "{name} must have at least {shortest} characters",
        "setting_is_demo_secret": "{name} may not have the value of the demo",
        "setting_bad_url": "{name} is no usable address",
        "setting_bad_address": "{name} is no e-mail address",
        "setting_not_a_port": "{name} must be a number from 1 to 65535",
        "setting_not_https": "{name} must begin with https:// in production",
        "setting_bad_database": "{name} must begin with sqlite:/// or postgresql://",
        "setting_not_a_folder": "{name} names no folder: {path}",
        "mail_scheme": "{name} must begin with smtp://, smtps:// or file:",
        "mail_host": "{name} names no mail server",
        "mail_folder": "{name} needs a folder after file:",
        "mail_option": "The option “{option}” of {name} is unknown or wrong",
        "mail_password_in_clear": "{name} would send the password in clear. Add ?starttls=1 or use smtps://",
    }
)
