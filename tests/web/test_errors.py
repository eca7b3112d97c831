import logging

import pytest
from flask import Blueprint

from tests.web.browsing import form_to, forms, sign_in
from web.access import POLICY, Rule, guard
from web.errors import answer_errors
from workflow.core.errors import FieldProblem, Invalid, NotFound, Refusal, Refused, Stale
from workflow.services.act import Busy

RAISED = {
    "refused": Refused(Refusal("claimed", {"by": "Chief"})),
    "stale": Stale(Refusal("stale")),
    "invalid": Invalid(FieldProblem("subject", "required")),
    "not-found": NotFound("case", "1"),
    "busy": Busy(Refusal("busy")),
    "broken": RuntimeError("the secret detail"),
}


@pytest.fixture
def failing(app):
    """The application with an address more, at which things fail."""
    blueprint = Blueprint("failing", __name__)

    def fail(what):
        raise RAISED[what]

    blueprint.add_url_rule("/fail/<what>", "fail", fail, methods=["GET", "POST"])
    app.register_blueprint(blueprint)
    app.before_request_funcs.clear()
    guard(app, {**POLICY, "failing.fail": Rule.SIGNED_IN})
    answer_errors(app)
    client = app.test_client()
    client.set_cookie("qianhe_lang", "en")
    return sign_in(client, "clerk")


def send(client, what):
    token = form_to(client.get("/status"), "/signout").fields["csrf_token"]
    return client.post(f"/fail/{what}", data={"csrf_token": token, "opinion": "half a page", "nonce": "n"})


@pytest.mark.parametrize(
    ("what", "status", "said"),
    [
        ("refused", 409, "Chief has claimed this step"),
        ("stale", 409, "Something changed since you opened this"),
        ("invalid", 422, "Fill in “subject”"),
        ("not-found", 404, "There is no such page"),
        ("busy", 503, "it is not done twice"),
        ("broken", 500, "Nothing was lost. Code "),
    ],
)
def test_what_the_services_raise_is_a_page_that_says_so_and_keeps_what_was_typed(failing, what, status, said):
    answer = send(failing, what)
    assert answer.status_code == status
    assert said in answer.text
    assert "half a page" in answer.text


def test_a_busy_database_says_when_to_come_again_and_the_form_can_be_sent_as_it_was(failing):
    answer = send(failing, "busy")
    form = next(form for form in forms(answer) if "opinion" in form.fields)
    assert answer.headers["Retry-After"] == "5"
    assert (form.action, form.fields["nonce"]) == ("/fail/busy", "n")


def test_what_nobody_expects_shows_a_code_that_the_log_knows_and_no_detail(failing, caplog):
    with caplog.at_level(logging.ERROR):
        answer = failing.get("/fail/broken")
    code = answer.text.partition("Code ")[2][:8]
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert code in caplog.text


def test_a_wrong_method_says_which_are_right(client):
    answer = sign_in(client, "clerk").get("/signout")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "OPTIONS, POST")
