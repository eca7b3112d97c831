"""What the pages of filing foresee while a form is still empty, and what they leave out."""

from __future__ import annotations

from tests.support.office import FILES, NOW, PAIR
from tests.web.apply.conftest import begin
from tests.web.apply.grants import publish_grants
from workflow.services.publishing import publish

CONDITIONAL = (
    PAIR.replace("process: pair", "process: perhaps")
    .replace("對-", "或-")
    .replace("by: first, binds", "by: first, when: \"data.subject == 'x'\", binds")
    .replace("by: second, binds", "by: second, when: \"data.subject == 'y'\", binds")
)


def votes(page) -> str:
    """What the path says of the step."""
    return page.text.partition("<p>Votes</p>")[2].partition("</li>")[0]


def test_a_step_whose_conditions_look_at_an_empty_form_is_not_promised(desk, clerk):
    publish(desk.runtime, {**FILES, "perhaps.yaml": CONDITIONAL.encode()}, by=0, now=NOW)
    assert "Depends on what is still to be filled in" in votes(clerk.get("/apply/perhaps"))
    filing = begin(clerk, "perhaps")
    filing.save(subject="x")
    assert "This case passes here" in votes(filing.page("check"))
    filing.save(subject="z")
    assert "Votes" not in filing.page("check").text


def test_the_last_look_leaves_out_what_nobody_is_asked_for(desk, clerk):
    publish_grants(desk)
    filing = begin(clerk, "grant")
    checked = filing.page("check").text
    assert "<dt>Helper</dt>" in checked
    assert "<dt>Source</dt>" not in checked
    assert "<dt>Country</dt>" not in checked
    filing.save("what", amount="6000")
    assert "<dt>Source</dt>" in filing.page("check").text
