"""Letters to people outside: English first, Chinese below, one address, and nothing private in the subject."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.guests import CODE, INVITATION, RECEIPT
from workflow.core.letters import GuestLetter
from workflow.texts.filling import Sentence, fill
from workflow.texts.writing import LANGUAGES, Language, due_moment, in_language, moment

_HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
GROUP: Final = 4

SUBJECTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        INVITATION: "{school}: your answer is asked for | 請您答覆",
        CODE: "{school}: your code | 您的驗證碼",
        RECEIPT: "{school}: what you sent has arrived | 已收到您的答覆",
    }
)

_ENGLISH: Final[Mapping[str, tuple[Sentence, ...]]] = MappingProxyType(
    {
        INVITATION: (
            ("Dear {name},", "Dear partner,"),
            "{school}, {unit}, asks you for an answer: {process} ({number}).",
            "Please answer by {due}.",
            "{note}",
            "Read and answer here; you need no account:\n{link}",
            "The page will first send a code to this address. Opening the page commits you to nothing. The link works"
            " until {expires}, for you and for this one matter.",
            "If you are not the right person, please say so on that page. We never ask for a password.",
        ),
        CODE: (
            "Your code: {code}",
            "Type it within 10 minutes into the page from which you asked for it. It works once, in that browser only.",
            "If you did not ask for it, do nothing: without the code nobody can read or answer anything.",
        ),
        RECEIPT: (
            ("Dear {name},", "Dear partner,"),
            "{school}, {unit}, has received this from you: {action} ({process}, {number}), on {at}.",
            "You wrote:\n{reason}",
            "Files that you handed in, with their SHA-256:\n{files}",
            "If this was not you, tell us at once: answer the letter of the person at {unit} whom you know.",
        ),
    }
)
_CHINESE: Final[Mapping[str, tuple[Sentence, ...]]] = MappingProxyType(
    {
        INVITATION: (
            ("{name} 您好：", "您好："),
            "{school}{unit}請您答覆：{process}（{number}）。",
            "請在 {due}前答覆。",
            "{note}",
            "請由上方連結閱讀並答覆，不需要帳號。頁面會先寄驗證碼到這個信箱；只是打開頁面不代表答覆。"
            "連結在 {expires}前有效，只供您辦理這一件。",
            "如果您不是承辦人，請在該頁告訴我們。我們不會向您索取密碼。",
        ),
        CODE: (
            "您的驗證碼：{code}",
            "請在 10 分鐘內，輸入您索取驗證碼的那個頁面；只能用一次，也只在那個瀏覽器有效。",
            "如果不是您索取的，不必理會：沒有驗證碼，誰都看不到內容，也不能答覆。",
        ),
        RECEIPT: (
            ("{name} 您好：", "您好："),
            "{school}{unit}已於 {at}收到您的：{action}（{process}，{number}）。",
            "您寫的內容：\n{reason}",
            "您上傳的檔案與 SHA-256：\n{files}",
            "如果不是您本人所為，請立刻回信告訴您認識的{unit}承辦人。",
        ),
    }
)
_WORDS: Final[Mapping[Language, Mapping[str, tuple[Sentence, ...]]]] = MappingProxyType(
    {"en": _ENGLISH, "zh-TW": _CHINESE}
)


def write_guest_mail(letter: GuestLetter, base_url: str) -> tuple[str, str]:
    """Subject and text."""
    subject = fill(SUBJECTS[letter.kind], {"school": _line(letter.school.en)}) or ""
    parts = [_text(letter, language, base_url) for language in reversed(LANGUAGES)]
    return f"[{letter.letterhead.prefix}] {subject}", "\n\n――――――――\n\n".join(parts) + "\n"


def grouped(code: str) -> str:
    """As it is read out and typed: ABCD-EFGH."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def _text(letter: GuestLetter, language: Language, base_url: str) -> str:
    values = _values(letter, language) | {"link": f"{base_url}/x/{letter.token}"}
    said = (fill(sentence, values) for sentence in _WORDS[language][letter.kind])
    return "\n\n".join(part for part in said if part)


def _values(letter: GuestLetter, language: Language) -> dict[str, str]:
    zone = "（臺北時間）" if language == "zh-TW" else " (Taipei time, UTC+8)"
    return {
        "name": _line(letter.name),
        "school": in_language(letter.school, language),
        "unit": in_language(letter.unit, language),
        "process": in_language(letter.process, language),
        "number": letter.number or "",
        "due": due_moment(language, letter.due_at) + zone if letter.due_at else "",
        "expires": moment(language, letter.expires_at) + zone if letter.expires_at else "",
        "at": moment(language, letter.made_at) + zone,
        "note": _quoted(letter.note),
        "code": grouped(letter.code or ""),
        "action": in_language(letter.action, language) if letter.action else "",
        "reason": _quoted(letter.reason),
        "files": "\n".join(f"{digest}  {name}" for name, digest in letter.files.items()),
    }


def _quoted(text: str | None) -> str:
    return "\n".join(f"> {line}" for line in _harmless((text or "").strip()).splitlines())


def _line(text: str | None) -> str:
    return _harmless(" ".join((text or "").split())).replace("=?", "= ?")


def _harmless(text: str) -> str:
    """What people typed brings no second address along."""
    return _HIDDEN.sub("", text).replace("://", ": //")
