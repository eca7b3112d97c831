"""Finding cases by a code in one of their fields."""

from datetime import timedelta

from tests.support.office import NOW, Office
from workflow.store.mentions import cases_with


def found(office: Office, fields, code: str, most: int = 10) -> list[int]:
    with office.runtime.database.snapshot() as connection:
        return cases_with(connection, fields, code, most=most)


def test_cases_are_found_by_the_field_of_their_process_newest_first(office: Office):
    first, second = (office.start(subject="north", now=NOW + timedelta(days=day)).case for day in range(2))
    office.start(subject="south")
    assert found(office, {"pair": ("amount", "subject")}, "north") == [second, first]
    assert found(office, {"pair": ("subject",)}, "north", most=1) == [second]


def test_other_fields_and_processes_do_not_count(office: Office):
    office.start(subject="north")
    assert found(office, {"pair": ("amount",), "other": ("subject",)}, "north") == []
    assert found(office, {}, "north") == []
