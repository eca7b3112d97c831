"""The drawn picture: well-formed, described, in the language that was asked for, and every text within its box."""

import re
from xml.etree import ElementTree

import pytest

from tests.core.engine import stage
from tests.support.duties import FILES_WITH_DUTIES
from tests.support.shipped import agreement_signing
from workflow.adapters.holidays_tw import layer_from_document
from workflow.core.picture import picture_of
from workflow.reading.folder import read_folder
from workflow.texts.measuring import width_of, wrapped
from workflow.texts.picture_boxes import PADDING, PLAIN, TITLE, written_box
from workflow.texts.pictures import STYLE, draw_picture
from workflow.texts.writing import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def test_a_picture_is_one_document_with_title_and_description(language):
    root = ElementTree.fromstring(draw_picture(picture_of(agreement_signing()), language))
    assert root.get("role") == "img"
    wanted = {"zh-TW": ("國際合作書約簽署", "共 34 個步驟"), "en": ("International agreement signing", "34 steps")}
    for tag, said in zip(("title", "desc"), wanted[language], strict=True):
        assert said in (root.findtext(f"{SVG}{tag}") or "")


def test_every_state_is_drawn_with_its_label_in_the_language(language):
    definition = agreement_signing()
    drawn = draw_picture(picture_of(definition), language)
    for state in definition.states.values():
        label = state.label.zh if language == "zh-TW" else state.label.en
        assert label.replace("'", "&#x27;") in drawn, state.name


def test_it_fetches_nothing_runs_nothing_and_carries_its_style_in_one_place(language):
    drawn = draw_picture(picture_of(agreement_signing()), language)
    assert not re.search(r'href|url\(|<script|style="|on\w+="|@import', drawn)
    assert drawn.count("<style>") == 1
    assert f"<style>{STYLE}</style>" in drawn


def test_every_line_of_text_fits_into_its_box(language):
    picture = picture_of(agreement_signing())
    for box in picture.boxes:
        text = written_box(box, picture, language)
        for line in text.lines:
            size = TITLE if line.style == "title" else PLAIN
            assert line.x + width_of(line.text, size) <= text.width - PADDING + 0.5, line
            assert line.y < text.height


def test_what_a_definition_says_is_never_read_as_markup():
    found = stage.process(title=stage.LABEL.__class__("<b>&", "<b>&")).definition
    assert "&lt;b&gt;&amp;" in draw_picture(picture_of(found), "en")


def test_lines_break_between_characters_and_between_words_and_not_before_a_full_stop():
    assert wrapped("核准後辦理用印。", 10, 70) == ("核准後辦理用", "印。")
    assert wrapped("agree with remarks", 10, 80) == ("agree with", "remarks")
    assert all(width_of(line, 10) <= 60 for line in wrapped("a" * 40, 10, 60))


def test_conditions_are_drawn_in_words():
    drawn = {language: draw_picture(picture_of(agreement_signing()), language) for language in LANGUAGES}
    assert "data.partner_region" not in drawn["en"] + drawn["zh-TW"]
    assert "「地區別」是" in drawn["zh-TW"]


def test_what_a_condition_reads_of_the_applicant_is_drawn_in_words():
    library = read_folder(FILES_WITH_DUTIES, layer_from_document)
    definition = library.processes["pair"].definition
    assert definition is not None
    drawn = draw_picture(picture_of(definition), "en")
    assert "“Overdue duties of the applicant”" in drawn
    assert "applicant.overdue_duties" not in drawn
