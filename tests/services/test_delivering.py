"""Outgoing messages: in order, once, tried again, given up with an incident."""

from datetime import timedelta

from tests.support.office import FILES, NOW, Office
from workflow.core.errors import NotDelivered
from workflow.core.letters import PLAIN, Letterhead
from workflow.core.text import Text
from workflow.services.delivering import Deliverer, deliver_once
from workflow.services.publishing import publish
from workflow.store import incidents

MINUTE = timedelta(seconds=61)


class Outside:
    """Remembers what it was given; raises what it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self.letters = []
        self.failures = list(failures)

    def __call__(self, letter) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.letters.append(letter)


def deliver_all(office: Office, outside: Outside, now) -> list:
    deliverer = Deliverer(office.runtime, outside, "here")
    while deliver_once(deliverer, now):
        pass
    return outside.letters


def test_nothing_is_sent_while_the_step_can_be_undone(office: Office):
    office.start()
    assert deliver_all(office, Outside(), NOW + timedelta(seconds=59)) == []


def test_each_holder_gets_one_letter_in_his_language_with_the_case_in_it(office: Office):
    done = office.start()
    letters = deliver_all(office, Outside(), NOW + MINUTE)
    assert [(letter.kind, letter.address) for letter in letters] == [
        ("action", "first@example.edu"),
        ("action", "second@example.edu"),
    ]
    assert {letter.number for letter in letters} == {done.number}
    assert letters[0].title.zh == "主旨"


def test_an_undone_step_sends_nothing(office: Office):
    done = office.start()
    for login in ("first", "second"):
        office.act(done, login, "agree")
    office.act(done, "second", "undo", now=NOW + timedelta(seconds=30))
    letters = deliver_all(office, Outside(), NOW + 2 * MINUTE)
    assert "chief@example.edu" not in [letter.address for letter in letters]


def test_a_passing_failure_is_tried_again_under_the_same_key(office: Office):
    office.start()
    outside = Outside(NotDelivered("busy", permanent=False), OSError("cut"))
    assert deliver_all(office, outside, NOW + MINUTE) == []
    letters = deliver_all(office, outside, NOW + MINUTE + timedelta(minutes=2))
    assert len({letter.key for letter in letters}) == 2


def test_a_refused_address_opens_an_incident_and_the_others_are_sent(office: Office):
    office.start()
    letters = deliver_all(office, Outside(NotDelivered("550 no such user", permanent=True)), NOW + MINUTE)
    assert [letter.address for letter in letters] == ["second@example.edu"]
    with office.runtime.database.snapshot() as connection:
        assert [incident.kind for incident in incidents.standing(connection)] == ["mail"]


def test_mail_looks_as_the_organisation_published_last_says(office: Office):
    office.start()
    assert {letter.letterhead for letter in deliver_all(office, Outside(), NOW + MINUTE)} == {PLAIN}
    block = "mail: {prefix: 處, sender: {zh-TW: 本處, en: This office}}\nunits:"
    changed = FILES["organisation.yaml"].decode().replace("version: 1\nunits:", f"version: 2\n{block}")
    publish(office.runtime, {"organisation.yaml": changed.encode()}, by=0, now=NOW)
    office.start(now=NOW + 2 * MINUTE)
    letters = deliver_all(office, Outside(), NOW + 4 * MINUTE)
    assert {letter.letterhead for letter in letters} == {Letterhead("處", Text("本處", "This office"))}
