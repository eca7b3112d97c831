"""For each row of a table a case follows: all of them begin with the last step, or that step does not happen."""

from itertools import count

import pytest

from tests.support.following import AGREEMENT, FOLLOWED, SPAWN, shown
from tests.support.office import NOW, Office
from tests.system.killing import dies_at
from workflow.core.errors import Refused
from workflow.services.act import Done
from workflow.services.case_page import open_case
from workflow.services.doctor import check
from workflow.services.publishing import publish

TABLE = """  todo:
    type: table
    label: {zh-TW: 後續事項, en: To do}
    max_rows: 5
    fields:
      what: {type: text, label: {zh-TW: 事項, en: What}, required: true, max_length: 40}
      by: {type: date, label: {zh-TW: 期限, en: By}, required: true}
actors:
"""
EACH = (
    AGREEMENT.replace("actors:\n", TABLE, 1)
    .replace("edits: [subject, amount, ends]", "edits: [subject, amount, ends, todo]", 1)
    .replace(SPAWN, "spawn: {process: watch, each: todo, with: {topic: row.what, ends: row.by}}", 1)
    .replace("spawned: [watch]", "spawned: []", 1)
)
ROWS = [{"what": "寄照片", "by": "2026-10-15"}, {"what": "約下次", "by": "2026-12-01"}]


@pytest.fixture
def desk(office: Office) -> Office:
    publish(office.runtime, {**FOLLOWED, "pair.yaml": EACH.encode()}, by=0, now=NOW)
    return office


def to_decision(desk: Office, rows: list[dict[str, str]]) -> Done:
    done = desk.start(ends="2027-09-30", todo=rows)
    desk.act(done, "first", "agree")
    desk.act(done, "second", "agree")
    return done


def test_one_case_follows_for_each_row_in_their_order(desk: Office):
    done = to_decision(desk, ROWS)
    desk.act(done, "chief", "approve")
    children = shown(desk, done.case)["children"]
    assert children == ["追-115-001", "追-115-002"]
    found = [shown(desk, number) for number in children]
    assert [child["data"] for child in found] == [{"topic": row["what"], "ends": row["by"]} for row in ROWS]
    assert {child["parent"] for child in found} == {done.number}
    assert check(desk.runtime, NOW).findings == ()


def test_the_history_counts_what_has_begun(desk: Office):
    done = to_decision(desk, ROWS)
    desk.act(done, "chief", "approve")
    notes = open_case(desk.runtime, done.number, 5, NOW).events[0].notes
    assert [(note.code, note.params) for note in notes] == [("note_spawned", {"count": "2"})]


def test_without_rows_nothing_follows(desk: Office):
    done = to_decision(desk, [])
    desk.act(done, "chief", "approve")
    assert (shown(desk, done.case)["state"], shown(desk, done.case)["children"]) == ("done", [])
    assert check(desk.runtime, NOW).findings == ()


def test_one_row_that_cannot_begin_lets_none_begin_and_is_named(desk: Office):
    done = to_decision(desk, [*ROWS, {"what": "這一項的文字比追蹤案所能容納的還要長", "by": "2026-12-01"}])
    with pytest.raises(Refused) as refused:
        desk.act(done, "chief", "approve")
    assert [(it.code, it.params) for it in refused.value.refusals] == [
        ("cannot_follow", {"process": "watch", "fields": ["todo.what"], "row": 3})
    ]
    assert (shown(desk, done.case)["state"], shown(desk, done.case)["children"]) == ("decision", [])


def test_a_kill_at_any_point_leaves_all_rows_followed_or_none(desk: Office):
    for point in count(1):
        done = to_decision(desk, ROWS)
        desk.runtime.database.dispose()
        died = dies_at(point, lambda: desk.act(done, "chief", "approve", nonce=done.number))  # noqa: B023  # called at once
        assert len(shown(desk, done.case)["children"]) in {0, 2}
        desk.act(done, "chief", "approve", nonce=done.number)
        assert shown(desk, done.case)["children"] == [f"追-115-{2 * point - 1:03}", f"追-115-{2 * point:03}"]
        if not died:
            break
    assert point > 8
    assert check(desk.runtime, NOW).findings == ()
