from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.office import NOW, runtime_on
from tests.support.tables import ready, refused, table
from workflow.core.errors import NotFound
from workflow.services.initialising import definition_files
from workflow.services.publishing import publish
from workflow.services.register_import import RegisterImported, import_rows
from workflow.store import registers
from workflow.store.tables import register_history

ROOT = Path(__file__).parents[2]
HEADER = "name_en,country,website,domain"
LEEDS = "University of Leeds,GB,http://www.leeds.ac.uk/,leeds.ac.uk"
YUNNAN = "Yunnan University,CN,http://www.ynu.edu.cn/,ynu.edu.cn"


def load(runtime, *rows, header=HEADER):
    return import_rows(runtime, "partners", table(header, *rows), 0, NOW)


def stored(runtime):
    with runtime.database.snapshot() as connection:
        return registers.rows(connection, "partners")


def problems(database, *rows, header=HEADER):
    runtime = ready(database)
    before = stored(runtime)
    found = refused(lambda: load(runtime, *rows, header=header))
    assert stored(runtime) == before
    return found


def test_rows_are_loaded_by_domain_with_their_region_and_defaults(database):
    runtime = ready(database)
    assert load(runtime, LEEDS, YUNNAN) == RegisterImported(2, new=2)
    assert stored(runtime)["ynu.edu.cn"] == {
        "name_en": "Yunnan University",
        "country": "CN",
        "region": "mainland",
        "website": "http://www.ynu.edu.cn/",
        "domain": "ynu.edu.cn",
        "status": "active",
    }


@pytest.mark.parametrize(
    ("country", "region"), [("HK", "hk_macau"), ("mo", "hk_macau"), ("cn", "mainland"), ("JP", "foreign")]
)
def test_the_region_follows_from_the_country(sqlite, country, region):
    runtime = ready(sqlite)
    load(runtime, f"Some University,{country},,some.example")
    assert stored(runtime)["some.example"]["region"] == region


def test_the_same_file_again_changes_nothing(database):
    runtime = ready(database)
    load(runtime, LEEDS, YUNNAN)
    assert load(runtime, LEEDS, YUNNAN) == RegisterImported(2)


def test_every_version_of_a_row_is_kept(database):
    runtime = ready(database)
    load(runtime, LEEDS)
    assert load(runtime, LEEDS.replace("http:", "https:")) == RegisterImported(1, changed=1)
    with database.snapshot() as connection:
        rows = connection.execute(select(register_history).order_by(register_history.c.version)).mappings()
        kept = [(row["version"], row["data"]["website"]) for row in rows]
    assert kept == [(1, "http://www.leeds.ac.uk/"), (2, "https://www.leeds.ac.uk/")]


def test_a_column_that_the_file_does_not_have_stays_as_it_is(database):
    runtime = ready(database)
    load(runtime, "Leeds,GB,leeds.ac.uk,suspended", header="name_en,country,domain,status")
    load(runtime, LEEDS)
    assert stored(runtime)["leeds.ac.uk"]["status"] == "suspended"


def test_domains_are_kept_in_small_letters(sqlite):
    runtime = ready(sqlite)
    load(runtime, LEEDS)
    assert load(runtime, LEEDS.replace(",leeds.ac.uk", ",LEEDS.ac.uk.")) == RegisterImported(1)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("University of Leeds,UK,,leeds.ac.uk", "country", "unknown_country"),
        ("University of Leeds,GB,,https://leeds.ac.uk/", "domain", "sheet_not_a_domain"),
        ("University of Leeds,GB,,leeds", "domain", "sheet_not_a_domain"),
        ("University of Leeds,GB,,", "domain", "required"),
        (",GB,,leeds.ac.uk", "name_en", "required"),
        ("=HYPERLINK(1),GB,,leeds.ac.uk", "name_en", "sheet_formula"),
        ("Leeds\x00,GB,,leeds.ac.uk", "name_en", "control_characters"),
        (f"{'x' * 201},GB,,leeds.ac.uk", "name_en", "too_long"),
    ],
)
def test_a_bad_cell_is_named(sqlite, row, column, code):
    assert problems(sqlite, YUNNAN, row) == [(3, column, code)]


def test_every_bad_row_is_named_and_nothing_is_half_loaded(database):
    found = problems(database, "A,XX,,a.example", LEEDS, "B,GB,,b", header=HEADER)
    assert found == [(2, "country", "unknown_country"), (4, "domain", "sheet_not_a_domain")]


@pytest.mark.parametrize(
    "twin",
    [
        "Another,FR,,LEEDS.ac.uk",
        "UNIVERSITY  of leeds,gb,,other.ac.uk",
        "\uff35niversity of Leeds,GB,,other.ac.uk",
    ],
)
def test_nobody_stands_in_a_file_twice_under_two_spellings(sqlite, twin):
    ((row, _, code),) = problems(sqlite, LEEDS, twin)
    assert (row, code) == (3, "sheet_row_twice")


def test_the_same_name_in_another_country_is_another_school(sqlite):
    assert load(ready(sqlite), LEEDS, "University of Leeds,US,,leeds.example").new == 2


def test_a_name_that_is_registered_under_another_domain_is_refused(database):
    load(ready(database), LEEDS)
    assert problems(database, "university of LEEDS,GB,,new.ac.uk") == [(2, "name_en", "sheet_row_stored")]


def test_two_schools_may_swap_names_in_one_file(sqlite):
    runtime = ready(sqlite)
    load(runtime, "First,JP,,one.example", "Second,JP,,two.example")
    assert load(runtime, "Second,JP,,one.example", "First,JP,,two.example").changed == 2


def test_a_region_that_contradicts_the_country_is_refused(sqlite):
    header = "name_en,country,domain,region"
    assert problems(sqlite, "A,CN,a.example,foreign", header=header) == [(2, "region", "sheet_region_differs")]


def test_a_required_column_must_be_there(sqlite):
    assert problems(sqlite, "A,a.example", header="name_en,domain") == [(1, "country", "sheet_missing_column")]


def test_a_register_that_is_not_published_is_not_found(sqlite):
    with pytest.raises(NotFound):
        import_rows(ready(sqlite), "places", table(HEADER, LEEDS), 0, NOW)


def test_a_list_of_institutions_imports_as_it_is_and_once(database):
    path = next(ROOT.parent.glob("*/data/institutions.csv"), None)
    if path is None:
        pytest.skip("no list of institutions lies beside this repository")
    runtime = runtime_on(database)
    publish(runtime, definition_files(ROOT / "definitions"), 0, NOW)
    rows = len(path.read_text("utf-8").splitlines()) - 1
    assert import_rows(runtime, "partners", path.read_bytes(), 0, NOW) == RegisterImported(rows, new=rows)
    assert import_rows(runtime, "partners", path.read_bytes(), 0, NOW) == RegisterImported(rows)
