"""A process whose cases only follow from others is simulated as well."""

from __future__ import annotations

from tests.support.following import FOLLOWED
from tests.support.office import NOW
from workflow.adapters.holidays_tw import layer_from_document
from workflow.core.machine import build_process
from workflow.reading.folder import read_folder
from workflow.services.simulating import Request, simulate_file


def test_it_begins_with_what_another_case_would_give():
    library = read_folder(FOLLOWED, layer_from_document)
    compiled = library.processes["watch"]
    assert compiled.definition is not None
    request = Request("clerk", {"ends": "2026-10-15"}, {}, NOW)
    explanation, found = simulate_file(build_process(compiled.definition), library, compiled.sample or {}, request)
    assert found.stuck == ()
    assert [visit["state"] for visit in explanation.content["way"]] == ["standing", "renewal", "kept"]
    assert explanation.content["assumed"] == ["topic"]
