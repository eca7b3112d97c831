"""The end of a deputyship: what was stays, what would have been does not come."""

from datetime import timedelta

import pytest

from tests.support.office import LOGINS, NOW, Office
from workflow.core.directory import Deputyship
from workflow.core.errors import NotFound
from workflow.store import people
from workflow.store.revisions import load_revisions

DAY = timedelta(days=1)


@pytest.mark.parametrize(("at", "ends"), [(NOW - DAY, NOW), (NOW + DAY, NOW + DAY), (NOW + 9 * DAY, NOW + 2 * DAY)])
def test_it_ends_then_but_never_before_it_began_nor_later_than_it_would(office: Office, at, ends):
    row = Deputyship(LOGINS["first"], LOGINS["second"], "deputy", 1, NOW, NOW + 2 * DAY)
    with office.runtime.database.transaction() as connection:
        key = people.add_deputyship(connection, row)
        before = load_revisions(connection)[people.REVISION]
        people.end_deputyship(connection, key, at)
        ((_, kept),) = people.standing_deputyships(connection)
        assert (kept.valid_from, kept.valid_to) == (NOW, ends)
        assert load_revisions(connection)[people.REVISION] > before


def test_one_that_there_is_not_cannot_end(office: Office):
    with office.runtime.database.transaction() as connection, pytest.raises(NotFound):
        people.end_deputyship(connection, 77, NOW)
