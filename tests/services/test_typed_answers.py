"""What was given with an answer is a date again when a later step counts from it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.support.office import FILES, LOGINS, NOW, PAIR, Office
from workflow.core.case import Command
from workflow.core.errors import Refused
from workflow.services.act import act, start
from workflow.services.publishing import publish

WAITING = (
    PAIR.replace("process: pair", "process: later")
    .replace("對-", "緩-")
    .replace(
        "    binds: [subject, amount]\n    next: {approve: done,",
        "    binds: [subject, amount]\n    outcomes:\n      approve:\n        input:\n"
        "          after: {type: date, label: {zh-TW: 之後, en: After}, required: true}\n    next: {approve: last,",
    )
    .replace(
        "  done: {type: end,",
        "  last:\n    type: edit\n    label: {zh-TW: 收尾, en: Last}\n    by: chief\n    not_before: input.after\n"
        "    next: {finish: done}\n  done: {type: end,",
    )
)


def test_not_before_a_date_that_an_earlier_answer_gave(office: Office):
    publish(office.runtime, {**FILES, "later.yaml": WAITING.encode()}, by=0, now=NOW)
    done = start(office.runtime, "later", Command("", LOGINS["clerk"], input={"subject": "x"}), NOW)
    for login in ("first", "second"):
        office.act(done, login, "agree")
    day = date(2026, 9, 10)
    office.act(done, "chief", "approve", after=day.isoformat())
    with pytest.raises(Refused) as refused:
        office.act(done, "chief", "finish", now=NOW + timedelta(days=1))
    assert refused.value.refusals[0].code == "too_early"
    act(office.runtime, done.case, Command("finish", LOGINS["chief"]), datetime(2026, 9, 10, 1, tzinfo=UTC))
