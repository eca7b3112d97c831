"""Forms, tokens, uploads, drafts, incidents, history: small tables that services lean on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.writing import change, written
from tests.support.steps import MORNING, case_life, sha, start
from workflow.core.chain import genesis_hash, verify_chain
from workflow.store import drafts, forms, history, incidents, tokens, uploads
from workflow.store.drafts import Draft
from workflow.store.errors import NonceUsed
from workflow.store.ids import new_id
from workflow.store.tokens import Token
from workflow.store.uploads import Upload
from workflow.store.values import FormUse

DAY = timedelta(days=1)
ADD_PEOPLE = (
    "INSERT INTO people (id, login, name_zh, name_en, email, language, active) VALUES"
    " (11, 'one', '甲', 'One', 'a@example.edu', 'en', {0}), (12, 'two', '乙', 'Two', 'b@example.edu', 'en', {0})"
)


def done(database, function, *arguments, **options):
    with database.transaction() as connection:
        return function(connection, *arguments, **options)


@pytest.fixture
def peopled(database):
    change(database, ADD_PEOPLE.format("true" if database.dialect == "postgresql" else 1))
    return database


def test_the_chain_of_a_case_is_read_back_whole(database):
    *_, last = steps = list(case_life(5))
    written(database, *steps)
    entries = done(database, history.entries, 5)
    chain = [(entry.seq, entry.prev, entry.content, entry.hash) for entry in entries]
    assert verify_chain(chain, genesis_hash("5", sha("definition")), last.after.head) == []
    assert (entries[-1].reason, entries[0].facts["seq"], entries[0].at) == ("理由", 1, MORNING)


def test_a_form_that_changes_no_case_is_answered_once(database):
    use = FormUse(11, "n", sha("body"), {"saved": True})
    done(database, forms.store_answer, use, MORNING)
    assert done(database, forms.stored_answer, 11, "n").answer == {"saved": True}
    with pytest.raises(NonceUsed):
        done(database, forms.store_answer, use, MORNING)


def test_a_token_opens_until_it_expires_or_is_revoked(peopled):
    token = Token(sha("secret"), "api", "script", MORNING, person_id=11, scope={"read": True}, expires_at=MORNING + DAY)
    done(peopled, tokens.create, token)
    assert done(peopled, tokens.valid, sha("secret"), "api", MORNING) == token
    assert done(peopled, tokens.valid, sha("secret"), "link", MORNING) is None
    assert done(peopled, tokens.valid, sha("secret"), "api", MORNING + DAY) is None
    assert done(peopled, tokens.of_person, 11) == (token,)
    assert done(peopled, tokens.revoke, MORNING, person=11) == 1
    assert done(peopled, tokens.valid, sha("secret"), "api", MORNING) is None
    assert done(peopled, tokens.of_person, 11) == ()


def test_a_link_can_be_used_once(peopled):
    done(peopled, tokens.create, Token(sha("link"), "link", "partner", MORNING, person_id=11))
    assert done(peopled, tokens.use_once, sha("link"), "link", MORNING)
    assert not done(peopled, tokens.use_once, sha("link"), "link", MORNING)


def test_a_token_remembers_its_last_use(peopled):
    done(peopled, tokens.create, Token(sha("a"), "api", "script", MORNING, person_id=11))
    done(peopled, tokens.touch, sha("a"), MORNING + DAY)
    assert done(peopled, tokens.valid, sha("a"), "api", MORNING).used_at == MORNING + DAY


def test_an_upload_is_its_sender_s_alone_and_for_a_time(database):
    upload = Upload("u-1", 11, sha("file"), 12, "a.pdf", "application/pdf", MORNING)
    done(database, uploads.add, upload)
    assert done(database, uploads.get, "u-1", 11, since=MORNING - DAY) == upload
    assert done(database, uploads.get, "u-1", 12, since=MORNING - DAY) is None
    assert done(database, uploads.get, "u-1", 11, since=MORNING + DAY) is None
    assert done(database, uploads.forget_before, MORNING + DAY) == 1


def test_a_draft_is_kept_and_nobody_else_can_read_or_replace_it(peopled):
    draft = Draft(7, 11, "agreement", {"title": ""}, MORNING)
    later = replace(draft, data={"title": "合作"}, updated_at=MORNING + DAY, files={"draft": "u-1"})
    done(peopled, drafts.put, draft)
    done(peopled, drafts.put, later)
    done(peopled, drafts.put, replace(draft, person_id=12))
    assert done(peopled, drafts.get, 7, 11) == later
    assert done(peopled, drafts.get, 7, 12) is None
    assert done(peopled, drafts.of_person, 11) == (later,)
    done(peopled, drafts.remove, 7, 11)
    assert done(peopled, drafts.of_person, 11) == ()


def test_an_incident_is_open_once_until_it_is_closed(database):
    written(database, start(5))
    report = ("timer", "5/1", {"error": "boom"})
    assert done(database, incidents.open_incident, *report, at=MORNING, case=5)
    assert not done(database, incidents.open_incident, *report, at=MORNING, case=5)
    (incident,) = done(database, incidents.standing)
    assert (incident.case_id, incident.kind, incident.detail) == (5, "timer", {"error": "boom"})
    assert done(database, incidents.close, incident.id, at=MORNING, by=11)
    assert not done(database, incidents.close, incident.id, at=MORNING, by=11)
    assert done(database, incidents.open_incident, *report, at=MORNING, case=5)


def test_ids_grow_with_time_and_stay_within_sixty_three_bits():
    ids = [new_id(MORNING + DAY * days, (1 << 40) - 1) for days in range(0, 40_000, 1000)]
    assert ids == sorted(ids)
    assert 0 < ids[0] < ids[-1] < 1 << 63
    with pytest.raises(ValueError, match="moment"):
        new_id(MORNING - DAY * 40_000, 0)
