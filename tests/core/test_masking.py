import pytest

from workflow.core.masking import masked
from workflow.core.text import Text


@pytest.mark.parametrize(
    ("chinese", "hidden"),
    [
        ("王某明", "王○明"),
        ("王某", "王○"),
        ("王", "王"),
        ("歐陽某某", "歐○○某"),
        ("工學院院長（示範）", "工○○長（示範）"),
        ("", ""),
    ],
)
def test_a_chinese_name_keeps_its_first_and_last_character(chinese, hidden):
    assert masked(Text(chinese, "x")).zh == hidden


@pytest.mark.parametrize(
    ("english", "hidden"),
    [("Some Name", "S*** N***"), ("Dean of Engineering (demo)", "D*** o*** E*** (demo)"), ("", "")],
)
def test_an_english_name_keeps_its_initials(english, hidden):
    assert masked(Text("某", english)).en == hidden
