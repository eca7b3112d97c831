import pytest

OFFICER = "oia_cooperation_officer"

CASE = {
    "number", "process", "definition", "title", "state", "outcome", "visit", "version", "started_at", "due_at",
    "closed_at", "applicant", "data", "documents", "tasks", "actions", "decisions", "history",
}  # fmt: skip
TASK = {"id", "key", "state", "visit", "kind", "holders", "claimed_by", "opened_at", "due_at", "overdue"}
ACTION = {"action", "task", "allowed", "refusals", "saw", "input"}
DECISION = {"task", "state", "visit", "outcome", "actor", "on_behalf_of", "capacity", "at", "status"}
ENTRY = {"seq", "at", "actor", "action", "from", "to", "reason", "hash"}
WAITING = {
    "id", "case", "process", "title", "state", "key", "applicant", "opened_at", "due_at", "overdue", "claimed_by",
    "capacity", "actions",
}  # fmt: skip


def test_a_case_is_started_with_data_and_a_document(desk):
    case = desk.start()
    assert (case["number"], case["state"], case["process"]) == ("國約-115-001", "oia_precheck", "agreement_signing")
    assert case["applicant"] == {"login": "faculty.me", "post": "faculty", "unit": "me"}
    assert [document["name"] for document in case["documents"]] == ["draft"]
    assert case["data"]["amount"] == "0"


def test_the_answer_has_the_published_shape(desk):
    case = desk.act(desk.start(), "claim", OFFICER)
    assert set(case) >= CASE
    assert set(case["definition"]) == {"version", "sha256"}
    assert set(case["title"]) == {"zh-TW", "en"}
    assert set(case["tasks"][0]) >= TASK
    assert set(case["tasks"][0]["holders"][0]) == {"login", "post", "unit"}
    assert set(case["actions"][0]) >= ACTION
    assert set(case["decisions"][0]) >= DECISION
    assert set(case["history"][0]) >= ENTRY
    assert set(case["documents"][0]) == {"name", "version", "sha256", "size"}
    assert set(case["actions"][0]["input"][0]) == {"field", "type", "required"}


def test_moments_are_utc_and_money_is_text(desk):
    case = desk.start(amount=1200.5, budget_source="校務基金")
    assert case["started_at"] == "2026-09-01T01:00:00.000000Z"
    assert case["data"]["amount"] == "1200.5"


def test_the_document_is_kept_under_its_digest(desk):
    (document,) = desk.start()["documents"]
    sha256 = document["sha256"]
    assert (desk.instance / "files" / sha256[:2] / sha256[2:]).read_bytes().startswith(b"%PDF")


def test_a_case_is_acted_on_with_data_from_standard_input(desk):
    number = desk.start()["number"]
    words = ("case", "act", number, "approve", "--as", OFFICER, "--now", "2026-09-01T10:00", "--data", "-")
    result = desk.run(*words, stdin='{"checklist": "all"}')
    assert result.exit_code == 0
    assert "unit_approval (visit 1)" in result.stdout


def test_shown_without_a_person_a_case_has_all_its_data_and_no_actions(desk):
    number = desk.start()["number"]
    shown = desk.answer("case", "show", number)
    assert shown["actions"] == []
    assert shown["data"]["partner_contact"]["name"] == "International Office"


def test_shown_as_somebody_a_case_has_his_actions(desk):
    number = desk.start()["number"]
    shown = desk.answer("case", "show", number, "--as", OFFICER, "--now", "2026-09-01T10:00")
    assert {offer["action"] for offer in shown["actions"] if offer["allowed"]} >= {"approve", "return", "claim"}


def test_a_stranger_is_told_that_there_is_no_such_case(desk):
    number = desk.start()["number"]
    words = ("case", "show", number, "--as", "faculty.chss", "--now", "2026-09-01T10:00")
    (refusal,) = desk.answer(*words, code=1)["refusals"]
    assert refusal["code"] == "unknown_case"


def test_a_refusal_names_those_whose_turn_it_is_in_both_languages(desk):
    case = desk.start()
    (refusal,) = desk.act(case, "approve", "faculty.me", code=1)["refusals"]
    assert refusal["code"] == "not_yours"
    assert "國際合作組承辦人" in refusal["message"]["zh-TW"]
    assert "Officer, International Cooperation Section" in refusal["message"]["en"]


def test_people_read_a_refusal_as_code_and_sentences_on_standard_error(desk):
    number = desk.start()["number"]
    result = desk.run("case", "act", number, "approve", "--as", "faculty.me", "--now", "2026-09-01T10:00")
    code, chinese, english = result.stderr.splitlines()
    assert (result.exit_code, code, result.stdout) == (1, "not_yours", "")
    assert chinese.startswith("  這一關由")
    assert english.startswith("  This step belongs to")


def test_fields_to_correct_are_named_by_their_labels(desk):
    found = desk.start(level="galaxy", partner="nobody.example", code=1)["fields"]
    assert {(problem["field"], problem["code"]) for problem in found} == {
        ("level", "not_an_option"),
        ("partner", "unknown_reference"),
    }
    assert all(set(problem) == {"field", "code", "params", "message"} for problem in found)


def test_items_of_a_checklist_are_called_by_what_they_say(desk):
    found = desk.act(desk.start(), "approve", OFFICER, code=1)["fields"]
    assert {problem["code"] for problem in found} == {"not_checked"}
    assert "moe_list" not in found[0]["message"]["en"]


def test_a_repeat_with_the_same_key_is_done_once(desk):
    first = desk.start("--key", "n1")
    assert desk.start("--key", "n1")["number"] == first["number"]
    assert desk.start("--key", "n2")["number"] != first["number"]


def test_a_key_used_for_something_else_is_refused(desk):
    case = desk.start("--key", "n1")
    desk.act(case, "comment", "faculty.me", "--key", "k", "--data", desk.put("a.json", {"reason": "一"}))
    again = desk.act(
        case, "comment", "faculty.me", "--key", "k", "--data", desk.put("b.json", {"reason": "二"}), code=1
    )
    assert again["refusals"][0]["code"] == "form_used"


def test_what_was_seen_long_ago_is_stale(desk):
    case = desk.start()
    refused = desk.act(case, "claim", OFFICER, "--saw", "somethingelse")
    assert refused["tasks"][0]["claimed_by"] == OFFICER
    words = ("--saw", "somethingelse", "--data", desk.put("c.json", {"checklist": "all"}))
    assert desk.act(case, "approve", OFFICER, *words, code=1)["refusals"][0]["code"] == "stale"


def test_what_was_seen_and_still_stands_is_accepted(desk):
    case = desk.start()
    shown = desk.answer("case", "show", case["number"], "--as", OFFICER, "--now", "2026-09-01T10:00")
    saw = next(offer["saw"] for offer in shown["actions"] if offer["action"] == "approve")
    words = ("--saw", saw, "--task", "2", "--data", desk.put("c.json", {"checklist": "all"}))
    assert desk.act(case, "approve", OFFICER, *words)["state"] == "unit_approval"


def test_a_hat_that_is_not_held_is_refused(desk):
    assert desk.start("--hat", "faculty@me")["applicant"]["post"] == "faculty"
    assert desk.start("--hat", "dean@coe", code=1)["refusals"][0]["code"] == "may_not_start"


def test_tasks_have_the_published_shape(desk):
    desk.start()
    found = desk.answer("tasks", "--as", OFFICER, "--now", "2026-09-01T10:00")
    assert set(found) == {"total", "next", "tasks"}
    assert set(found["tasks"][0]) == WAITING
    assert (found["total"], found["tasks"][0]["capacity"]) == (1, "own")


def test_tasks_come_in_pages(desk):
    numbers = {desk.start()["number"] for _ in range(3)}
    words = ("tasks", "--as", OFFICER, "--now", "2026-09-01T10:00", "--limit", "2")
    first = desk.answer(*words)
    second = desk.answer(*words, "--after", first["next"])
    assert {task["case"] for task in (*first["tasks"], *second["tasks"])} == numbers
    assert second["next"] is None


def test_people_read_their_tasks_in_lines(desk):
    desk.start()
    lines = desk.run("tasks", "--as", OFFICER, "--now", "2026-09-10T10:00").stdout.splitlines()
    assert "OVERDUE" in lines[0]
    assert lines[-1] == "1 tasks"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("case", "show", "國約-115-999"), 1, "unknown_case"),
        (("case", "show", "x", "--as", "nobody"), 1, "unknown_person"),
        (("case", "act", "國約-115-999", "approve", "--as", OFFICER), 1, "unknown_case"),
        (("case", "explain", "國約-115-999"), 1, "unknown_case"),
        (("case", "start", "poetry", "--as", OFFICER), 1, "unknown_process"),
        (("tasks", "--as", "nobody"), 1, "unknown_person"),
        (("tasks", "--as", OFFICER, "--after", "???"), 1, "after: not_an_option"),
        (("case", "start", "agreement_signing", "--as", OFFICER, "--data", "/no/such/file"), 2, "unreadable"),
        (("case", "start", "agreement_signing", "--as", OFFICER, "--data", "/"), 2, "unreadable"),
    ],
)
def test_what_does_not_exist_is_told_by_code(desk, words, code, said):
    result = desk.run(*words)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (code, said)


@pytest.mark.parametrize(
    "words",
    [
        ("case",),
        ("case", "start", "agreement_signing"),
        ("case", "start", "agreement_signing", "--as", OFFICER, "--hat", "dean"),
        ("case", "start", "agreement_signing", "--as", OFFICER, "--file", "draft"),
        ("case", "start", "agreement_signing", "--as", OFFICER, "--file", "draft=/no/such/file"),
        ("case", "act", "x", "approve", "--as", OFFICER, "--task", "two"),
        ("case", "act", "x", "approve", "--as", OFFICER, "--now", "soon"),
        ("tasks",),
        ("tasks", "--as", OFFICER, "--limit", "0"),
    ],
)
def test_a_command_that_lacks_something_is_wrong_usage(desk, words):
    assert desk.run(*words).exit_code == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "bad_json"),
        (b"\xff\xfe\x00", "bad_json"),
        (b'{"amount": NaN}', "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b"[1]", "not_an_object"),
    ],
)
def test_data_that_is_no_json_object_is_wrong_usage(desk, content, said):
    data = desk.put("bad.json", content)
    result = desk.run("case", "start", "agreement_signing", "--as", "faculty.me", "--data", data)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, said)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("draft.exe", b"MZ", "file_unknown_ending"),
        ("draft", b"%PDF-", "file_unknown_ending"),
        ("draft.pdf", b"MZ", "file_wrong_content"),
        ("draft.pdf", b"", "file_empty"),
        ("draft.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_locked"),
        ("draft.png", b"\x89PNG\r\n\x1a\n", "file_type"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_a_field_to_correct(desk, name, content, code):
    path = desk.put(f"given-{name}", content)
    words = (
        "case",
        "start",
        "agreement_signing",
        "--as",
        "faculty.me",
        "--file",
        f"draft={path}",
        "--now",
        "2026-09-01",
    )
    found = desk.answer(*words, code=1)["fields"]
    assert ("draft", code) in {(problem["field"], problem["code"]) for problem in found}


def test_one_document_cannot_be_given_twice(desk):
    path = desk.put("draft.pdf", b"%PDF-1.7\n")
    words = (
        "case",
        "start",
        "agreement_signing",
        "--as",
        "faculty.me",
        "--file",
        f"draft={path}",
        "--file",
        f"draft={path}",
    )
    assert desk.run(*words).exit_code == 2
