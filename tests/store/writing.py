"""What several tests of the store do with steps."""

from tests.support.steps import TITLE
from workflow.core.case import CaseView
from workflow.core.decision import Step
from workflow.store.engine import Database
from workflow.store.steps import load_case, write_step


def written(database: Database, *steps: Step, **options: object) -> None:
    for step in steps:
        with database.step() as connection:
            assert write_step(connection, step, title=TITLE if step.before.version == 0 else None, **options)


def view(database: Database, case: int | str) -> CaseView:
    with database.step() as connection:
        return load_case(connection, case).view


def rows(database: Database, text: str) -> list[tuple[object, ...]]:
    with database.snapshot() as connection:
        return connection.run(text, ())


def count(database: Database, what: str) -> int:
    return rows(database, f"SELECT count(*) FROM {what}")[0][0]


def change(database: Database, text: str) -> None:
    with database.transaction() as connection:
        connection.driver.execute(text)
