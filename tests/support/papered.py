"""The pair of the small office, whose steps may go on on paper."""

from tests.support.batches import agree
from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.case import Command, FileView
from workflow.services.act import Done, act, start
from workflow.services.publishing import publish

SCAN = FileView("scan", 1, "5c" * 32, 10, "scan.pdf", "application/pdf")
PAPERED = (
    PAIR.replace("process: pair", "process: papered")
    .replace("對-", "紙-")
    .replace(
        "actors:\n", "documents:\n  scan: {source: upload, accept: [pdf], label: {zh-TW: 掃描檔, en: Scan}}\nactors:\n"
    )
    .replace("  comment: {}\n", "  comment: {}\n  paper: {by: second, scan: scan}\n")
    .replace("    by: chief\n", "    by: chief\n    signature: {level: password}\n")
)


def publish_papered(office: Office) -> None:
    publish(office.runtime, {**FILES, "papered.yaml": PAPERED.encode()}, by=0, now=NOW)


def begin_papered(office: Office) -> Done:
    """A case that stands before the chief, on paper."""
    given = {"subject": "Treaty", "amount": "100"}
    case = agree(office, start(office.runtime, "papered", Command("", LOGINS["clerk"], input=given), NOW))
    return office.act(case, "chief", "to_paper", place="room 3", reason="a seal is needed")


def record(office: Office, case: Done, signer: str = "chief", action: str = "approve", **more: object) -> Done:
    """The desk records what somebody signed."""
    given = {"signer": signer, "signed_on": "2026-09-01"} | more
    command = Command(action, LOGINS["second"], input=given, files={"scan": SCAN})
    return act(office.runtime, case.case, command, NOW)
