"""A process whose decision is a vote of the clerks, for the small office."""

from typing import Any

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.case import Command
from workflow.services.act import Done, act, start
from workflow.services.publishing import publish

BALLOT = (
    PAIR.replace("process: pair", "process: ballot")
    .replace("對-", "表-")
    .replace("  head: {post", "  clerks: {pool: clerk, of: office, label: {zh-TW: 委員, en: Committee}}\n  head: {post")
    .replace("may_start: [clerk]", "may_start: [first]")
    .replace("    by: chief\n", "    by: clerks\n    vote: {rule: percent, percent: 100, order: parallel, each: true}\n"
             "    outcomes: [approve, reject, abstain]\n")
    .replace("next: {submit: votes}", "next: {submit: decision}")
)  # fmt: skip
BALLOT = BALLOT[: BALLOT.index("  votes:\n")] + BALLOT[BALLOT.index("  decision:\n") :]


def begin_vote(office: Office) -> Done:
    publish(office.runtime, {**FILES, "ballot.yaml": BALLOT.encode()}, by=0, now=NOW)
    return start(office.runtime, "ballot", Command("", LOGINS["first"], input={"subject": "x"}), NOW)


def vote(office: Office, done: Done, login: str, action: str, **given: Any) -> Done:
    return act(office.runtime, done.case, Command(action, LOGINS[login], input=given), NOW)
