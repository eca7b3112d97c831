from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflow.adapters.mail_building import Sender
from workflow.adapters.posting import poster
from workflow.core.errors import NotDelivered
from workflow.core.letters import Letter, Letterhead
from workflow.core.text import Text

LETTER = Letter(
    key="42.3.0",
    kind="action",
    address="dean@example.edu.tw",
    language="zh-TW",
    made_at=datetime(2026, 12, 1, 2, 0, tzinfo=UTC),
    process=Text("國際簽約", "Agreement"),
    title=Text("延平大學合作備忘錄", "Memorandum with Yanping University"),
    number="國約-115-007",
    state=Text("國際長審核", "Review by the dean"),
    applicant=Text("工程學院教師（示範）", "Teacher, College of Engineering (demo)"),
    by=None,
    reason=None,
    speed="urgent",
    task_kind="decide",
    due_at=datetime(2026, 12, 4, 15, 59, 59, tzinfo=UTC),
    because=Text("國際處 國際長", "Dean, Office of International Affairs"),
    letterhead=Letterhead("OIA", Text("國際處簽核系統", "OIA approval service")),
)


def posted(letter):
    sent = []
    poster(sent.append, Sender("oia@example.edu.tw", "example.edu.tw"), "https://oia.example.edu.tw", Path("nowhere"))(
        letter
    )
    return sent[0]


def test_a_letter_becomes_a_message_in_the_language_of_its_reader():
    assert posted(LETTER)["Subject"].startswith("[OIA][待簽][速件] 國約-115-007 工程學院教師（示範）")
    english = posted(replace(LETTER, language="en"))
    assert english["Subject"].startswith("[OIA][Action][Urgent] 國約-115-007 Teacher, College of Engineering")
    assert "you are Dean, Office of International Affairs." in english.get_content()


def test_the_sender_has_the_name_of_the_office_in_the_language_of_the_reader():
    for language, name in (("zh-TW", "國際處簽核系統"), ("en", "OIA approval service")):
        sender = posted(replace(LETTER, language=language))["From"].addresses[0]
        assert (sender.display_name, sender.addr_spec) == (name, "oia@example.edu.tw")


def test_it_carries_the_address_of_the_case_and_what_clients_sort_by():
    message = posted(LETTER)
    assert "https://oia.example.edu.tw/cases/%E5%9C%8B%E7%B4%84-115-007" in message.get_content()
    assert (message["X-OIA-Case"], message["X-OIA-Reason"]) == ("國約-115-007", "assigned")
    assert message["X-OIA-Due"] == "2026-12-04T15:59:59+00:00"


def test_every_attempt_has_the_same_message_id_and_date():
    assert posted(LETTER).as_bytes() == posted(LETTER).as_bytes()
    assert posted(LETTER)["Message-ID"] == "<qianhe.42.3.0@example.edu.tw>"


def test_a_hostile_title_is_sent_as_the_text_that_it_is():
    title = "=?utf-8?q?x=0ABcc:_somebody@example.org?= https://example.org/"
    message = posted(replace(LETTER, title=Text(title, title)))
    assert b"\nBcc" not in message.as_bytes()
    assert message.get_content().count("://") == 1


@pytest.mark.parametrize("address", ["", "nobody", "a@example.org\nBcc: b@example.org"])
def test_an_address_that_cannot_be_is_never_tried_again(address):
    with pytest.raises(NotDelivered) as failure:
        posted(replace(LETTER, address=address))
    assert failure.value.permanent
