"""What one kind of message says; the lines that all kinds share."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.texts.filling import Sentence


@dataclass(frozen=True, slots=True)
class MailWords:
    """`tag` stands in the subject's brackets and `tail` at its end; `lead` is what a list of mails previews;
    `link` says what the address after it opens.
    """

    tag: str
    lead: Sentence
    link: str
    tail: Sentence = ""


@dataclass(frozen=True, slots=True)
class SharedWords:
    """`speeds` are the tags of the two fast classes; `lines` follow the lead, each left out if it lacks a value."""

    most_urgent: str
    urgent: str
    deputy: str
    on_behalf: str
    lines: tuple[str, ...]
    because: str
