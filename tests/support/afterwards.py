"""The pair of the small office, where requests and decisions may be recorded after the fact."""

from tests.support.office import FILES, NOW, PAIR, Office
from workflow.services.publishing import publish

AFTERWARDS = (
    PAIR.replace("version: 1", "version: 2", 1)
    .replace("    edits: [subject, amount]\n", "    edits: [subject, amount]\n    retroactive: {within: 5wd}\n", 1)
    .replace("    by: chief\n", "    by: chief\n    retroactive: {within: 3wd}\n", 1)
)


def publish_afterwards(desk: Office) -> None:
    publish(desk.runtime, {**FILES, "pair.yaml": AFTERWARDS.encode()}, by=0, now=NOW)
