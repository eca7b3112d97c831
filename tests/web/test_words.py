import re
from pathlib import Path

import pytest

from web.assets import STATIC
from web.words import PLACE, TABLES, WORDS, say

ROOT = Path(STATIC).parent
TAI = "\u53f0"
ASKED = re.compile(r"\bt\(([^()]*)")
KEY = re.compile(r'"([a-z_]+\.[a-z_]+)"')
NO_TEXT = (
    re.compile("{% block (?:width|body_class) %}.*?{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL),
    re.compile("""<[^>]*>|[a-z-]+="[^"]*"|&[a-z]+;"""),
)


def places(text):
    return {place[1] for place in PLACE.finditer(text)}


def visible(template):
    for pattern in NO_TEXT:
        template = pattern.sub(" ", template)
    return template


def sources():
    files = [*ROOT.rglob("*.py"), *ROOT.rglob("*.html")]
    return {path: path.read_text("utf-8") for path in files if "words" not in path.parts}


@pytest.mark.parametrize(("key", "said"), sorted(WORDS.items()))
def test_both_languages_say_something_and_take_the_same_values(key, said):
    assert said.zh.strip()
    assert said.en.strip()
    assert places(said.zh) == places(said.en)
    assert TAI not in said.zh
    assert not set(said.zh) & set("!！")
    assert "lease" not in said.en.replace("elease", "")
    assert not re.search(r"[A-Za-z]", PLACE.sub("", said.en)) or re.search(r"[\u4e00-\u9fff]", said.zh)


def test_no_key_stands_twice():
    assert sum(len(table) for table in TABLES) == len(WORDS)


def test_every_key_that_a_page_asks_for_exists():
    asked = {key for text in sources().values() for call in ASKED.findall(text) for key in KEY.findall(call)}
    assert asked
    assert sorted(asked - WORDS.keys()) == []


def test_no_template_holds_words_of_its_own():
    for path, text in sources().items():
        if path.suffix == ".html":
            left = set(re.findall(r"[\u4e00-\u9fff]+|[A-Za-z]{2,}", visible(text))) - {"中文", "English"}
            assert not left, f"{path.name}: {left}"


def test_one_and_many_are_told_apart_in_english():
    assert [say("en", "shell.waiting", {"n": n}) for n in (0, 1, 2)] == [
        "0 tasks waiting",
        "1 task waiting",
        "2 tasks waiting",
    ]
    assert say("zh-TW", "shell.waiting", {"n": 1}) == "1 件待辦"


def test_values_are_put_in_as_they_are():
    assert say("en", "auth.none_found", {"words": "{n}"}) == "No post matches “{n}”."


def test_a_value_that_is_missing_is_an_error_and_not_a_gap():
    with pytest.raises(KeyError):
        say("en", "shell.waiting", {})
