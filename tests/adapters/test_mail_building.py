from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.adapters.mail_building import Headings, Sender, UnsafeHeader, build_mail

SENDER = Sender("oia@example.edu.tw", "qianhe.example.edu.tw", "國際處簽核系統")
AT = datetime(2026, 9, 4, 9, 0, tzinfo=UTC)
HEADINGS = Headings("assigned", "國約-115-007", "urgent", datetime(2026, 12, 4, 15, 59, 59, tzinfo=UTC))
ENCODED_BCC = "=?utf-8?q?Hello=0ABcc:_somebody@example.org?="
EXPECTED = {
    "from", "to", "subject", "date", "message-id", "list-id", "auto-submitted", "x-oia-case", "x-oia-reason",
    "x-oia-speed", "x-oia-due", "content-type", "content-transfer-encoding", "mime-version",
}  # fmt: skip


def build(*, recipient="dean@example.edu.tw", subject="[OIA][待簽] 國約-115-007", sender=SENDER, headings=HEADINGS):
    return build_mail(sender, recipient, headings, subject=subject, text="請決定。\n", key="42.3.0", at=AT)


def parsed(message):
    return message_from_bytes(message.as_bytes(), policy=policy.default)


def test_the_library_alone_writes_an_encoded_line_break_as_a_header():
    """If this fails, the library has been mended, and `_safe` guards only against control characters."""
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = ENCODED_BCC
    assert b"\nBcc: somebody@example.org" in message.as_bytes()


@pytest.mark.parametrize(
    "hostile", [ENCODED_BCC, "a\r\nBcc: b@example.org", "a\nb", "a\0b", "a\u2028b", "=?big5?b?qA==?= x", "a\ud800"]
)
def test_no_value_may_bring_a_line_break_or_an_encoded_word(hostile):
    with pytest.raises(UnsafeHeader, match="Subject"):
        build(subject=hostile)
    with pytest.raises(UnsafeHeader, match="X-OIA-Case"):
        build(headings=replace(HEADINGS, case=hostile))
    with pytest.raises(UnsafeHeader, match="From"):
        build(sender=replace(SENDER, name=hostile))


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "nobody",
        "a@example.org, b@example.org",
        "A <a@example.org>",
        "a@example.org\nBcc: b@example.org",
        ENCODED_BCC,
    ],
)
def test_a_message_goes_to_one_plain_address(recipient):
    with pytest.raises(UnsafeHeader, match="To"):
        build(recipient=recipient)


@given(st.text(max_size=400))
def test_a_subject_that_is_accepted_arrives_as_it_was_and_adds_nothing(subject):
    try:
        message = build(subject=subject)
    except UnsafeHeader:
        return
    received = parsed(message)
    assert {name.lower() for name in received} == EXPECTED
    assert received["Subject"].split() == subject.split()


def test_a_repeat_of_the_same_row_has_the_same_message_id():
    assert build()["Message-ID"] == build(subject="other")["Message-ID"] == "<qianhe.42.3.0@qianhe.example.edu.tw>"


def test_mail_clients_find_case_reason_speed_and_deadline_in_headers():
    received = parsed(build())
    assert received["X-OIA-Case"] == "國約-115-007"
    assert (received["X-OIA-Reason"], received["X-OIA-Speed"]) == ("assigned", "urgent")
    assert received["X-OIA-Due"] == "2026-12-04T15:59:59+00:00"
    assert received["Date"].datetime == AT
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["List-Id"] == "<oia.cases.qianhe.example.edu.tw>"


def test_the_sender_has_a_name_and_the_text_keeps_its_characters():
    received = parsed(build())
    assert received["From"].addresses[0].display_name == "國際處簽核系統"
    assert received.get_content().splitlines() == ["請決定。"]


def test_a_message_is_seven_bits_wide():
    assert build().as_bytes().isascii()


def test_what_is_not_known_has_no_header():
    received = parsed(build(headings=Headings("progress")))
    assert not {"X-OIA-Case", "X-OIA-Speed", "X-OIA-Due"} & set(received)


def test_a_long_domain_leaves_the_message_id_readable():
    domain = f"{'a' * 60}.{'b' * 60}.example.edu.tw"
    received = parsed(build(sender=replace(SENDER, domain=domain)))
    assert received["Message-ID"].strip() == f"<qianhe.42.3.0@{domain}>"


@pytest.mark.parametrize("shift", range(12))
def test_a_subject_keeps_every_blank_wherever_it_is_folded(shift):
    name = "Private Universität für Medizinische Informatik und Technik Tirol"
    subject = f"[OIA][待簽] 國約-115-007 {'國' * shift} 與{name}簽訂合作備忘錄｜9/4（五）前"
    assert parsed(build(subject=subject))["Subject"] == subject
