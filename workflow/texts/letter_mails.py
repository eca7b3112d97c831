"""The mail that takes an issued letter to its addressee: short, in the languages of the letter."""

from __future__ import annotations

from typing import Final

from workflow.core.letters import IssuedLetter

_CHINESE: Final = """您好：

檢送{issuer}{document}1 件（{number}），詳如附件 PDF。
查驗本件是否有效：{link}

本信由系統寄出，請勿直接回覆。
"""
_ENGLISH: Final = """Dear Sir or Madam,

please find enclosed a letter of {issuer}: {document} ({number}).
To check that it is valid: {link}

This message was sent by a service; please do not reply to it.
"""


def write_letter_mail(letter: IssuedLetter, base_url: str) -> tuple[str, str]:
    """Subject and text."""
    link, number = f"{base_url}/verify/{letter.code}", letter.doc_no or letter.number
    chinese = _CHINESE.format(issuer=letter.issuer.zh, document=letter.document.zh, number=number, link=link)
    english = _ENGLISH.format(issuer=letter.issuer.en, document=letter.document.en, number=number, link=link)
    match letter.language:
        case "zh-TW":
            return f"{letter.issuer.zh} {letter.document.zh} {number}", chinese
        case "en":
            return f"{letter.issuer.en}: {letter.document.en} {number}", english
        case _:
            return f"{letter.document.zh} / {letter.document.en} {number}", f"{chinese}\n{english}"
