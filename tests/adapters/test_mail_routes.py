from pathlib import Path

import pytest

from workflow.adapters.mail_routes import BadMailUrl, FolderRoute, SmtpRoute, parse_mail_url


@pytest.mark.parametrize(
    ("url", "route"),
    [
        ("smtp://mail.example.edu.tw", SmtpRoute("mail.example.edu.tw", 25)),
        (
            "smtp://oia:p%40ss@mail.example.edu.tw?starttls=1",
            SmtpRoute("mail.example.edu.tw", 587, starttls=True, user="oia", password="p@ss"),
        ),
        (
            "smtps://oia:x@mail.example.edu.tw:1465",
            SmtpRoute("mail.example.edu.tw", 1465, tls=True, user="oia", password="x"),
        ),
        ("smtp://oia:x@127.0.0.1:2525", SmtpRoute("127.0.0.1", 2525, user="oia", password="x")),
        ("file:instance/mail", FolderRoute(Path("instance/mail"))),
        ("file:///srv/qianhe/mail", FolderRoute(Path("/srv/qianhe/mail"))),
    ],
)
def test_an_address_says_where_and_how(url, route):
    assert parse_mail_url(url) == route


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "mail_scheme"),
        ("http://mail.example.edu.tw", "mail_scheme"),
        ("smtp://", "mail_host"),
        ("smtp://mail.example.edu.tw:port", "mail_host"),
        ("file:", "mail_folder"),
        ("file://elsewhere/mail", "mail_folder"),
        ("smtp://mail.example.edu.tw?startls=1", "mail_option"),
        ("smtp://mail.example.edu.tw?starttls=yes", "mail_option"),
        ("smtp://oia:x@mail.example.edu.tw", "mail_password_in_clear"),
    ],
)
def test_an_address_that_cannot_work_or_would_tell_a_password_is_refused(url, code):
    with pytest.raises(BadMailUrl) as refused:
        parse_mail_url(url)
    assert refused.value.code == code


def test_a_password_is_not_shown():
    assert "p@ss" not in repr(parse_mail_url("smtps://oia:p%40ss@mail.example.edu.tw"))
