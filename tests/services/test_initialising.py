import shutil
from pathlib import Path

import pytest

from tests.support.office import NOW, runtime_on
from workflow.adapters.signing import load_key
from workflow.core.directory import posts_of
from workflow.services.initialising import init
from workflow.services.people_import import list_people
from workflow.services.publishing import NotPublished
from workflow.services.sheets import BadSheet
from workflow.store import registers
from workflow.store.engine import open_database
from workflow.store.migrating import newest_version
from workflow.store.revisions import load_revisions

FOLDER = Path(__file__).parents[2] / "definitions"


@pytest.fixture
def key(tmp_path):
    return tmp_path / "instance" / "signing.pem"


def test_an_empty_database_gets_schema_key_and_definitions(tmp_path, key):
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    done = init(runtime_on(database), FOLDER, signing_key=key, now=NOW)
    database.dispose()
    assert (done.schema_before, done.schema_after) == (None, newest_version())
    assert {it.status for it in done.published} == {"published"}
    assert (done.key_made, done.demo) == (True, None)


def test_a_second_time_does_nothing(database, key):
    runtime = runtime_on(database)
    init(runtime, FOLDER, signing_key=key, now=NOW, demo=True)
    with database.snapshot() as connection:
        before = load_revisions(connection)
    again = init(runtime, FOLDER, signing_key=key, now=NOW, demo=True)
    with database.snapshot() as connection:
        assert load_revisions(connection) == before
    assert {it.status for it in again.published} == {"unchanged"}
    assert (again.key_made, again.demo.people.people_new, again.demo.partners.new) == (False, 0, 0)


def test_the_key_is_made_once_and_kept(sqlite, key):
    runtime = runtime_on(sqlite)
    init(runtime, FOLDER, signing_key=key, now=NOW)
    made = key.read_bytes()
    init(runtime, FOLDER, signing_key=key, now=NOW)
    assert key.read_bytes() == made
    assert load_key(key)


def test_the_demo_has_somebody_in_every_post(database, key):
    runtime = runtime_on(database)
    init(runtime, FOLDER, signing_key=key, now=NOW, demo=True)
    with database.snapshot() as connection:
        directory = runtime.people.at(connection, load_revisions(connection))
    held = {place for person in directory.people for place in posts_of(directory, person, NOW.date())}
    assert {(post.key, unit) for post in directory.posts.values() for unit in post.units} - held == set()


def test_the_demo_has_partners_from_abroad_and_from_the_mainland(sqlite, key):
    runtime = runtime_on(sqlite)
    init(runtime, FOLDER, signing_key=key, now=NOW, demo=True)
    with sqlite.snapshot() as connection:
        regions = {row["region"] for row in registers.rows(connection, "partners").values()}
    assert regions >= {"foreign", "mainland"}


def test_without_demo_there_is_nobody(sqlite, key):
    runtime = runtime_on(sqlite)
    init(runtime, FOLDER, signing_key=key, now=NOW)
    assert list_people(runtime, NOW) == []


def test_what_failed_can_be_corrected_and_run_again(sqlite, key, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "definitions")
    people = folder / "demo" / "people.csv"
    good = people.read_bytes()
    people.write_bytes(good + b"x\n")
    runtime = runtime_on(sqlite)
    with pytest.raises(BadSheet):
        init(runtime, folder, signing_key=key, now=NOW, demo=True)
    people.write_bytes(good)
    assert init(runtime, folder, signing_key=key, now=NOW, demo=True).demo.people.people_new > 100


def test_a_broken_definition_is_told(sqlite, key, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "definitions")
    (folder / "authority.yaml").write_text("authority: stust\n", "utf-8")
    with pytest.raises(NotPublished):
        init(runtime_on(sqlite), folder, signing_key=key, now=NOW)
