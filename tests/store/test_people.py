from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from workflow.core.directory import Deputyship, Holding, Person, Post, Unit
from workflow.core.errors import NotFound
from workflow.core.text import Text
from workflow.store import credentials, people
from workflow.store.errors import Violated
from workflow.store.revisions import load_revisions

UNITS = {"eng": Unit("eng", Text("工學院", "Engineering"), 2)}
POSTS = {"dean": Post("dean", Text("院長", "Dean"), 2, ("eng",))}
DEAN = Person(0, "dean.eng", Text("工學院院長（示範）", "Dean of Engineering (demo)"), "dean@example.edu")
SINCE, UNTIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


def done(database, function, *arguments, **options):
    with database.transaction() as connection:
        return function(connection, *arguments, **options)


def directory(database):
    with database.snapshot() as connection:
        revision = load_revisions(connection).get("directory", 0)
        return people.load_directory(connection, revision, units=UNITS, posts=POSTS)


def test_people_and_what_they_hold_come_back_as_they_went_in(database):
    dean = done(database, people.put_person, DEAN)
    holding = Holding(dean, "dean", "eng", date(2026, 2, 1), date(2027, 1, 31), acting=True)
    done(database, people.put_holding, holding)
    found = directory(database)
    assert found.people == {dean: replace(DEAN, id=dean)}
    assert (found.holdings, found.by_login, found.units) == ((holding,), {"dean.eng": dean}, UNITS)


def test_a_login_known_already_is_the_same_person(database):
    dean = done(database, people.put_person, DEAN)
    assert done(database, people.put_person, replace(DEAN, email="new@example.edu", language="en")) == dean
    assert [(person.email, person.language) for person in directory(database).people.values()] == [
        ("new@example.edu", "en")
    ]


def test_a_holding_given_again_changes_its_end(database):
    dean = done(database, people.put_person, DEAN)
    holding = Holding(dean, "dean", "eng", date(2026, 2, 1))
    done(database, people.put_holding, holding)
    done(database, people.put_holding, replace(holding, valid_to=date(2026, 7, 31)))
    assert [row.valid_to for row in directory(database).holdings] == [date(2026, 7, 31)]
    assert done(database, people.end_holding, dean, "dean", "eng", last_day=date(2026, 3, 31)) == 1
    assert [row.valid_to for row in directory(database).holdings] == [date(2026, 3, 31)]


def test_a_deputyship_comes_back_whole_and_can_be_removed(database):
    dean = done(database, people.put_person, DEAN)
    deputy = done(database, people.put_person, replace(DEAN, login="vice"))
    deputyship = Deputyship(
        dean, deputy, "deputy", 1, SINCE, UNTIL, posts=(("dean", "eng"),), processes=("agreement",), reason="出國"
    )
    key = done(database, people.add_deputyship, deputyship)
    assert directory(database).deputyships == (deputyship,)
    done(database, people.remove_deputyship, key)
    assert directory(database).deputyships == ()


def test_every_change_of_people_moves_the_revision(database):
    dean = done(database, people.put_person, DEAN)
    before = directory(database).revision
    done(database, people.set_active, dean, active=False)
    assert directory(database).revision == before + 1
    assert not directory(database).people[dean].active


def test_nobody_is_his_own_deputy_and_unknown_people_hold_nothing(database):
    dean = done(database, people.put_person, DEAN)
    with pytest.raises(Violated):
        done(database, people.add_deputyship, Deputyship(dean, dean, "deputy", 1, SINCE, UNTIL))
    with pytest.raises(Violated):
        done(database, people.put_holding, Holding(99, "dean", "eng", date(2026, 2, 1)))
    with pytest.raises(NotFound):
        done(database, people.set_active, 99, active=False)


def test_a_password_hash_is_kept_and_replaced(database):
    dean = done(database, people.put_person, DEAN)
    assert done(database, credentials.get, dean) is None
    done(database, credentials.put, dean, "$argon2id$one", SINCE)
    done(database, credentials.put, dean, "$argon2id$two", UNTIL)
    assert done(database, credentials.get, dean) == "$argon2id$two"
