"""L22: what scenarios leave out is told, and conditions that could be wrong without any scenario noticing."""

from __future__ import annotations

import pytest

from tests.support.office import FILES, PAIR
from workflow.core.findings import Finding
from workflow.reading.folder import read_folder
from workflow.services.covering_tests import findings_of_tests

GUARDED = PAIR.replace("by: second, binds", 'by: second, when: "data.amount > 10", binds').partition("lint:")[0]
EVERYTHING = """
  - name: approved
    given: {amount: "11"}
    do: [{as: first, do: agree}, {as: second, do: agree}, {as: chief, do: approve}]
    expect: {state: done}
  - name: refused
    given: {amount: "10"}
    do: [{as: first, do: disagree, input: {reason: 不}}, {as: chief, do: reject, input: {reason: 不}}]
    expect: {state: rejected, never_assigned: [second]}
  - name: returned
    given: {amount: "11"}
    do: [{as: first, do: agree}, {as: second, do: agree}, {as: chief, do: return, input: {reason: 補}}]
    expect: {state: draft}
"""


def told(tests: str, *, mutate: bool = False) -> list[Finding]:
    text = GUARDED + "tests:" + tests
    library = read_folder({**FILES, "pair.yaml": text.encode()})
    assert [it.code for it in library.findings] == []
    return list(findings_of_tests(library, ["pair.yaml"], mutate=mutate))


def codes(tests: str, *, mutate: bool = False) -> set[str]:
    return {it.code for it in told(tests, mutate=mutate)}


def test_scenarios_that_give_every_answer_and_go_back_every_way_leave_nothing_out() -> None:
    assert told(EVERYTHING, mutate=True) == []


@pytest.mark.parametrize(
    ("cut", "state", "outcomes"),
    [("returned", "decision", ("return",)), ("approved", "decision", ("approve",))],
)
def test_an_answer_that_no_scenario_gives_is_told(cut: str, state: str, outcomes: tuple[str, ...]) -> None:
    kept = "".join(f"  - name: {each}" for each in EVERYTHING.split("  - name: ")[1:] if not each.startswith(cut))
    found = [it for it in told("\n" + kept) if it.code == "untested_outcomes"]
    assert [(it.rule, it.severity, it.params["state"], it.params["outcomes"]) for it in found] == [
        ("L22", "warning", state, outcomes)
    ]
    assert found[0].line == GUARDED[: GUARDED.index("  decision:")].count("\n") + 1


def test_a_condition_that_no_scenario_notices_is_told_with_its_place() -> None:
    careless = EVERYTHING.replace('{amount: "10"}', '{amount: "11"}').replace(", never_assigned: [second]", "")
    careless = careless.replace(
        "input: {reason: 不}}, {as: chief", "input: {reason: 不}}, {as: second, do: agree}, {as: chief"
    )
    (found,) = told(careless, mutate=True)
    assert (found.rule, found.code, found.params["guard"]) == ("L22", "dropping_unnoticed", "data.amount > 10")
    assert found.path == ("states", "votes", "branches", "second", "when")
    assert codes(careless) == set()


def test_a_file_without_scenarios_leaves_everything_out() -> None:
    assert codes(" []\n", mutate=True) == {"untested_outcomes", "negation_unnoticed", "dropping_unnoticed"}


def test_a_way_back_to_each_of_several_states_is_wanted() -> None:
    several = GUARDED.replace("{to: draft,", "{to: [votes, draft],")
    text = several + "tests:" + EVERYTHING.replace("input: {reason: 補}", "input: {reason: 補, to: draft}")
    library = read_folder({**FILES, "pair.yaml": text.encode()})
    (found,) = findings_of_tests(library, ["pair.yaml"])
    assert (found.code, found.params["states"]) == ("untested_returns", ("votes",))


def test_a_scenario_that_fails_covers_nothing() -> None:
    assert codes(EVERYTHING.replace("expect: {state: done}", "expect: {state: votes}")) == {"untested_outcomes"}
