"""The pair of the small office as a process whose approvals may be given together."""

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.case import Command
from workflow.services.act import Done, act, start
from workflow.services.publishing import publish

BATCH = (
    PAIR.replace("process: pair", "process: batch")
    .replace("對-", "批-")
    .replace("speed: ord", "bulk: approve\nspeed: ord")
)
WHOLE = BATCH.replace("bulk: approve", "bulk: atomic", 1)


def publish_batch(office: Office) -> None:
    publish(office.runtime, {**FILES, "batch.yaml": BATCH.encode()}, by=0, now=NOW)


def file_batch(office: Office, subject: str, process: str = "batch") -> Done:
    given = {"subject": subject, "amount": "100"}
    return start(office.runtime, process, Command("", LOGINS["clerk"], input=given), NOW)


def agree(office: Office, done: Done) -> Done:
    """Both agree, so that it stands before the chief."""
    for login in ("first", "second"):
        act(office.runtime, done.case, Command("agree", LOGINS[login]), NOW)
    return done
