from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.store.writing import change, rows
from tests.support.steps import MORNING, sha
from workflow.core.errors import NotFound
from workflow.store import publications, registers
from workflow.store.errors import Violated
from workflow.store.publications import Publication
from workflow.store.revisions import load_revisions

FIRST = Publication("process", "agreement", 1, sha("one"), "approval: 1", MORNING, 11, date(2026, 3, 1))
SECOND = replace(FIRST, version=2, sha256=sha("two"), published_at=MORNING + timedelta(days=1))


def done(database, function, *arguments, **options):
    with database.transaction() as connection:
        return function(connection, *arguments, **options)


@pytest.fixture
def published(database):
    done(database, publications.publish, SECOND)
    done(database, publications.publish, FIRST)
    return database


def test_publications_come_back_in_the_order_of_publishing(published):
    assert done(published, publications.every) == (FIRST, SECOND)
    assert done(published, publications.versions, "process", "agreement") == (FIRST, SECOND)
    assert done(published, publications.by_sha256, "process", sha("two")) == SECOND
    assert done(published, publications.newest_version, "process", "agreement") == 2
    assert done(published, publications.newest_version, "process", "visit") == 0


def test_a_version_or_a_content_is_published_once(published):
    for again in (replace(FIRST, sha256=sha("three")), replace(FIRST, version=3)):
        with pytest.raises(Violated):
            done(published, publications.publish, again)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publications SET source = 'forged'",
        "UPDATE publications SET sha256 = sha256",
        "DELETE FROM publications",
    ],
)
def test_a_published_source_never_changes(published, statement):
    with pytest.raises(Violated):
        change(published, statement)


def test_a_version_can_be_retired_and_is_still_there(published):
    done(published, publications.retire, "process", "agreement", 1, at=MORNING)
    assert done(published, publications.by_sha256, "process", sha("one")).retired_at == MORNING
    with pytest.raises(NotFound):
        done(published, publications.retire, "process", "agreement", 9, at=MORNING)
    with pytest.raises(NotFound):
        done(published, publications.by_sha256, "process", sha("nine"))


def test_publishing_moves_the_revision(published):
    assert done(published, load_revisions) == {"definitions": 2}


def put(database, code, data, **options):
    return done(database, registers.put, "partners", code, data, by=11, at=MORNING, **options)


def test_a_register_row_is_read_by_code_and_its_former_versions_are_kept(database):
    assert put(database, "example.edu", {"name": "示範大學"}, valid_from=date(2026, 1, 1)) == 1
    assert put(database, "example.edu", {"name": "示範科技大學"}, case=5) == 2
    assert done(database, registers.row, "partners", "example.edu") == {"name": "示範科技大學"}
    assert done(database, registers.row, "agreements", "example.edu") is None
    kept = rows(database, "SELECT version, case_id FROM register_history ORDER BY version")
    assert kept == [(1, None), (2, 5)]


def test_several_rows_are_read_at_once(database):
    for code in ("c", "a", "b"):
        put(database, code, {"code": code})
    assert list(done(database, registers.rows, "partners")) == ["a", "b", "c"]
    assert done(database, registers.rows, "partners", ["c", "x"]) == {"c": {"code": "c"}}


def test_a_change_of_a_register_moves_its_own_revision(database):
    for register in ("partners", "places", "partners"):
        done(database, registers.put, register, "a", {}, by=11, at=MORNING)
    assert done(database, load_revisions) == {"register.partners": 2, "register.places": 1}


def test_the_history_of_a_register_cannot_be_changed(database):
    put(database, "a", {})
    with pytest.raises(Violated):
        change(database, "DELETE FROM register_history")
