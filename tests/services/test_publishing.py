from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.office import NOW, runtime_on
from tests.support.tables import FILES, ready
from workflow.adapters.holidays_tw import layer_from_document
from workflow.services import checking_definitions
from workflow.services.publishing import NotPublished, publish
from workflow.store import publications
from workflow.store.revisions import load_revisions
from workflow.texts.reports import check_report

SCENARIO = """
tests:
  - name: two agree, the chief decides
    do: [{as: first, do: agree}, {as: second, do: agree}, {as: chief, do: approve}]
    expect: {state: done}
"""


def changed(file, old, new):
    assert old in FILES[file].decode()
    return {**FILES, file: FILES[file].decode().replace(old, new).encode()}


def codes(runtime, files):
    with pytest.raises(NotPublished) as refused:
        publish(runtime, files, 0, NOW)
    return [(finding.file, finding.code) for finding in refused.value.findings]


def stored(runtime):
    with runtime.database.snapshot() as connection:
        return [(row.kind, row.key, row.version) for row in publications.every(connection)]


def test_a_set_is_published_whole(database):
    done = publish(runtime_on(database), FILES, 0, NOW)
    assert {(it.kind, it.key, it.version, it.status) for it in done} == {
        ("calendar", "plain", 1, "published"),
        ("organisation", "school", 1, "published"),
        ("process", "pair", 1, "published"),
        ("register", "partners", 1, "published"),
    }


def test_the_same_set_again_changes_nothing(database):
    runtime = ready(database)
    with database.snapshot() as connection:
        before = load_revisions(connection)
    assert {it.status for it in publish(runtime, FILES, 0, NOW)} == {"unchanged"}
    with database.snapshot() as connection:
        assert load_revisions(connection) == before


def test_two_who_publish_the_same_at_once_both_succeed(database):
    def one(_place):
        return [it.status for it in publish(runtime_on(database), FILES, 0, NOW)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(one, range(4)))
    assert sorted(map(set, answers), key=str) == [{"published"}, {"unchanged"}, {"unchanged"}, {"unchanged"}]


def test_a_comment_is_no_other_content(database):
    runtime = ready(database)
    done = publish(runtime, {**FILES, "pair.yaml": FILES["pair.yaml"] + b"# note\n"}, 0, NOW)
    assert {it.status for it in done} == {"unchanged"}


def test_one_broken_file_keeps_all_from_being_published(database):
    runtime = runtime_on(database)
    assert codes(runtime, changed("pair.yaml", "by: chief", "by: cheif")) == [("pair.yaml", "unknown_actor")]
    assert stored(runtime) == []


def with_an_else_that_is_never_taken(more=""):
    cases = [
        '{when: "data.amount > 0", to: votes}',
        '{when: "data.amount <= 0", to: decision}',
        "{else: votes}",
    ]
    route = f"  route: {{type: choice, label: {{zh-TW: 分流, en: Route}}, cases: [{', '.join(cases)}]}}\n"
    text = (
        FILES["pair.yaml"].decode().replace("submit: votes", "submit: route").replace("states:\n", f"states:\n{route}")
    )
    return {**FILES, "pair.yaml": (text + more).encode()}


def test_a_warning_that_nobody_accepted_refuses(sqlite):
    files = with_an_else_that_is_never_taken()
    assert checking_definitions.check_definitions(files, layer_from_document).ok
    assert codes(runtime_on(sqlite), files) == [("pair.yaml", "else_never_taken")]


def test_an_accepted_warning_does_not_refuse(sqlite):
    files = with_an_else_that_is_never_taken("  - {accept: L03, reason: amounts may get another kind of number}\n")
    assert publish(runtime_on(sqlite), files, 0, NOW)


def test_a_version_that_is_taken_is_refused_with_the_place_and_what_was_published(database):
    runtime = ready(database)
    files = changed("pair.yaml", "en: Two agree}", "en: Both agree}")
    with pytest.raises(NotPublished) as refused:
        publish(runtime, files, 0, NOW)
    (finding,) = refused.value.findings
    published = {it.key: it.sha256 for it in publish(runtime, FILES, 0, NOW)}
    assert (finding.code, finding.line) == ("version_taken", 4)
    assert finding.params["sha256"] == published["pair"]


def test_a_higher_version_is_published_beside_the_older_one(database):
    runtime = ready(database)
    publish(runtime, changed("pair.yaml", "version: 1", "version: 3"), 0, NOW)
    assert [row for row in stored(runtime) if row[0] == "process"] == [("process", "pair", 1), ("process", "pair", 3)]
    assert codes(runtime, changed("pair.yaml", "version: 1", "version: 2")) == [("pair.yaml", "version_behind")]


def test_a_calendar_that_changes_there_and_back_gets_two_more_versions(database):
    runtime = ready(database)
    closed = '[{date: "2026-07-08", working: false, why: {zh-TW: 颱風, en: Typhoon}}]'
    publish(runtime, changed("plain.yaml", "overrides: []", f"overrides: {closed}"), 0, NOW)
    publish(runtime, FILES, 0, NOW)
    assert [row[2] for row in stored(runtime) if row[0] == "calendar"] == [1, 2, 3]


def test_one_process_is_published_against_what_is_in_force(database):
    runtime = ready(database)
    newer = changed("pair.yaml", "version: 1", "version: 2")["pair.yaml"]
    assert [it.version for it in publish(runtime, {"pair.yaml": newer}, 0, NOW)] == [2]


def test_an_organisation_that_takes_a_post_away_is_proved_against_the_processes_that_use_it(database):
    runtime = ready(database)
    lines = FILES["organisation.yaml"].decode().replace("version: 1", "version: 2").splitlines()
    without = "\n".join(line for line in lines if "id: second" not in line).encode()
    assert codes(runtime, {"organisation.yaml": without}) == [("published/process.pair.yaml", "unknown_post")]


def test_a_failing_scenario_refuses(sqlite):
    runtime = runtime_on(sqlite)
    good = FILES["pair.yaml"] + SCENARIO.encode()
    bad = good.replace(b"{state: done}", b"{state: rejected}")
    assert codes(runtime, {**FILES, "pair.yaml": bad}) == [("pair.yaml", "scenario_failed")]
    assert publish(runtime, {**FILES, "pair.yaml": good}, 0, NOW)


def test_scenarios_are_told_one_by_one():
    bad = SCENARIO.replace("{as: second, do: agree}, ", "")
    tested = checking_definitions.test_definitions(
        {**FILES, "pair.yaml": FILES["pair.yaml"] + bad.encode()}, layer_from_document
    )
    shape = checking_definitions.tests_shape(tested)
    (result,) = shape["results"]
    assert (shape["ok"], shape["passed"], shape["failed"]) == (False, 0, 1)
    assert (result["file"], result["name"], result["step"]) == ("pair.yaml", "two agree, the chief decides", 2)


def test_a_process_with_errors_cannot_be_played():
    files = changed("pair.yaml", "by: chief", "by: cheif")
    shape = checking_definitions.tests_shape(checking_definitions.test_definitions(files, layer_from_document))
    assert (shape["ok"], shape["results"][0]["got"]) == (False, ["unknown_actor"])


def test_findings_are_told_with_place_and_a_sentence_in_both_languages():
    files = changed("pair.yaml", "by: chief", "by: cheif")
    checked = checking_definitions.check_definitions(files, layer_from_document)
    (finding,) = check_report(checked.ok, checked.files, checked.findings)["findings"]
    line = files["pair.yaml"].decode().splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith("cheif")
    assert finding["hint"] == "chief"
    assert all("cheif" in finding["message"][language] for language in ("zh-TW", "en"))
