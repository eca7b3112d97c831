"""The memorandum as it is printed: its parts in the order of official papers, every text as text."""

import re

import pytest

from tests.support.papers import CODE, PROOF, memo, signed, words_of
from workflow.adapters.layouts.memo import LONGEST_REASON, draw_memo
from workflow.core.memos import Fact, Grid, Happening


def printed(drawer, **changed):
    return words_of(drawer.draw(draw_memo(memo(**changed), PROOF)).pdf)


def test_the_parts_stand_in_the_order_of_official_papers(drawer):
    text = printed(drawer, final=signed("校長（示範）", opinion="如擬"))
    parts = [
        "簽",
        "文號：國約-115-001",
        "速別：速件",
        "日期：中華民國115年9月1日",
        "主旨：",
        "說明：",
        "擬辦：",
        "附件：",
        "敬陳校長",
    ]
    parts += ["會辦意見", "簽核", "如擬", "掃描條碼", "附表一案件資料合作", "附表二辦理歷程"]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("capacity", "mark"),
    [("deputy", "代"), ("acting_for", "代行"), ("acting", "代理"), ("delegated", "代為決行"), ("own", "")],
)
def test_the_capacity_of_a_signature_stands_beside_the_name(drawer, capacity, mark):
    text = printed(
        drawer, signatures=(), final=signed("副校長（示範）", capacity=capacity, on_behalf_of="校長（示範）")
    )
    assert f"副校長（示範）{mark}為校長（示範）" in text


def test_a_step_that_the_clock_took_is_signed_by_nobody(drawer):
    assert "系統逾期" in printed(drawer, signatures=(signed("", capacity="clock", outcome="逾期未回"),))


def test_dates_are_of_the_republic_and_an_older_one_is_not(drawer):
    text = printed(drawer, facts=(Fact("甲", memo().written_on), Fact("乙", memo().written_on.replace(year=1900))))
    assert "甲115年9月1日" in text
    assert "乙1900-09-01" in text


def test_text_is_text_whatever_it_looks_like():
    hostile = "</style><script>x</script>{{ 7*7 }}<img src=http://127.0.0.1/>"
    html = draw_memo(memo(title=hostile, subject=hostile, number=hostile, facts=(Fact(hostile, hostile),)), PROOF)
    assert "<script" not in html
    assert "<img" not in html
    assert "{{ 7*7 }}" in html
    assert "49" not in re.sub("<svg.*</svg>", "", html)


def test_the_layout_itself_needs_no_font_but_the_shipped_ones(drawer):
    assert drawer.draw(draw_memo(memo(later=(signed(),), closed_at=PROOF.made_at), PROOF)).missing == ()


def test_what_a_reader_may_not_see_in_full_says_so(drawer):
    assert "節錄" in printed(drawer, whole=False)
    assert "節錄" not in printed(drawer)


def test_a_character_without_a_font_is_printed_by_its_number_and_told(drawer):
    rare = memo(applicant="王𣇊")
    missing = drawer.draw(draw_memo(rare, PROOF)).missing
    again = drawer.draw(draw_memo(rare, PROOF, missing))
    assert again.missing == ()
    assert "王〔U+231CA〕" in words_of(again.pdf)
    assert "字型缺字" in words_of(again.pdf)


def test_tables_and_groups_and_lists_are_printed(drawer):
    grid = Grid(("項目", "人次"), (("短期研修", 1200),))
    text = printed(
        drawer, facts=(Fact("規劃", grid), Fact("窗口", (Fact("姓名", "某甲"),)), Fact("範圍", ("互訪", "研究")))
    )
    assert "項目人次短期研修1,200" in text
    assert "窗口姓名某甲" in text
    assert "互訪、研究" in text


def test_a_long_history_is_printed_to_its_end_with_long_reasons_cut(drawer):
    entries = [Happening(n, PROOF.made_at, "某甲", "comment", None, "核稿", None) for n in range(1, 120)]
    entries += [Happening(120, PROOF.made_at, "某甲", "comment", None, "核稿", "某" * 9000)]
    text = printed(drawer, history=tuple(entries))
    assert "120115/09/09" in text
    assert text.count("某" * 10) == LONGEST_REASON // 10


def test_an_opinion_as_long_as_may_be_is_printed_in_full(drawer):
    text = printed(drawer, opinions=(signed("某甲", opinion="見" * 20_000),), decider=None)
    assert text.count("見") == 20_000 + text.count("意見")


def test_every_page_says_of_which_case_it_is(drawer):
    text = printed(drawer, explanation="字\n" * 100)
    pages = int(re.search("共([0-9]+)頁", text)[1])
    assert pages > 2
    assert text.count(f"國約-115-001查驗碼{CODE}") == pages
