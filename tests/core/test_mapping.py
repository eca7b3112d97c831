"""Which states and tasks of one version are which of another."""

from dataclasses import replace

from tests.core.engine.stage import changed, process
from workflow.core.mapping import back_again, moves_between

BEFORE = process().definition


def renamed(**names: str):
    return replace(BEFORE, states={names.get(name, name): state for name, state in BEFORE.states.items()})


def test_what_has_the_same_name_is_the_same():
    moves = moves_between(BEFORE, BEFORE)
    assert all(name == target for name, target in moves.states.items())
    assert all(place == target for place, target in moves.tasks.items())
    assert ("cosign", "legal") in moves.tasks


def test_what_has_another_name_is_what_the_map_says_and_what_the_map_leaves_out_is_gone():
    after = renamed(cosign="opinions", review="vetting")
    moves = moves_between(BEFORE, after, [("cosign", "opinions")])
    assert moves.states["cosign"] == "opinions"
    assert moves.tasks["cosign", "money"] == ("opinions", "money")
    assert "review" not in moves.states
    assert ("review", "chair") not in moves.tasks


def test_a_state_can_become_one_task_of_another():
    moves = moves_between(BEFORE, renamed(consolidate="merged"), [("consolidate", "cosign.legal")])
    assert moves.states["consolidate"] == "cosign"
    assert moves.tasks["consolidate", "main"] == ("cosign", "legal")


def test_the_one_task_of_a_state_is_the_one_task_of_the_other_whoever_is_asked():
    only = BEFORE.states["decision"].branches[0]
    slot = replace(only.slots[0], key="dean", actor="dean")
    after = changed("decision", branches=(replace(only, slots=(slot,)),)).definition
    assert moves_between(BEFORE, after).tasks["decision", "president"] == ("decision", "dean")


def test_the_way_back_leads_to_where_one_came_from():
    there = moves_between(BEFORE, renamed(cosign="opinions"), [("cosign", "opinions")])
    back = moves_between(renamed(cosign="opinions"), BEFORE, back_again(there))
    assert back.states == {target: name for name, target in there.states.items()}
    assert back.tasks == {target: place for place, target in there.tasks.items()}
