"""The hash chain of a case: whole chains verify, and every kind of tampering is found where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.chain import ChainProblem, Link, entry_bytes, entry_hash, genesis_hash, verify_chain

GENESIS = genesis_hash("42", "ab" * 32)


def chain(length: int, start: str = GENESIS) -> list[Link]:
    links: list[Link] = []
    for seq in range(1, length + 1):
        prev = links[-1].hash if links else start
        content = entry_bytes({"seq": seq, "action": "approve"})
        links.append(Link(seq, prev, content, entry_hash(prev, content)))
    return links


def faults(links: list[Link], head: str) -> set[tuple[str, int]]:
    return {(problem.code, problem.seq) for problem in verify_chain(links, GENESIS, head)}


def test_the_same_content_has_another_hash_behind_another_entry() -> None:
    content = entry_bytes({"seq": 1, "action": "approve"})
    assert entry_hash(GENESIS, content) != entry_hash(genesis_hash("43", "ab" * 32), content)


@given(st.integers(0, 12))
def test_a_whole_chain_has_no_fault(length: int) -> None:
    links = chain(length)
    assert verify_chain(links, GENESIS, links[-1].hash if links else GENESIS) == []


def test_an_edited_entry_is_found() -> None:
    links = chain(5)
    links[2] = links[2]._replace(content=b"{}")
    assert faults(links, links[-1].hash) == {("hash_differs", 3)}


def test_an_edited_entry_with_its_hash_made_anew_is_found_at_the_next() -> None:
    links = chain(5)
    links[2] = links[2]._replace(content=b"{}", hash=entry_hash(links[2].prev, b"{}"))
    assert faults(links, links[-1].hash) == {("prev_differs", 4)}


def test_a_tail_made_anew_differs_from_the_head() -> None:
    links, head = chain(5), chain(5)[-1].hash
    content = entry_bytes({"seq": 5, "action": "reject"})
    links[4] = Link(5, links[3].hash, content, entry_hash(links[3].hash, content))
    assert faults(links, head) == {("head_differs", 5)}


@pytest.mark.parametrize("cut", [1, 2, 4, 5])
def test_a_cut_tail_is_found(cut: int) -> None:
    links = chain(5)
    assert faults(links[:-cut], links[-1].hash) == {("head_differs", 5 - cut)}


def test_a_removed_entry_is_found() -> None:
    links = chain(5)
    assert faults(links[:2] + links[3:], links[-1].hash) == {("seq_gap", 4), ("prev_differs", 4)}
    assert ("seq_gap", 2) in faults(links[1:], links[-1].hash)


def test_entries_beyond_the_head_are_found() -> None:
    links = chain(5)
    assert faults(links, links[2].hash) == {("beyond_head", 5)}


def test_a_second_beginning_is_found() -> None:
    links = chain(3) + [link._replace(seq=link.seq + 3) for link in chain(2)]
    assert ("second_genesis", 4) in faults(links, links[-1].hash)


def test_a_chain_fits_only_its_own_case_and_definition() -> None:
    for other in (genesis_hash("43", "ab" * 32), genesis_hash("42", "ac" * 32)):
        links = chain(2, start=other)
        assert faults(links, links[-1].hash) == {("prev_differs", 1)}


@given(st.integers(2, 8), st.data())
def test_no_two_entries_can_change_places(length: int, data: st.DataObject) -> None:
    links = chain(length)
    one, other = data.draw(st.lists(st.integers(0, length - 1), min_size=2, max_size=2, unique=True))
    links[one], links[other] = links[other], links[one]
    assert verify_chain(links, GENESIS, chain(length)[-1].hash)


@given(st.integers(1, 8), st.data())
def test_every_changed_part_of_every_entry_is_found(length: int, data: st.DataObject) -> None:
    links, head = chain(length), chain(length)[-1].hash
    at = data.draw(st.integers(0, length - 1))
    change = data.draw(
        st.sampled_from([{"seq": 99}, {"prev": "00"}, {"content": b"{}"}, {"hash": "00"}, {"hash": "é"}])
    )
    links[at] = links[at]._replace(**change)
    assert any(problem.seq in {at + 1, at + 2, 99} for problem in verify_chain(links, GENESIS, head))


def test_a_problem_is_a_code_and_a_place() -> None:
    assert verify_chain([], GENESIS, "00") == [ChainProblem("head_differs", 0)]
