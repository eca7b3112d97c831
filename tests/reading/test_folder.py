from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_request import FILES, PROCESS, with_change
from workflow.core.calendar import Layer
from workflow.core.checking import check
from workflow.reading.compiling.process import compile_process
from workflow.reading.folder import read_folder
from workflow.reading.strict import read_yaml

DEFINITIONS = Path(__file__).parents[2] / "definitions"


def test_a_folder_is_read_as_the_same_files_given_by_name(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "notes.txt").write_text("not a definition")
    read, given = read_folder(tmp_path), read_folder(FILES)
    assert read.processes["small_request"].definition == given.processes["small_request"].definition


def test_an_empty_folder_defines_nothing_and_has_no_findings(tmp_path: Path) -> None:
    library = read_folder(tmp_path)
    assert (library.organisation, dict(library.processes), library.findings) == (None, {}, ())


def test_a_process_keeps_its_tests_and_samples_as_they_were_written() -> None:
    compiled = read_folder(FILES).processes["small_request"]
    assert compiled.tests[0]["given"] == {"amount": "500"}
    assert (compiled.sample, compiled.sample_documents) == ({"subject": "範例", "kind": "visit"}, ("quote",))
    assert compiled.positions[("states", "draft")] == (67, 3)


def test_a_process_without_organisation_and_calendars_is_compiled_unchecked_against_them() -> None:
    alone = compile_process(read_yaml(with_change("authority: {item: small_request}\n", "")[PROCESS]))
    assert [it.code for it in alone.findings] == ["authority_not_named"]


@pytest.mark.parametrize("name", ["copy.yaml", "processes/second.yml"])
def test_two_files_with_the_same_process_are_refused(name: str) -> None:
    library = read_folder({**FILES, name: FILES[PROCESS]})
    assert [(it.code, it.params["key"]) for it in library.findings] == [("defined_twice", "small_request")]


def test_there_is_one_organisation() -> None:
    second = FILES["organisation.yaml"].replace(b"organisation: demo", b"organisation: other")
    library = read_folder({**FILES, "second.yaml": second})
    assert [(it.code, it.file, it.line) for it in library.findings] == [("defined_twice", "second.yaml", 1)]


def test_a_file_of_no_known_kind_is_refused() -> None:
    library = read_folder({**FILES, "other.yaml": b"menu: 1\n"})
    assert [(it.code, it.file) for it in library.findings] == [("unknown_kind", "other.yaml")]


def test_an_unreadable_file_leaves_the_others_readable() -> None:
    library = read_folder({**FILES, "bad.yaml": b"a: [1\n"})
    assert [(it.code, it.file) for it in library.findings] == [("bracket_not_closed", "bad.yaml")]
    assert set(library.processes) == {"small_request"}


@pytest.mark.parametrize("key", ["[a, b]", "{a: 1}", "~", "7", "[]"])
def test_a_key_that_is_no_name_is_a_finding_and_no_crash(key: str) -> None:
    library = read_folder({f"{kind}.yaml": f"{kind}: {key}\n".encode() for kind in ("process", "calendar", "register")})
    assert {it.severity for it in library.findings} == {"error"}
    assert library.processes == {}


def test_the_source_of_a_calendar_may_add_its_days() -> None:
    asked = []

    def layer_of(document: object) -> Layer:
        asked.append(document)
        return Layer("gov", {}, (2020, 2030))

    assert read_folder(FILES, layer_of).calendars["gov"].years == (2020, 2030)
    assert len(asked) == 1


@pytest.mark.parametrize(("source", "process"), [(DEFINITIONS, "agreement_signing"), (FILES, "small_request")])
def test_what_is_read_without_findings_passes_the_checks(source: Path | dict[str, bytes], process: str) -> None:
    library = read_folder(source)
    assert [(it.file, it.line, it.code, it.params) for it in library.findings] == []
    definition = library.processes[process].definition
    assert definition is not None
    assert [it.code for it in check(definition) if it.severity == "error"] == []
