"""Each way to damage a database is named by the rule that it breaks, and by no other."""

import pytest

from tests.support.clinic import Patient

EARLY, LATE = "2026-09-01T00:00:00.000000Z", "2026-12-31T15:59:59.000000Z"
OTHER = "0" * 64

# rule → statements; where more than one rule is named, damage of one thing is damage of what is made from it
DAMAGE = {
    "a timer of a finished case goes on": (
        {"I-02"},
        "UPDATE timers SET settled_at = NULL, result = NULL WHERE case_id = {done} AND seq = 3",
    ),
    "a case counts a step that never was": ({"I-03"}, "UPDATE cases SET version = version + 1 WHERE id = {voting}"),
    "a task was closed otherwise": (
        {"I-04"},
        "UPDATE tasks SET cause = 'returned' WHERE case_id = {done} AND seq = 2",
    ),
    "a task was closed at another time": (
        {"I-04"},
        f"UPDATE tasks SET closed_at = '{LATE}' WHERE case_id = {{done}} AND seq = 2",
    ),
    "a task is open again": (
        {"I-04", "I-26"},
        "UPDATE tasks SET closed_at = NULL, outcome = NULL, cause = NULL WHERE case_id = {again} AND seq = 4",
    ),
    "a case follows a definition that nobody published": (
        {"I-06"},
        f"UPDATE cases SET definition = '{OTHER}' WHERE id = {{voting}}",
    ),
    "a published source is not what was published": (
        {"I-06"},
        "UPDATE publications SET source = replace(source, 'For tests', 'For testing') WHERE kind = 'process'",
    ),
    "a published calendar is not what was published": (
        {"I-06"},
        "UPDATE publications SET source = replace(source, '2030', '2031') WHERE kind = 'calendar'",
    ),
    "a case stands nowhere": ({"I-06", "I-25"}, "UPDATE cases SET state = 'nowhere' WHERE id = {voting}"),
    "an answer counts for a visit that never was": (
        {"I-07"},
        "UPDATE decisions SET visit = 9 WHERE case_id = {done} AND seq = 2",
    ),
    "an answer that was taken back counts": (
        {"I-25"},
        "UPDATE decisions SET status = 'live', void_reason = NULL WHERE case_id = {taken_back} AND seq = 2",
    ),
    "an answer is another one": (
        {"I-25"},
        "UPDATE decisions SET outcome = 'agree' WHERE case_id = {done} AND seq = 3",
    ),
    "a case has a speed that nobody chose": ({"I-25"}, "UPDATE cases SET speed = 'urgent' WHERE id = {voting}"),
    "somebody sees a case of which nobody told him": (
        {"I-25"},
        'UPDATE cases SET informed = \'[["head","school",null,1,"2026-09-01T01:00:00.000000Z",[]]]\''
        " WHERE id = {voting}",
    ),
    "a deputyship was removed afterwards": ({"I-08"}, "DELETE FROM deputyships"),
    "a post was rewritten afterwards": ({"I-08"}, "UPDATE holdings SET valid_from = '2026-09-03' WHERE person_id = 3"),
    "a number is left out": ({"I-10"}, "UPDATE numbers SET last = last + 1"),
    "a number is of no series": ({"I-10"}, "UPDATE cases SET number = '別-115-001' WHERE id = {voting}"),
    "a case has no number": ({"I-10"}, "UPDATE cases SET number = NULL WHERE id = {voting}"),
    "a number jumps": ({"I-10"}, "UPDATE cases SET number = '對-115-077' WHERE id = {voting}"),
    "a message has no step": (
        {"I-11"},
        "UPDATE outgoing SET position = position + 90000, key = '{voting}.91.0' WHERE key = '{voting}.1.0'",
    ),
    "a message was made at another time": (
        {"I-11"},
        f"UPDATE outgoing SET created_at = '{EARLY}' WHERE key = '{{voting}}.1.1'",
    ),
    "a message before another is gone": ({"I-11"}, "DELETE FROM outgoing WHERE key = '{voting}.1.0'"),
    "a message has another name": ({"I-11"}, "UPDATE outgoing SET key = 'x' WHERE key = '{voting}.1.1'"),
    "a message was sent before its time": (
        {"I-12"},
        f"UPDATE outgoing SET settled_at = '{EARLY}' WHERE result = 'sent'",
    ),
    "a message was sent by nobody": ({"I-12"}, "UPDATE outgoing SET attempts = 0 WHERE result = 'sent'"),
    "a later message went before an earlier one": (
        {"I-13"},
        f"UPDATE outgoing SET result = 'sent', settled_at = '{LATE}', attempts = 1 WHERE key = '{{voting}}.2.0'",
    ),
    "a later message overtook an earlier one": (
        {"I-13"},
        f"UPDATE outgoing SET result = 'sent', settled_at = '{LATE}', attempts = 1 WHERE key = '{{voting}}.1.0'",
        "UPDATE outgoing SET result = 'sent', settled_at = '2026-09-06T00:00:00.000000Z', attempts = 1"
        " WHERE key = '{voting}.2.0'",
    ),
    "a timer fired without a word": (
        {"I-14"},
        "UPDATE timers SET result = 'fired', settled_at = due_at WHERE case_id = {done} AND seq = 1",
    ),
    "a timer fired before it was due": (
        {"I-14"},
        f"UPDATE timers SET settled_at = '{EARLY}' WHERE case_id = {{voting}} AND seq = 1",
    ),
    "a timer is armed for a task that is done": (
        {"I-14"},
        "UPDATE timers SET settled_at = NULL, result = NULL WHERE case_id = {again} AND seq = 3",
    ),
    "a timer is armed for a visit that is over": (
        {"I-14"},
        "UPDATE timers SET visit = 2 WHERE case_id = {deferred} AND rule = 'until'",
    ),
    "a lease ended long ago": (
        {"I-15"},
        f"UPDATE outgoing SET lease_owner = 'x', lease_until = '{EARLY}', attempts = 1 WHERE key = '{{voting}}.1.0'",
    ),
    "the only one who can act has left": ({"I-16"}, "UPDATE people SET active = (1 = 0) WHERE id = 4"),
    "only somebody who has voted could decide": (
        {"I-16"},
        "DELETE FROM holdings WHERE person_id = 2",
        "UPDATE tasks SET holders = '[[null,null,3]]' WHERE case_id = {deciding} AND seq = 4",
        "UPDATE candidates SET principal = '#3' WHERE case_id = {deciding} AND task_seq = 4",
        "UPDATE holdings SET person_id = 2 WHERE person_id = 1",
        "INSERT INTO holdings (person_id, post, unit, valid_from, acting) VALUES"
        " (2, 'chief', 'office', '2020-01-01', (1 = 0))",
    ),
    "a message was given up in silence": (
        {"I-17"},
        f"UPDATE outgoing SET result = 'failed', settled_at = '{LATE}' WHERE key = '{{voting}}.1.0'",
    ),
    "a timer was given up in silence": (
        {"I-17"},
        "UPDATE timers SET next_try = NULL WHERE case_id = {voting} AND seq = 3",
    ),
    "a message is tried for ever": ({"I-17"}, "UPDATE outgoing SET attempts = 500 WHERE key = '{voting}.1.0'"),
    "a timer is tried for ever": ({"I-17"}, "UPDATE timers SET attempts = 9 WHERE case_id = {voting} AND seq = 3"),
    "an incident is about nothing": (
        {"I-17"},
        "INSERT INTO incidents (id, case_id, kind, key, detail, opened_at)"
        f" VALUES (1, {{done}}, 'mail', 'x', '{{{{}}}}', '{EARLY}')",
    ),
    "a rung stands at another moment": (
        {"I-18"},
        f"UPDATE timers SET due_at = '{LATE}', next_try = '{LATE}' WHERE case_id = {{voting}} AND seq = 3",
    ),
    "a wait ends at another moment": (
        {"I-18"},
        f"UPDATE timers SET due_at = '{LATE}', next_try = '{LATE}' WHERE case_id = {{deferred}} AND rule = 'until'",
    ),
    "a document has no row": ({"I-19", "I-27"}, "DELETE FROM documents WHERE case_id = {done}"),
    "a document has another digest": (
        {"I-19", "I-27"},
        f"UPDATE documents SET sha256 = '{OTHER}' WHERE case_id = {{done}}",
    ),
    "an entry says something else": (
        {"I-20"},
        "UPDATE history SET entry = replace(entry, '\"command\"', '\"web\"') WHERE case_id = {done} AND seq = 2",
    ),
    "an entry is linked otherwise": (
        {"I-20"},
        f"UPDATE history SET prev_hash = '{OTHER}' WHERE case_id = {{done}} AND seq = 2",
    ),
    "the head is another one": ({"I-20"}, f"UPDATE cases SET head = '{OTHER}' WHERE id = {{done}}"),
    "the last entry is gone": (
        {"I-03", "I-04", "I-20", "I-22", "I-25"},
        "DELETE FROM history WHERE case_id = {returned} AND seq = 4",
        "DELETE FROM outgoing WHERE key LIKE '{returned}.4.%'",
    ),
    "a field was changed behind the engine": (
        {"I-21"},
        "UPDATE cases SET data = replace(CAST(data AS text), '1200.5', '9200.5') WHERE id = {done}",
    ),
    "a salt was changed": (
        {"I-21"},
        'UPDATE cases SET salts = replace(CAST(salts AS text), \'"amount":"\', \'"amount":"ff\') WHERE id = {done}',
    ),
    "a salt is gone": (
        {"I-21"},
        "UPDATE cases SET salts = replace(CAST(salts AS text), '\"amount\"', '\"amounts\"') WHERE id = {done}",
    ),
    "a reason was changed": (
        {"I-21"},
        "UPDATE history SET reason = 'x' WHERE case_id = {returned} AND reason IS NOT NULL",
    ),
    "a reason is gone": ({"I-21"}, "UPDATE history SET reason = NULL WHERE case_id = {returned}"),
    "the salt of a reason was changed": (
        {"I-21"},
        f"UPDATE history SET reason_salt = '{OTHER}' WHERE case_id = {{returned}} AND reason IS NOT NULL",
    ),
    "a form was answered with a step that is not": (
        {"I-22"},
        'UPDATE form_uses SET answer = \'{{"case":{done},"number":"x","version":99}}\' WHERE nonce = \'done 0\'',
    ),
    "two forms were answered with one step": (
        {"I-22"},
        "INSERT INTO form_uses SELECT actor, 'again', body_sha256, answer, at FROM form_uses WHERE nonce = 'done 0'",
    ),
    "somebody who left has a token": (
        {"I-23"},
        "UPDATE people SET active = (1 = 0) WHERE id = 6",
        "INSERT INTO tokens (digest, kind, person_id, scope, label, created_at)"
        f" VALUES ('{OTHER}', 'api', 6, '{{{{}}}}', 'script', '{EARLY}')",
    ),
    "a holding is of nobody": (
        {"I-24"},
        "INSERT INTO holdings (person_id, post, unit, valid_from, acting)"
        " VALUES (99, 'clerk', 'office', '2020-01-01', (1 = 0))",
    ),
    "somebody finds a task that is not": (
        {"I-24"},
        f"INSERT INTO candidates (principal, due_at, case_id, task_seq) VALUES ('#3', '{LATE}', 1, 1)",
    ),
    "a message is to nobody": ({"I-24"}, "UPDATE outgoing SET recipient = 99 WHERE key = '{voting}.1.0'"),
    "a case stands in another visit": ({"I-25"}, "UPDATE cases SET visit = visit - 1 WHERE id = {done}"),
    "a case stands in another state": (
        {"I-25"},
        "UPDATE cases SET state = 'rejected' WHERE id = {done}",
    ),
    "a case ended otherwise": ({"I-25"}, "UPDATE cases SET outcome = 'rejected' WHERE id = {done}"),
    "a case began otherwise": ({"I-25"}, f"UPDATE cases SET started_at = '{EARLY}' WHERE id = {{done}}"),
    "a task is of another state": (
        {"I-25"},
        "UPDATE tasks SET state = 'decision' WHERE case_id = {done} AND seq = 2",
    ),
    "a task counted is not there": ({"I-25"}, "UPDATE cases SET tasks_opened = 9 WHERE id = {done}"),
    "a decision counted is not there": ({"I-25"}, "UPDATE cases SET decisions_made = 9 WHERE id = {done}"),
    "nobody finds a task": ({"I-26"}, "DELETE FROM candidates WHERE case_id = {voting} AND task_seq = 2"),
    "a stranger finds a task": (
        {"I-26"},
        f"INSERT INTO candidates (principal, due_at, case_id, task_seq) VALUES ('#5', '{LATE}', {{voting}}, 2)",
    ),
    "a task is found with another claim": (
        {"I-26"},
        "UPDATE candidates SET claimed_by = 3 WHERE case_id = {voting} AND task_seq = 2",
    ),
}


@pytest.mark.parametrize(("rules", "statements"), [(rules, rest) for rules, *rest in DAMAGE.values()], ids=list(DAMAGE))
def test_damage_is_named_by_the_rule_that_it_breaks(patient: Patient, rules: set[str], statements: list[str]) -> None:
    patient.forge(*statements)
    assert patient.named() == rules
