import pytest

from tests.support.office import Office, open_office
from workflow.store.engine import Database


@pytest.fixture
def office(database: Database) -> Office:
    """The small office on each database."""
    return open_office(database)
