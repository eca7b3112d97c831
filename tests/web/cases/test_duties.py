"""What an ended case has left to be done, on its page."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.support.duties import approved, publish_duties
from tests.support.office import Office
from tests.web.browsing import Clock, sign_in
from tests.web.cases.test_acting import opened


def test_each_duty_stands_there_with_its_day_and_what_is_late_is_said(client: FlaskClient, clock: Clock, desk: Office):
    publish_duties(desk)
    case = approved(desk)
    linked = opened(sign_in(client, "clerk"), case).text.partition('id="linked"')[2].partition("</section>")[0]
    assert "Report: 主旨" in linked
    assert "Due 3 Sep 2026" in linked
    assert "Overdue" not in linked
    clock.pass_by(days=5)
    linked = opened(sign_in(client, "clerk"), case).text.partition('id="linked"')[2].partition("</section>")[0]
    assert linked.count("Overdue") == 1
