"""The pair and its watch: a later pair that names the number of an earlier one tells the watch of that one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.support.following import AGREEMENT, FOLLOWED, WATCH
from tests.support.office import NOW, Office
from workflow.services.publishing import publish

TELLS: Final = """    effects:
      approve:
        - {operation: signals.send, signal: superseded, key: data.old}
"""
RENEWAL: Final = (
    AGREEMENT.replace("actors:\n", "  old: {type: text, label: {zh-TW: 舊案號, en: Old number}}\nactors:\n", 1)
    .replace("edits: [subject, amount, ends]", "edits: [subject, amount, ends, old]", 1)
    .replace("    next: {approve: done,", TELLS + "    next: {approve: done,", 1)
    + """  - name: a renewal tells the case of the agreement before it
    given: {old: 對-115-001}
    do: [{as: first, do: agree}, {as: second, do: agree}, {as: chief, do: approve}]
    expect: {state: done, told: [superseded]}
"""
)
TOLD: Final = (
    WATCH.replace(
        "    next: {elapsed: renewal}",
        """    signals: {superseded: {zh-TW: 已換新約, en: Superseded}}
    next: {elapsed: renewal, superseded: kept}""",
        1,
    )
    + """  - name: a newer agreement takes its place
    do: [{signal: superseded}]
    expect: {state: kept}
  - name: what is told when nobody waits for it has no effect
    given: {ends: "2026-10-15"}
    do: [{wait: 20cd}, {signal: superseded}]
    expect: {state: renewal}
"""
)
TELLING: Final[Mapping[str, bytes]] = {**FOLLOWED, "pair.yaml": RENEWAL.encode(), "watch.yaml": TOLD.encode()}


def publish_telling(desk: Office) -> None:
    publish(desk.runtime, TELLING, by=0, now=NOW)
