"""The map for running cases in the file of a process."""

import pytest

from tests.support.editions import edition
from tests.support.office import FILES
from workflow.reading.folder import read_folder


def read(text: str):
    library = read_folder({**FILES, "pair.yaml": text.encode()})
    compiled = library.compiled["pair.yaml"]
    return compiled, [(it.code, ".".join(map(str, it.path))) for it in compiled.findings]


def test_a_map_is_read_with_the_version_from_which_it_leads():
    compiled, findings = read(edition(migrate="migrate:\n  - {from: 1, map: {votes.first: votes.second}}\n"))
    assert findings == []
    (migration,) = compiled.migrations
    assert (migration.version, migration.places) == (1, (("votes.first", "votes.second"),))


def test_a_map_is_no_part_of_what_cases_go_by_but_of_what_the_file_says():
    plain, mapped = (read(edition(migrate=text))[0].definition for text in ("", "migrate:\n  - {from: 1}\n"))
    assert plain.states == mapped.states
    assert plain.sha256 != mapped.sha256


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{from: 1, map: {votes: nowhere}}", ("unknown_state", "migrate.0.map.votes")),
        ("{from: 1, map: {votes: votes.third}}", ("unknown_task", "migrate.0.map.votes")),
        ("{from: 2}", ("map_not_earlier", "migrate.0.from")),
        ("{from: 1, others: none}", ("not_an_option", "migrate.0.others")),
    ],
)
def test_a_map_that_leads_nowhere_is_an_error_at_its_place(text, expected):
    _, findings = read(edition(migrate=f"migrate:\n  - {text}\n"))
    assert expected[1] in [path for _, path in findings]
    assert expected[0] in {code for code, _ in findings} or expected[0] == "not_an_option"


def test_two_maps_from_one_version_are_an_error():
    _, findings = read(edition(migrate="migrate:\n  - {from: 1}\n  - {from: 1}\n"))
    assert findings == [("map_twice", "migrate.1.from")]
