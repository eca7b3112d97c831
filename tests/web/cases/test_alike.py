"""Whoever sends or vouches for a case is told what there is with the same already, as far as they may see it."""

from __future__ import annotations

from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.support.agreements import PROCESS, REGISTERED, ROWS
from tests.support.agreements import REGISTER as AGREEMENTS
from tests.support.office import LOGINS, NOW, Office
from tests.support.partners import ROWS as PARTNER_ROWS
from tests.web.browsing import sign_in
from workflow.services.drafts import begin_filled
from workflow.services.publishing import publish
from workflow.services.register_import import import_rows

KIND = "options: {mou: {zh-TW: 備忘錄, en: Memorandum}, sea: {zh-TW: 交換協議, en: Exchange agreement}}"
REGISTER = AGREEMENTS.replace("partner: {type: text,", "partner: {type: ref, register: partners,", 1).replace(
    "with: {subject: number}", "with: {subject: number, kind: kind, partner: partner}", 1
)
SIGNING = (
    PROCESS.replace(
        "  amount: {type",
        "  partner: {type: ref, register: partners, label: {zh-TW: 學校, en: Partner}}\n"
        f"  kind: {{type: enum, label: {{zh-TW: 類型, en: Kind}}, {KIND}}}\n"
        "  amount: {type",
        1,
    )
    .replace("edits: [subject, amount, agreement]", "edits: [subject, amount, agreement, partner, kind]", 1)
    .replace("by: first, binds: [subject]", "by: first, binds: [subject, partner]", 1)
)
SOUTH = {"partner": "south.example", "kind": "sea"}


@pytest.fixture
def signing(desk: Office) -> Office:
    files = {**REGISTERED, "agreements.yaml": REGISTER.encode(), "pair.yaml": SIGNING.encode()}
    publish(desk.runtime, files, by=0, now=NOW)
    import_rows(desk.runtime, "partners", PARTNER_ROWS.encode(), 0, NOW)
    known = "".join(line for line in ROWS.splitlines(keepends=True) if "nowhere" not in line)
    import_rows(desk.runtime, "agreements", known.encode(), 0, NOW)
    return desk


def test_whoever_vouches_reads_what_there_is_with_the_same(client: FlaskClient, signing: Office):
    earlier = signing.start(subject="甲", **SOUTH | {"kind": "mou"})
    case = signing.start(subject="乙", **SOUTH)
    text = unescape(sign_in(client, "first").get(f"/cases/{case.number}").text)
    told = text[text.index('id="alike"') : text.index("</section>", text.index('id="alike"'))]
    assert "2 already with the same" in told
    assert f">{earlier.number}</a> Two agree" in told
    assert ">A-2</a> Agreements" in told
    assert "A-3" not in told
    assert told.count("Same</span>") == 1
    assert "、" not in told
    assert "Exchange agreement" in told[: told.index("Same")]


def test_whoever_vouches_for_something_else_reads_nothing_of_it(client: FlaskClient, signing: Office):
    case = signing.start(subject="乙", **SOUTH)
    assert 'id="alike"' not in sign_in(client, "second").get(f"/cases/{case.number}").text


def test_the_applicant_reads_it_before_sending_and_nothing_of_cases_of_others(client: FlaskClient, signing: Office):
    other = signing.start(subject="甲", **SOUTH)
    draft = begin_filled(signing.runtime, "pair", LOGINS["clerk.2"], NOW, typed={"subject": "乙", **SOUTH}, nonce=None)
    text = unescape(sign_in(client, "clerk.2").get(f"/drafts/{draft}/check").text)
    assert "1 already with the same" in text
    assert ">A-2</a>" in text
    assert other.number not in text


def test_the_row_that_a_case_follows_is_no_other(client: FlaskClient, signing: Office):
    case = signing.start(subject="乙", agreement="A-2", **SOUTH)
    assert 'id="alike"' not in sign_in(client, "first").get(f"/cases/{case.number}").text


def test_a_register_that_one_may_not_see_tells_nothing(client: FlaskClient, signing: Office):
    hidden = REGISTER.replace("version: 1", "version: 2", 1).replace("[chief]", "[chief]\nmay_see: [second]", 1)
    publish(signing.runtime, {"agreements.yaml": hidden.encode()}, by=0, now=NOW)
    case = signing.start(subject="乙", **SOUTH)
    assert "A-2" not in sign_in(client, "first").get(f"/cases/{case.number}").text
