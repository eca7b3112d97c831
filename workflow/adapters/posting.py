"""From a letter of the core to a message in its reader's language, handed to a mail server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Literal, cast
from urllib.parse import quote

from workflow.adapters.files import open_blob
from workflow.adapters.mail import Send
from workflow.adapters.mail_building import Attached, Headings, Sender, build_mail
from workflow.core.letters import AnyLetter, GuestLetter, IssuedLetter, Letter
from workflow.core.text import Text
from workflow.texts.guest_mails import write_guest_mail
from workflow.texts.letter_mails import write_letter_mail
from workflow.texts.mails import MailFacts, reason_of, write_mail
from workflow.texts.writing import Language, in_language


def poster(send: Send, sender: Sender, base_url: str, files: Path) -> Callable[[AnyLetter], None]:
    """What delivers one letter; raises NotDelivered. `base_url` is without a slash at its end; documents are kept below
    `files`."""

    def post(letter: AnyLetter) -> None:
        if isinstance(letter, IssuedLetter):
            send(_with_its_file(letter, sender, base_url, files))
            return
        if isinstance(letter, GuestLetter):
            _post_outside(send, sender, letter, base_url)
            return
        language = _language(letter)
        facts = mail_facts(letter, language, base_url)
        subject, text = write_mail(language, letter.kind, facts)
        headings = Headings(reason_of(letter.kind, facts), letter.number, letter.speed, letter.due_at)
        named = replace(sender, name=in_language(letter.letterhead.sender, language))
        send(build_mail(named, letter.address, headings, subject=subject, text=text, key=letter.key, at=letter.made_at))

    return post


def _post_outside(send: Send, sender: Sender, letter: GuestLetter, base_url: str) -> None:
    subject, text = write_guest_mail(letter, base_url)
    headings = Headings("partner", letter.number, None, letter.due_at)
    named = replace(sender, name=letter.letterhead.sender.en)
    send(build_mail(named, letter.address, headings, subject=subject, text=text, key=letter.key, at=letter.made_at))


def _with_its_file(letter: IssuedLetter, sender: Sender, base_url: str, files: Path) -> EmailMessage:
    subject, text = write_letter_mail(letter, base_url)
    named = replace(
        sender, name=letter.letterhead.sender.zh if letter.language == "zh-TW" else letter.letterhead.sender.en
    )
    with open_blob(files, letter.sha256) as file:
        attached = Attached(letter.filename, file.read())
    return build_mail(
        named, letter.address, Headings("letter", letter.number), subject=subject, text=text, key=letter.key,
        at=letter.made_at, attached=attached,
    )  # fmt: skip


def wording(letter: Letter | GuestLetter, base_url: str) -> tuple[str, str]:
    """Subject and text as they are posted."""
    if isinstance(letter, GuestLetter):
        return write_guest_mail(letter, base_url)
    language = _language(letter)
    return write_mail(language, letter.kind, mail_facts(letter, language, base_url))


def mail_facts(letter: Letter, language: Language, base_url: str) -> MailFacts:
    """The letter's facts with names in one language and the address of the page."""

    def said(text: Text | None) -> str | None:
        return in_language(text, language) if text is not None else None

    return MailFacts(
        office=letter.letterhead.prefix,
        process=letter.process,
        title=letter.title,
        link=f"{base_url}/cases/{quote(letter.number)}" if letter.number else f"{base_url}/inbox",
        number=letter.number,
        state=letter.state,
        task_kind=letter.task_kind,
        outcome=letter.outcome,
        due_at=letter.due_at,
        opened_at=letter.opened_at,
        applicant=said(letter.applicant),
        deputy_for=said(letter.deputy_for),
        by=said(letter.by),
        reason=letter.reason,
        because=said(letter.because),
        overdue_days=letter.overdue_days,
        days=letter.days,
        until=letter.until,
        speed=cast(Literal["most_urgent", "urgent", "ordinary"], letter.speed),
    )


def _language(letter: Letter) -> Language:
    return "en" if letter.language == "en" else "zh-TW"
