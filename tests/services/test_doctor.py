"""A healthy database passes; forgers who make the chain anew are named by what they cannot make fit."""

from io import BytesIO
from typing import Any

from tests.support.clinic import Patient, behind
from tests.support.office import LOGINS
from workflow.adapters.files import store
from workflow.services.doctor import report_shape
from workflow.services.doctor.scene import MOST_PER_RULE

NUMBERS = range(1, 32)
WITHOUT_RULE = {9}


def test_a_healthy_database_has_no_findings(patient: Patient) -> None:
    report = patient.check()
    assert report.findings == ()
    assert report.ok


def test_a_healthy_postgresql_has_no_findings(postgresql_patient: Patient) -> None:
    assert postgresql_patient.check().findings == ()


def test_every_invariant_is_checked_but_that_of_quotas(patient: Patient) -> None:
    assert patient.check().checked == tuple(f"I-{number:02}" for number in NUMBERS if number not in WITHOUT_RULE)


def test_a_case_that_nobody_and_nothing_moves_is_in_limbo(patient: Patient) -> None:
    forget_task(patient, "deciding", 4)
    assert patient.named() == {"I-01"}


def test_a_case_in_limbo_is_nobodys_fault_while_an_incident_is_open(patient: Patient) -> None:
    forget_task(patient, "deciding", 4)
    patient.forge(
        "INSERT INTO incidents (id, case_id, kind, key, detail, opened_at)"
        " VALUES (1, {deciding}, 'limbo', 'x', '{{}}', '2026-09-01T00:00:00.000000Z')"
    )
    assert patient.named() == set()


def test_an_answer_by_a_person_and_the_clock_at_once_is_found(patient: Patient) -> None:
    patient.forge("UPDATE tasks SET cause = 'timeout' WHERE case_id = {done} AND seq = 2")
    patient.retell("done", lambda seq, facts: seq == 2 and facts["closed"][0].__setitem__(1, "timeout"))
    assert patient.named() == {"I-05"}


def test_a_state_that_has_its_answers_and_is_not_left_is_found(patient: Patient) -> None:
    forget_task(patient, "deciding", 4)
    patient.retell("deciding", lambda seq, facts: seq > 2 and facts.update(to="votes", visit=2))
    patient.retell("deciding", lambda seq, facts: seq > 3 and facts.update({"from": "votes"}))
    patient.forge("UPDATE cases SET state = 'votes', visit = 2, path = '[\"draft\",\"votes\"]' WHERE id = {deciding}")
    assert patient.named() == {"I-01", "I-07"}


def test_an_applicant_who_decided_is_found(patient: Patient) -> None:
    give_decision(patient, "done", 4, LOGINS["clerk"])
    assert details(patient) == {
        "I-08 decided_own_request decision=4 state=decision",
        "I-08 post_not_held decision=4 person=5 post=chief",
    }


def test_a_voter_who_decided_as_well_is_found(patient: Patient) -> None:
    give_decision(patient, "done", 4, LOGINS["first"])
    assert 'I-08 same_person_twice states=["votes","decision"] people=[3]' in details(patient)


def test_a_file_that_is_gone_or_is_another_is_found(patient: Patient) -> None:
    gone, changed, *_ = sorted(path for path in patient.files.rglob("*") if path.is_file())
    gone.unlink()
    changed.write_bytes(b"other")
    assert {detail.split()[1] for detail in details(patient)} == {"file_missing", "file_differs"}


def test_a_trigger_that_keeps_the_history_is_missed(patient: Patient) -> None:
    with patient.office.runtime.database.transaction() as connection:
        connection.driver.execute("DROP TRIGGER history_update")
    assert details(patient) == {"I-24 trigger_missing trigger=history_update"}


def test_a_damaged_row_is_named_and_the_rest_is_examined_all_the_same(patient: Patient) -> None:
    patient.forge("UPDATE cases SET salts = '[]' WHERE id = {done}", "UPDATE numbers SET last = 99")
    assert patient.named() == {"I-10", "I-21"}


def test_a_row_that_is_none_any_more_costs_the_examination_of_its_own_case_only(patient: Patient) -> None:
    patient.forge(
        "UPDATE cases SET data = '{{' WHERE id = {done}", "UPDATE cases SET tasks_opened = 9 WHERE id = {again}"
    )
    found = {(finding.rule, finding.case) for finding in patient.check().findings}
    assert found == {("I-24", str(patient.cases["done"])), ("I-25", "對-115-004")}


def test_a_finding_names_the_case_by_its_number(patient: Patient) -> None:
    patient.forge("DELETE FROM candidates WHERE case_id = {voting} AND task_seq = 2")
    assert report_shape(patient.check())["findings"] == [
        {
            "rule": "I-26",
            "severity": "error",
            "case": "對-115-002",
            "detail": "candidates_differ task=2",
            "repair": "rebuild_candidates",
        }
    ]


def test_what_may_have_an_innocent_cause_is_a_warning(patient: Patient) -> None:
    patient.forge("DELETE FROM deputyships")
    report = patient.check()
    assert report.ok
    assert [finding.severity for finding in report.findings] == ["warning"]


def test_a_fault_in_every_row_is_told_a_hundred_times_and_counted(patient: Patient) -> None:
    with behind(patient.url) as run:
        for place in range(MOST_PER_RULE + 20):
            run(
                "INSERT INTO candidates (principal, due_at, case_id, task_seq) VALUES"
                f" ('#{place + 10}', '2026-09-01T00:00:00.000000Z', {patient.cases['done']}, {place + 50})"
            )
    findings = [finding for finding in patient.check().findings if finding.rule == "I-26"]
    assert [finding.detail for finding in findings[MOST_PER_RULE:]] == ["and_more count=20"]


def test_postgresql_names_the_rules_that_are_asked_in_sql(postgresql_patient: Patient) -> None:
    late = "2026-12-31T15:59:59Z"
    postgresql_patient.forge(
        "UPDATE numbers SET last = last + 1",
        "UPDATE outgoing SET created_at = '2026-09-01T00:00:00Z' WHERE key = '{voting}.1.1'",
        "UPDATE outgoing SET attempts = 0 WHERE result = 'sent'",
        f"UPDATE outgoing SET result = 'sent', settled_at = '{late}', attempts = 1 WHERE key = '{{voting}}.2.0'",
        "UPDATE outgoing SET lease_until = '2026-09-01T00:00:00Z' WHERE key = '{deciding}.1.0'",
        "UPDATE timers SET next_try = NULL WHERE case_id = {voting} AND seq = 3",
        "UPDATE form_uses SET answer = '{{\"case\":{done},\"version\":99}}' WHERE nonce = 'done 0'",
        "UPDATE outgoing SET recipient = 99 WHERE key = '{again}.1.0'",
    )
    assert postgresql_patient.named() == {"I-10", "I-11", "I-12", "I-13", "I-15", "I-17", "I-22", "I-24"}


def details(patient: Patient) -> set[str]:
    return {f"{finding.rule} {finding.detail}" for finding in patient.check().findings}


def forget_task(patient: Patient, case: str, task: int) -> None:
    """As if it had never been opened, with a chain that says so."""

    def untold(_seq: int, facts: dict[str, Any]) -> None:
        facts["opened"] = [opened for opened in facts["opened"] if opened[0] != task]

    patient.retell(case, untold)
    where = f"WHERE case_id = {{{case}}} AND task_seq = {task}"
    patient.forge(
        f"DELETE FROM tasks WHERE case_id = {{{case}}} AND seq = {task}",
        f"DELETE FROM candidates {where}",
        f"UPDATE timers SET result = 'cancelled', settled_at = due_at {where} AND settled_at IS NULL",
        f"UPDATE cases SET tasks_opened = tasks_opened - 1 WHERE id = {{{case}}}",
    )


def give_decision(patient: Patient, case: str, seq: int, actor: int) -> None:
    """As if somebody else had decided, with a chain that says so."""

    def retold(entry: int, facts: dict[str, Any]) -> None:
        if entry == seq:
            facts["actor"] = actor

    patient.retell(case, retold)
    patient.forge(f"UPDATE decisions SET actor = {actor} WHERE case_id = {{{case}}} AND seq = {seq}")


def test_a_file_that_a_draft_or_an_upload_speaks_of_and_that_is_not_there_is_found(patient: Patient) -> None:
    gone = "ab" * 32
    files = f'{{{{"paper":{{{{"sha256":"{gone}"}}}}}}}}'
    patient.forge(
        "INSERT INTO drafts (id, person_id, process, data, files, updated_at)"
        f" VALUES (7, 5, 'pair', '{{{{}}}}', '{files}', '2026-09-01T01:00:00.000000Z')",
        "INSERT INTO uploads (id, person_id, sha256, size, filename, media_type, at)"
        f" VALUES ('u', 5, '{gone}', 1, 'a.pdf', 'application/pdf', '2026-09-05T00:00:00.000000Z')",
    )
    assert details(patient) == {
        f"I-27 file_of_draft_missing draft=7 sha256={gone}",
        f"I-27 file_of_upload_missing upload=u sha256={gone}",
    }


def test_files_that_nobody_speaks_of_are_counted_and_no_fault(patient: Patient) -> None:
    store(patient.files, BytesIO(b"nobody's"))
    report = patient.check()
    assert [(it.rule, it.severity, it.detail) for it in report.findings] == [
        ("I-27", "info", "files_unreferred count=1")
    ]
    assert report.ok
