"""The pair of the small office, where the applicant chooses the class of speed."""

from tests.support.office import FILES, NOW, PAIR, Office
from workflow.services.publishing import publish

CHOICE = "speed: {default: ordinary, choose: [ordinary, urgent, most_urgent], reason_for: [most_urgent]}"
HURRIED = (
    PAIR.replace("version: 1", "version: 2", 1)
    .replace("speed: ordinary", CHOICE, 1)
    .replace("deadline: {within: 3wd}", "deadline: {class: speed}", 1)
)


def publish_hurried(desk: Office) -> None:
    publish(desk.runtime, {**FILES, "pair.yaml": HURRIED.encode()}, by=0, now=NOW)
