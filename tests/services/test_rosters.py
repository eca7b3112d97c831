"""A list as a PDF: what it lists, in the reader's language, and no code by which it could be asked about."""

from datetime import date

from tests.services.test_case_papers import press_of
from tests.support.office import NOW
from tests.support.papers import looks, words_of
from workflow.core.memos import Fact, Grid
from workflow.services.rosters import Roster, roster_paper

ROWS = tuple((f"約-{n}", date(2026, 12, 1), n) for n in range(1, 41))


def roster(language="zh-TW", columns=("編號", "到期日", "名額"), rows=ROWS):
    return Roster(language, "到期清單", "學校", "辦公室", Grid(columns, rows), (Fact("範圍", "一年內"),))


def test_a_list_names_its_rows_and_its_day(drawer, tmp_path):
    text = words_of(roster_paper(press_of(drawer, tmp_path), roster(), "list.pdf", NOW).content)
    assert "範圍一年內" in text
    assert "序編號到期日名額1約-1115年12月1日1" in text
    assert "40約-40115年12月1日40" in text
    assert "查驗碼" not in text


def test_dates_in_english_are_of_the_common_era(drawer, tmp_path):
    text = words_of(roster_paper(press_of(drawer, tmp_path), roster("en"), "list.pdf", NOW).content)
    assert "1December2026" in text


def test_a_table_of_many_columns_lies(drawer, tmp_path):
    wide = roster(columns=tuple("甲乙丙丁戊己庚辛"), rows=(tuple("甲乙丙丁戊己庚辛"),))
    paper = roster_paper(press_of(drawer, tmp_path), wide, "list.pdf", NOW)
    assert "841.89 x 595.276" in looks(paper.content, tmp_path, "pdfinfo")


def test_an_empty_list_says_so(drawer, tmp_path):
    text = words_of(roster_paper(press_of(drawer, tmp_path), roster(rows=()), "list.pdf", NOW).content)
    assert "（無資料）" in text
