from datetime import UTC, datetime, timedelta

import pytest

from tests.support.office import NOW
from tests.support.tables import ready, refused, table
from workflow.services.deputies_import import import_deputies
from workflow.services.people_import import PeopleImported, import_people, list_people
from workflow.store.people import standing_deputyships
from workflow.store.revisions import load_revisions

HEADER = "login,name_zh,name_en,email,post,unit,from,to"
CHIEF = "chief,主管（示範）,Chief (demo),chief@example.edu,chief,office,2025-08-01,"
CLERK = "clerk,承辦人（示範）,Clerk (demo),clerk@example.edu,clerk,office,2025-08-01,2027-07-31"
OTHER_POST = CHIEF.replace(",chief,office,", ",first,office,")
DEPUTIES = "principal,deputy,capacity,from,to,reason"


def people(*rows):
    return table(HEADER, *rows)


def problems(database, *rows):
    """What is refused, checked to have left nothing behind."""
    runtime = ready(database)
    found = refused(lambda: import_people(runtime, people(*rows)))
    assert list_people(runtime, NOW) == []
    return found


def with_cell(row, column, value):
    cells = row.split(",")
    cells[HEADER.split(",").index(column)] = value
    return ",".join(cells)


def revision(database):
    with database.snapshot() as connection:
        return load_revisions(connection).get("directory", 0)


def test_people_are_loaded_with_what_they_hold(database):
    runtime = ready(database)
    assert import_people(runtime, people(CHIEF, OTHER_POST, CLERK)) == PeopleImported(3, people_new=2, holdings_new=3)
    assert list_people(runtime, NOW) == [
        {
            "login": "chief",
            "name": "主管（示範）",
            "name_en": "Chief (demo)",
            "email": "chief@example.edu",
            "posts": [{"post": "chief", "unit": "office"}, {"post": "first", "unit": "office"}],
            "active": True,
        },
        {
            "login": "clerk",
            "name": "承辦人（示範）",
            "name_en": "Clerk (demo)",
            "email": "clerk@example.edu",
            "posts": [{"post": "clerk", "unit": "office"}],
            "active": True,
        },
    ]


def test_the_same_file_again_changes_nothing(database):
    runtime = ready(database)
    import_people(runtime, people(CHIEF, CLERK))
    before = revision(database)
    assert import_people(runtime, people(CHIEF, CLERK)) == PeopleImported(2)
    assert revision(database) == before > 0


def test_a_later_file_changes_names_and_last_days_and_removes_nobody(database):
    runtime = ready(database)
    import_people(runtime, people(CHIEF, CLERK))
    later = with_cell(with_cell(CHIEF, "to", "2026-07-31"), "email", "new@example.edu")
    assert import_people(runtime, people(later)) == PeopleImported(1, people_changed=1, holdings_changed=1)
    chief, clerk = list_people(runtime, NOW)
    assert (chief["email"], chief["posts"]) == ("new@example.edu", [])
    assert clerk["posts"]


def test_the_last_day_is_held_to_its_end_in_taipei(sqlite):
    runtime = ready(sqlite)
    import_people(runtime, people(CLERK))
    ends = datetime(2027, 7, 31, 16, 0, tzinfo=UTC)
    assert list_people(runtime, ends - timedelta(seconds=1))[0]["posts"]
    assert not list_people(runtime, ends)[0]["posts"]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("login", "Chief", "sheet_bad_login"),
        ("login", "", "required"),
        ("name_zh", "", "required"),
        ("name_en", "Chief\u202edemo", "control_characters"),
        ("name_en", "=1+1", "sheet_formula"),
        ("name_en", "@SUM(A1)", "sheet_formula"),
        ("name_en", "\tChief", "sheet_formula"),
        ("email", "chief at example.edu", "not_an_email"),
        ("email", "x" * 300 + "@example.edu", "too_long"),
        ("post", "cheif", "sheet_unknown_post"),
        ("unit", "moon", "sheet_unknown_unit"),
        ("unit", "school", "sheet_post_not_there"),
        ("from", "26/09/01", "not_a_date"),
        ("from", "2026-02-30", "not_a_date"),
        ("from", "", "required"),
        ("to", "2025-07-31", "sheet_range_reversed"),
    ],
)
def test_a_bad_cell_is_named(sqlite, column, value, code):
    assert problems(sqlite, CLERK, with_cell(CHIEF, column, value)) == [(3, column, code)]


def test_every_bad_row_is_named_and_nothing_is_half_loaded(database):
    bad_post, bad_date = with_cell(CHIEF, "post", "x"), with_cell(CLERK, "to", "soon")
    expected = [(3, "post", "sheet_unknown_post"), (4, "to", "not_a_date")]
    assert problems(database, CLERK, bad_post, bad_date) == expected


def test_one_login_has_one_name(sqlite):
    second = with_cell(OTHER_POST, "name_zh", "別人（示範）")
    assert problems(sqlite, CHIEF, second) == [(3, "name_zh", "sheet_login_differs")]


def test_one_post_is_not_held_twice_at_a_time(sqlite):
    later = with_cell(CHIEF, "from", "2026-08-01")
    assert problems(sqlite, CHIEF, CHIEF, CLERK) == [(3, None, "sheet_holding_twice")]
    assert import_people(ready(sqlite), people(with_cell(CHIEF, "to", "2026-07-31"), later)).holdings_new == 2


def test_a_holding_does_not_overlap_with_a_stored_one_unless_the_file_ends_that(database):
    runtime = ready(database)
    import_people(runtime, people(CHIEF))
    again = with_cell(CHIEF, "from", "2026-08-01")
    assert refused(lambda: import_people(runtime, people(again))) == [(2, "from", "sheet_holding_overlaps")]
    done = import_people(runtime, people(with_cell(CHIEF, "to", "2026-07-31"), again))
    assert (done.holdings_new, done.holdings_changed) == (1, 1)


def test_deputies_stand_in_on_both_days_named(database):
    runtime = ready(database)
    import_people(runtime, people(CHIEF, CLERK))
    rows = table(DEPUTIES, "chief,clerk,deputy,2026-09-01,2026-09-11,公出")
    assert import_deputies(runtime, rows).new == 1
    assert import_deputies(runtime, rows).new == 0
    with database.snapshot() as connection:
        ((_, row),) = standing_deputyships(connection)
    taipei = timedelta(hours=8)
    assert row.valid_from == datetime(2026, 9, 1, tzinfo=UTC) - taipei
    assert row.valid_to == datetime(2026, 9, 12, tzinfo=UTC) - taipei
    assert (row.position, row.reason) == (1, "公出")


def test_deputies_take_turns_in_the_order_of_the_file(sqlite):
    runtime = ready(sqlite)
    import_people(runtime, people(CHIEF, CLERK, with_cell(CLERK, "login", "clerk.2")))
    rows = [f"chief,{deputy},deputy,2026-09-01,2026-09-11," for deputy in ("clerk", "clerk.2")]
    import_deputies(runtime, table(DEPUTIES, *rows))
    with sqlite.snapshot() as connection:
        assert [row.position for _, row in standing_deputyships(connection)] == [1, 2]


def test_a_bad_deputy_is_named(sqlite):
    runtime = ready(sqlite)
    import_people(runtime, people(CHIEF, CLERK))
    bad = [
        "nobody,clerk,deputy,2026-09-01,2026-09-11,",
        "chief,chief,deputy,2026-09-01,2026-09-11,",
        "chief,clerk,boss,2026-09-01,2026-09-11,",
        "chief,clerk,deputy,2026-09-11,2026-09-01,",
        *["chief,clerk,deputy,2026-09-01,2026-09-11,"] * 2,
    ]
    assert refused(lambda: import_deputies(runtime, table(DEPUTIES, *bad))) == [
        (2, "principal", "sheet_unknown_login"),
        (3, "deputy", "sheet_own_deputy"),
        (4, "capacity", "not_an_option"),
        (5, "to", "sheet_range_reversed"),
        (7, None, "sheet_deputy_twice"),
    ]
