"""The words of messages in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.mail_words import MailWords, SharedWords

_BEFORE: Final = (" | by {short_due}", "")
_DUE: Final = (" | due {short_due}", "")

SHARED: Final = SharedWords(
    most_urgent="Most urgent",
    urgent="Urgent",
    deputy="Deputy",
    on_behalf=" (for {deputy_for})",
    lines=(
        "Case: {number} {title}",
        "Applicant: {applicant}",
        "Process: {process}",
        "Now at: {state}",
        "Received: {opened}",
        "Due: {due}",
        "You act as deputy for {deputy_for}.",
        "{by} wrote:\n{reason}",
        "Remarks:\n{unsigned_reason}",
    ),
    because="Why you got this: you are {because}.",
)
MAILS: Final[Mapping[str, MailWords]] = MappingProxyType(
    {
        "action": MailWords(
            "Action",
            ("Your decision is needed by {due}.", "A case waits for your decision."),
            "Open the case and decide",
            _BEFORE,
        ),
        "countersign": MailWords(
            "Countersign",
            ("Your unit's opinion is needed by {due}.", "A case waits for your unit's opinion."),
            "Open the case and countersign",
            _BEFORE,
        ),
        "todo": MailWords(
            "To do",
            ("A step is yours to complete by {due}.", "A step of a case is yours to complete."),
            "Open the case",
            _BEFORE,
        ),
        "reconfirm": MailWords(
            "Reconfirm",
            (
                "What you approved was changed. Review it and confirm again by {due}.",
                "What you approved was changed. Review it and confirm again.",
            ),
            "See what changed and confirm",
            _BEFORE,
        ),
        "returned": MailWords(
            "Changes",
            (
                "{by} asks for changes by {due}.",
                "{by} asks for changes. Make them and submit again.",
                "Changes are needed. Make them and submit again.",
            ),
            "See what to change",
            _BEFORE,
        ),
        "question": MailWords(
            "Question",
            (
                "{by} asks you for information by {due}.",
                "{by} asks you for information on this case.",
                "You are asked for information on this case.",
            ),
            "Read the question and answer",
            _BEFORE,
        ),
        "delegated": MailWords(
            "Delegated",
            (
                "{by} asks you to prepare an opinion by {due}.",
                "{by} asks you to prepare an opinion.",
                "You are asked to prepare an opinion.",
            ),
            "Open the case and answer",
            _BEFORE,
        ),
        "signature": MailWords(
            "Sign",
            (
                "{by} asks you to sign as well by {due}.",
                "{by} asks you to sign as well.",
                "You are asked to sign as well.",
            ),
            "Open the case and sign",
            _BEFORE,
        ),
        "answered": MailWords(
            "Answered",
            ("{by} has answered. The step is with you again.", "The answer is there. The step is with you again."),
            "Read the answer and go on",
            _BEFORE,
        ),
        "objected": MailWords(
            "Objection",
            (
                "{by} does not agree with your answer. Decide again by {due}.",
                "{by} does not agree with your answer. Decide again.",
                "Somebody does not agree with your answer. Decide again.",
            ),
            "Read the objection and decide again",
            _BEFORE,
        ),
        "reminder": MailWords(
            "Reminder",
            ("This step is due {due} and still waits for you.", "This step still waits for you."),
            "Open the case",
            _DUE,
        ),
        "escalation": MailWords(
            "Escalated",
            (
                "{holder} is {overdue_days} working days late with this step. Look into it and help it on.",
                "This step is {overdue_days} working days late. Look into it and help it on.",
                "This step is due {due} and not done. Look into it and help it on.",
                "This step is not done. Look into it and help it on.",
            ),
            "See the case, reassign it or act",
            (" | {overdue_days} working days late", " | due {short_due}", ""),
        ),
        "handed_up": MailWords(
            "Escalated",
            (
                "This step is {overdue_days} working days late and is now yours to deal with.",
                "This step is late and is now yours to deal with.",
            ),
            "Open the case",
            (" | {overdue_days} working days late", " | due {short_due}", ""),
        ),
        "result": MailWords(
            "Result", ("Result: {outcome}.", "This case has ended."), "See the result and what follows"
        ),
        "no_longer_needed": MailWords(
            "Not needed",
            "You need not deal with this any more: somebody did, or the case changed.",
            "Open the case",
        ),
        "case_overdue": MailWords(
            "Overdue",
            ("The whole case was due {due} and is not finished.", "The whole case is overdue and not finished."),
            "See where the case stands",
            (" | due {short_due}", ""),
        ),
        "handed_over": MailWords(
            "Handed over",
            ("{by} handed this step to you. It is due {due}.", "{by} handed this step to you."),
            "Open the case",
            _BEFORE,
        ),
        "held": MailWords(
            "On hold", "{by} put this step on hold until {until}. Its clock stands still.", "Open the case"
        ),
        "to_paper": MailWords(
            "On paper", "{by} took this step to paper. It is signed there and recorded with a scan.", "Open the case"
        ),
        "resumed": MailWords(
            "Resumed", ("This step goes on. It is due {due}.", "This step goes on."), "Open the case", _BEFORE
        ),
        "urged": MailWords(
            "Reminder",
            ("{by} asks you to deal with this soon. It is due {due}.", "{by} asks you to deal with this soon."),
            "Open the case",
            _DUE,
        ),
        "due_moved": MailWords(
            "New date", "The speed of the case was changed; this step is now due {due}.", "Open the case", _BEFORE
        ),
        "extension": MailWords(
            "Extension", "{by} asks for {days} more. Your decision is needed.", "Open the case and decide", _BEFORE
        ),
        "extended": MailWords(
            "Extension",
            ("The extension by {days} was approved; this step is now due {due}.", "The extension was approved."),
            "Open the case",
            _BEFORE,
        ),
        "not_extended": MailWords(
            "Extension",
            ("The extension was refused; this step is still due {due}.", "The extension was refused."),
            "Open the case",
            _BEFORE,
        ),
        "informed": MailWords("For your information", "{by} lets you know of this case.", "Open the case"),
        "days_counted": MailWords(
            "Dates",
            "Due dates of steps that wait for you have changed: {title}.",
            "See your tasks",
        ),
        "guest_comment": MailWords("Partner", "{by}, outside, commented.", "Read the comment"),
        "guest_question": MailWords("Question", "{by}, outside, asks something.", "Read the question"),
        "guest_wrong_person": MailWords(
            "Wrong person", "{by} says they are not the right person.", "Read who is, and send the link there"
        ),
        "progress": MailWords("Progress", "There is news on this case.", "Open the case"),
    }
)
