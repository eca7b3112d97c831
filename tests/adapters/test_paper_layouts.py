"""Each layout as it is printed: its words in either language, every text as text, and none without its place."""

import re

import pytest

from benchmarks.sheets import CODE, LAYOUTS, PROOF, sheet
from tests.support.papers import looks, words_of
from workflow.adapters.layouts.papers import draw_papers
from workflow.core.memos import Fact, Grid
from workflow.core.papers import Block


def stand_in_order(text, *words):
    place = 0
    for word in words:
        place = text.index(word, place)
    return True


def printed(drawer, *sheets):
    return words_of(drawer.draw(draw_papers(sheets, PROOF)).pdf)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_pdf_a_with_its_code_on_every_page(drawer, tmp_path, layout):
    drawn = drawer.draw(draw_papers([sheet(layout), sheet(layout, "en")], PROOF))
    assert drawn.missing == ()
    text = words_of(drawn.pdf)
    assert text.count(f"查驗碼{CODE}") + text.count(f"Code{CODE}") == int(
        re.search("Pages: +([0-9]+)", looks(drawn.pdf, tmp_path, "pdfinfo"))[1]
    )


@pytest.mark.parametrize("layout", [it for it in LAYOUTS if it not in {"memo", "letter"}])
def test_what_a_document_holds_is_printed_in_order(drawer, layout):
    text = printed(drawer, sheet(layout))
    said = ("主旨", "檢送資料3份", "一、依規定辦理。", "115年10月1日", "延平大學", "續約否", "拜會校長")
    assert stand_in_order(text, *said, "學分另案辦理", "全銜正確")


def test_a_chinese_letter_has_the_lines_of_an_official_one(drawer):
    text = printed(drawer, sheet("letter", copies=("秘書室",), enclosed=("如說明",)))
    heads = ("學校全銜函", "受文者：教育部", "發文日期：中華民國115年10月1日", "發文字號：校國字第1150001號")
    parts = ("速別：速件", "附件：如說明", "主旨：檢送資料3份", "說明：一、依規定辦理。", "正本：教育部")
    assert stand_in_order(text, *heads, *parts, "副本：秘書室", "校長")


def test_a_letter_with_a_salutation_is_written_as_people_write(drawer):
    words = {"salutation": ("校長勛鑒：",), "closing": ("敬祝\n時祺",), "signed_by": ("國際長　敬上",)}
    text = printed(drawer, sheet("letter", **words))
    assert "受文者" not in text
    assert stand_in_order(text, "校長勛鑒：", "檢送資料", "敬祝時祺", "國際長敬上")
    english = printed(drawer, sheet("letter", "en", salutation=("Dear President,",), closing=("Yours sincerely,",)))
    assert stand_in_order(english, "1October2026", "DearPresident,", "Yourssincerely,", "President")


def test_a_draft_says_that_it_is_one_and_has_neither_day_nor_number(drawer):
    text = printed(drawer, sheet("letter", draft=True, number=None))
    assert "稿" in text
    assert text.count("（發文時填）") == 2
    assert "發文日期：中華民國" not in text


def test_what_is_not_there_leaves_no_word_behind(drawer):
    bare = {"to": None, "signed_by": None, "number": None, "blocks": ()}
    for layout in LAYOUTS:
        text = printed(drawer, sheet(layout, **bare))
        assert "None" not in text
        assert "正本" not in text


def test_text_is_text_whatever_it_looks_like():
    hostile = "</style><script>x</script>{{ 7*7 }}<img src=http://127.0.0.1/>"
    blocks = (Block((hostile,), (hostile,), (Fact(hostile, hostile),), Grid((hostile,), ((hostile,),))),)
    for layout in LAYOUTS:
        html = draw_papers([sheet(layout, title=(hostile,), number=hostile, to=(hostile,), blocks=blocks)], PROOF)
        assert "<script" not in html
        assert "<img" not in html
        assert "49" not in re.sub("<svg.*?</svg>|<style>.*?</style>", "", html, flags=re.DOTALL)


def test_a_name_without_a_glyph_is_printed_by_its_number(drawer):
    named = sheet("certificate", blocks=(Block(text=("茲證明王𣇊君",)),))
    missing = drawer.draw(draw_papers([named], PROOF)).missing
    again = drawer.draw(draw_papers([named], PROOF, missing))
    assert again.missing == ()
    assert "王〔U+231CA〕君" in words_of(again.pdf)


def test_a_summary_of_usual_length_is_one_page(drawer, tmp_path):
    facts = tuple(Fact(f"欄位{n}", "一行的內容") for n in range(30))
    drawn = drawer.draw(draw_papers([sheet("summary", blocks=(Block(("資料",), facts=facts),))], PROOF))
    assert "Pages:           1\n" in looks(drawn.pdf, tmp_path, "pdfinfo")
