"""Conditions that read the duties of the applicant, and scenarios that have him be late with some."""

from __future__ import annotations

from tests.support.duties import DUTIFUL, FILES_WITH_DUTIES
from workflow.adapters.holidays_tw import layer_from_document
from workflow.reading.folder import read_folder
from workflow.services.checking_definitions import played

TESTS = """
tests:
  - name: whoever is late with a duty goes to the decision at once
    overdue_duties: 1
    expect: {state: decision}
  - name: all others are voted on
    expect: {state: votes}
"""


def test_only_what_reads_duties_has_them_looked_up() -> None:
    library = read_folder(FILES_WITH_DUTIES, layer_from_document)
    read = {key: it.definition.reads_duties for key, it in library.processes.items() if it.definition is not None}
    assert read == {"pair": True, "duty": False}


def test_a_scenario_may_have_the_applicant_be_late() -> None:
    library = read_folder({**FILES_WITH_DUTIES, "pair.yaml": (DUTIFUL + TESTS).encode()}, layer_from_document)
    results = [result for compiled, found in played(library) if compiled.tests for result in found]
    assert [(result.ok, result.got) for result in results] == [(True, None), (True, None)]
