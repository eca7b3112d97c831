"""The pair of the small office, whose cases may be joined."""

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.case import Command
from workflow.services.act import Done, act, start
from workflow.services.publishing import publish

JOINT = (
    PAIR.replace("process: pair", "process: joint")
    .replace("對-", "併-")
    .replace("  comment: {}\n", "  comment: {}\n  merge: {by: first, same: [subject], before: decision, to: merged}\n")
    .replace("anytime:\n", "  merged: {type: end, label: {zh-TW: 併案, en: Joined}, outcome: merged}\nanytime:\n")
)


def publish_joint(office: Office) -> None:
    publish(office.runtime, {**FILES, "joint.yaml": JOINT.encode()}, by=0, now=NOW)


def begin_joint(office: Office, login: str = "clerk", subject: str = "Treaty") -> Done:
    given = {"subject": subject, "amount": "100"}
    return start(office.runtime, "joint", Command("", LOGINS[login], input=given), NOW)


def join(office: Office, case: Done, lead: Done, login: str = "first", *, nonce: str | None = None) -> Done:
    given = {"into": lead.number, "reason": "the same partner"}
    return act(office.runtime, case.case, Command("merge", LOGINS[login], input=given, nonce=nonce), NOW)
