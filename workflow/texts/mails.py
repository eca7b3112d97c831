"""The subject and the text of a message, from facts that were frozen when it was decided to send it.

Subjects are `[office][tag] number applicant title｜due`, from a closed list of tags, so that a mail client can sort
them. A text holds one address, that of the page; what people typed cannot add another, nor a header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from workflow.core.case import TaskKind
from workflow.core.text import Text
from workflow.texts import mails_en, mails_zh_tw
from workflow.texts.filling import fill
from workflow.texts.mail_words import MailWords, SharedWords
from workflow.texts.writing import Language, due_moment, duration, in_language, moment, short_due

LONGEST_NAME: Final = 80
PROGRESS: Final = "progress"

_WORDS: Final[Mapping[Language, tuple[SharedWords, Mapping[str, MailWords]]]] = MappingProxyType(
    {"zh-TW": (mails_zh_tw.SHARED, mails_zh_tw.MAILS), "en": (mails_en.SHARED, mails_en.MAILS)}
)
_BY_TASK: Final[Mapping[TaskKind, str]] = MappingProxyType({"opinion": "countersign", "edit": "todo"})
_REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "action": "assigned",
        "todo": "assigned",
        "reconfirm": "assigned",
        "countersign": "countersign",
        "returned": "returned",
        "question": "assigned",
        "delegated": "assigned",
        "signature": "countersign",
        "answered": "assigned",
        "objected": "returned",
        "extension": "assigned",
        "handed_over": "assigned",
        "resumed": "assigned",
        "to_paper": "assigned",
        "urged": "reminder",
        "guest_question": "assigned",
        "guest_wrong_person": "assigned",
        "reminder": "reminder",
        "escalation": "escalated",
        "handed_up": "escalated",
        "case_overdue": "overdue",
        "result": "result",
    }
)
_HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class MailFacts:
    """People are names in the recipient's language. `because` is the post in which it concerns the recipient.

    `office` begins the subject.

    `reason` is what `by` wrote. A confidential case shows its number and nothing about whom or what.
    """

    office: str
    process: Text
    title: Text
    link: str
    number: str | None = None
    state: Text | None = None
    task_kind: TaskKind | None = None
    outcome: Text | None = None
    due_at: datetime | None = None
    opened_at: datetime | None = None
    applicant: str | None = None
    deputy_for: str | None = None
    holder: str | None = None
    by: str | None = None
    reason: str | None = None
    because: str | None = None
    overdue_days: int | None = None
    speed: Literal["most_urgent", "urgent", "ordinary"] = "ordinary"
    confidential: bool = False
    days: str | None = None
    until: datetime | None = None


def write_mail(language: Language, kind: str, facts: MailFacts) -> tuple[str, str]:
    """Subject and text. A kind without words of its own is news on the case."""
    shared, mails = _WORDS[language]
    words = mails.get(_variety(kind, facts), mails[PROGRESS])
    values = _values(language, facts)
    tag = values["outcome"] if kind == "result" and values["outcome"] else words.tag
    return _subject(shared, words, tag, facts, values), _text(shared, words, facts, values)


def reason_of(kind: str, facts: MailFacts) -> str:
    """Why the message is sent, as a code for the header by which mail clients sort."""
    if facts.deputy_for is not None:
        return "deputy"
    return _REASONS.get(_variety(kind, facts), PROGRESS)


def _variety(kind: str, facts: MailFacts) -> str:
    return _BY_TASK.get(facts.task_kind, kind) if kind == "action" and facts.task_kind is not None else kind


def _values(language: Language, facts: MailFacts) -> dict[str, str]:
    personal = not facts.confidential
    reason = _quoted(facts.reason) if facts.reason is not None and personal else ""
    return {
        "number": _line(facts.number),
        "process": _line(in_language(facts.process, language)),
        "title": _line(in_language(facts.title, language)) if personal else "",
        "state": _line(in_language(facts.state, language)) if facts.state else "",
        "outcome": _line(in_language(facts.outcome, language)) if facts.outcome else "",
        "applicant": _line(facts.applicant) if personal else "",
        "deputy_for": _line(facts.deputy_for),
        "holder": _line(facts.holder),
        "by": _line(facts.by),
        "reason": reason,
        "unsigned_reason": "" if facts.by else reason,
        "because": _line(facts.because),
        "due": due_moment(language, facts.due_at) if facts.due_at else "",
        "short_due": short_due(language, facts.due_at) if facts.due_at else "",
        "opened": moment(language, facts.opened_at) if facts.opened_at else "",
        "days": duration(language, facts.days) if facts.days else "",
        "until": due_moment(language, facts.until) if facts.until else "",
        "overdue_days": str(facts.overdue_days) if facts.overdue_days else "",
    }


def _subject(shared: SharedWords, words: MailWords, tag: str, facts: MailFacts, values: Mapping[str, str]) -> str:
    tags = [facts.office, tag]
    if facts.speed != "ordinary":
        tags.append(shared.most_urgent if facts.speed == "most_urgent" else shared.urgent)
    if facts.deputy_for is not None:
        tags.append(shared.deputy)
    names = " ".join(filter(None, (values["number"], values["applicant"], _shortened(values["title"]))))
    ending = (fill(shared.on_behalf, values) or "") + (fill(words.tail, values) or "")
    return f"{''.join(f'[{part}]' for part in tags)} {names}{ending}".strip()


def _text(shared: SharedWords, words: MailWords, facts: MailFacts, values: Mapping[str, str]) -> str:
    lead = fill(words.lead, values) or ""
    lines = filter(None, (fill(line, values) for line in shared.lines))
    because = fill(shared.because, values) if facts.deputy_for is None else None
    parts = [lead, "\n".join(lines), f"{words.link}\n{facts.link}", because]
    return "\n\n".join(part for part in parts if part) + "\n"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"


def _line(text: str | None) -> str:
    """One line that can stand in a header: no break, no encoded word, no second address."""
    return _harmless(" ".join((text or "").split())).replace("=?", "= ?")


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in _harmless(text.strip()).splitlines())


def _harmless(text: str) -> str:
    return _HIDDEN.sub("", text).replace("://", ": //")
