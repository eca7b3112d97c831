"""The process of the small office, where tasks may be handed on, held, put off, and people told of a case."""

from __future__ import annotations

from tests.support.office import FILES, NOW, PAIR, Office
from workflow.services.publishing import publish

DEADLINE = (
    "deadline: {class: speed, extend: {times: 2, each: 10cd, total: 20cd,"
    " approve: [{upto: 10cd, by: chief}, {by: head}]}}"
)
GOVERNED = (
    PAIR.replace("version: 1", "version: 2", 1)
    .replace("deadline: {within: 3wd}", DEADLINE, 1)
    .replace(
        "start: draft\n", "  may: {transfer: {}, hold: {most: 5wd}, change_speed: {}, inform: {}}\nstart: draft\n", 1
    )
    .replace("    by: chief\n", "    by: chief\n    deadline: {within: 3wd}\n", 1)
    .replace("  take_back: {within: 5wd}\n", "  take_back: {within: 5wd}\n  remind: {every: 1wd}\n", 1)
    + "views:\n  informed: {fields: [subject], documents: [], opinions: false}\n"
)


def publish_governed(desk: Office) -> None:
    publish(desk.runtime, {**FILES, "pair.yaml": GOVERNED.encode()}, by=0, now=NOW)
