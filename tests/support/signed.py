"""The pair of the small office, whose decision is signed."""

from tests.support.batches import agree
from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.case import Command
from workflow.services.act import Done, start
from workflow.services.publishing import publish

SIGNED = (
    PAIR.replace("process: pair", "process: signed")
    .replace("對-", "簽-")
    .replace("speed: ord", "bulk: approve\nspeed: ord")
    .replace("    by: chief\n", "    by: chief\n    signature: {level: password}\n")
)


def publish_signed(office: Office) -> None:
    publish(office.runtime, {**FILES, "signed.yaml": SIGNED.encode()}, by=0, now=NOW)


def begin_signed(office: Office) -> Done:
    """A case that stands before the chief."""
    given = {"subject": "Treaty", "amount": "100"}
    return agree(office, start(office.runtime, "signed", Command("", LOGINS["clerk"], input=given), NOW))
