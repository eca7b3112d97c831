from datetime import date
from decimal import Decimal

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from tests.web.apply.test_reading_forms import spec
from tests.web.browsing import forms
from web.controls import Drawing, draw, error_sentences, summary_of
from web.reading_forms import read_form
from web.sessions import COOKIE
from workflow.core.directory import Directory, Unit
from workflow.core.fields import Lookups, parse_fields
from workflow.core.form import Option
from workflow.core.text import Text
from workflow.services.choices import Choice, Choices, UnitGroup, find_choice
from workflow.services.naming import Names

PAGE = '{% from "parts/fields.html" import fields %}<form>{{ fields(controls) }}</form>'
ROWS = (
    Choice("tudelft.nl", Text("臺夫特理工大學", "Delft University")),
    Choice("tum.de", Text("慕尼黑大學", "TU Munich")),
)
CHOICES = Choices(
    units=(UnitGroup(Text("學院", "College"), (Choice("me", Text("機械系", "Mechanics")),)),),
    rows={"partners": ROWS},
    lookups=Lookups({("partners", "tum.de"): {"country": "DE"}}, {"me": Unit("me", Text("機械系", "Mechanics"), 2)}),
)
OPTIONS = tuple(Option(code, Text(code, code)) for code in "abcdefgh")
SPECS = (
    spec("text", "title", required=True, max_length=10),
    spec("longtext", "story", max_length=500),
    spec("date", "since"),
    spec("money", "cost", default=Decimal("1.50")),
    spec("enum", "few", options=OPTIONS[:2], required=True),
    spec("enum", "many", options=OPTIONS),
    spec("multi", "scope", options=OPTIONS[:3]),
    spec("bool", "urgent", default=False),
    spec("bool", "asked", required=True),
    spec("unit", "unit"),
    spec("ref", "partner", register="partners"),
    spec("text", "country", lookup="partner.country"),
    spec("group", "terms", fields=(spec("int", "months"),)),
    spec("table", "plan", fields=(spec("text", "item", required=True),), min_length=2),
)


@pytest.fixture
def page(app):
    def render(raw, **drawing):
        with app.test_request_context("/", headers={"Cookie": f"{COOKIE}=", "Accept-Language": "en"}):
            drawn = draw(SPECS, raw, Drawing(CHOICES, **drawing))
            return render_template_string(PAGE, controls=drawn)

    return render


def test_what_a_form_shows_is_what_it_sends(page):
    raw = {
        "title": 'a "b" <c>', "story": "1\n2", "since": "115/12/4", "cost": "7", "many": "c", "urgent": "true",
        "unit": "me", "terms": {"months": "3"}, "plan": [{"item": "x"}, {"item": "y"}],
    }  # fmt: skip
    sent = forms(page(raw))[0].fields
    for name in ("title", "story", "since", "cost", "many", "urgent", "unit"):
        assert sent[name] == raw[name]
    assert (sent["terms.months"], sent["plan.0.item"], sent["plan.1.item"]) == ("3", "x", "y")


def test_what_was_never_asked_stands_at_its_default(page):
    sent = forms(page({}))[0].fields
    assert (sent["cost"], sent["urgent"], sent.get("few")) == ("1.50", "false", None)
    assert {"plan.0.item", "plan.1.item"} <= sent.keys()


def test_stored_values_show_like_typed_ones(page):
    sent = forms(page({"since": date(2026, 12, 4), "cost": Decimal("1200.00"), "scope": ("a", "c")}))[0].fields
    assert (sent["since"], sent["cost"]) == ("2026-12-04", "1200.00")


def test_a_date_is_said_in_both_calendars(page):
    assert "= 4 Dec 2026, ROC 115年12月4日" in page({"since": "1151204"})
    assert "ROC" not in page({"since": "soon"})


def test_a_reference_shows_its_name_and_comes_back_as_its_code(page):
    shown = forms(page({"partner": "tum.de"}))[0].fields["partner"]
    assert shown == "TU Munich (tum.de)"
    assert find_choice(ROWS, shown) == ("tum.de", ())


def test_an_unclear_reference_comes_back_with_what_it_may_mean(page):
    html = page({"partner": "大學"})
    assert "Which one do you mean?" in html
    assert 'value="tudelft.nl"' in html
    assert 'value="tum.de"' in html


@pytest.mark.parametrize("typed", ["tum.de", "tu munich", "慕尼黑大學", "munich", "anything (tum.de)"])
def test_a_reference_is_found_by_code_name_or_a_part_that_only_one_has(typed):
    assert find_choice(ROWS, typed) == ("tum.de", ())


def test_what_is_looked_up_is_shown_and_not_asked(page):
    html = page({"partner": "tum.de"}, values={"country": "DE"})
    assert 'name="country"' not in html
    assert ">DE</span>" in html


def test_errors_stand_at_their_fields_and_link_from_the_summary(app, page):
    raw = {"title": "x" * 11, "plan": [{"item": "1"}, {"item": "x" * 201}]}
    parsed = parse_fields(SPECS, raw, world=CHOICES.lookups, complete=True, current={})
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        errors = error_sentences(parsed.problems, SPECS, Names(Directory(0)), raw)
        assert errors["title"] == "“Field” must be 10 characters or fewer; it has 11"
        assert errors["few"] == "Choose “Field”"
        assert errors["plan.1.item"].startswith("“Field, row 2: Field” must be 200 characters")
        assert ("f-title", errors["title"]) in summary_of(errors)
    html = page(raw, errors=errors)
    assert 'aria-invalid="true"' in html
    assert 'id="f-title-error"' in html


def test_everything_that_is_drawn_can_be_read(page):
    raw = read_form(MultiDict(forms(page({"title": "x", "few": "b"}))[0].fields), SPECS)
    assert raw["few"] == "b" or "few" not in raw
    assert not parse_fields(SPECS, raw, world=CHOICES.lookups, complete=False, current={}).problems
