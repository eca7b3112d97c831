from pathlib import Path

import pytest

from tests.config.settings_page import PAGE, settings_page
from workflow.config import CHECKOUT, DEMO_SECRET, BadSettings, read_settings
from workflow.texts.speaking import sentence
from workflow.texts.writing import LANGUAGES

SECRET = "0123456789abcdef" * 2
PRODUCTION = {
    "QIANHE_SECRET_KEY": SECRET,
    "QIANHE_BASE_URL": "https://oia.example.edu.tw/",
    "QIANHE_MAIL_URL": "smtp://mail.example.edu.tw",
}


def mistakes(environ):
    with pytest.raises(BadSettings) as refused:
        read_settings(environ)
    return {(problem.name, problem.code) for problem in refused.value.problems}


def test_production_needs_a_secret_an_address_and_a_mail_server():
    settings = read_settings(PRODUCTION)
    assert (settings.environment, settings.base_url) == ("production", "https://oia.example.edu.tw")
    assert settings.database_url == f"sqlite:///{CHECKOUT}/instance/qianhe.db"
    assert settings.mail_from == "noreply@oia.example.edu.tw"


def test_an_empty_environment_is_a_production_with_everything_missing_at_once():
    missing = {(name, "setting_missing") for name in PRODUCTION}
    assert mistakes({}) == missing
    assert mistakes(dict.fromkeys(PRODUCTION, " ")) == missing


@pytest.mark.parametrize("environment", ["demo", "test"])
def test_demo_and_test_need_nothing(environment):
    settings = read_settings({"QIANHE_ENV": environment})
    assert settings.mail_url == f"file:{CHECKOUT}/instance/mail"
    assert settings.secret_key == DEMO_SECRET
    assert (settings.base_url, settings.mail_domain) == ("http://127.0.0.1:8000", "qianhe.localhost")


def test_the_demo_is_reached_on_the_port_that_was_asked_for():
    assert read_settings({"QIANHE_ENV": "demo", "PORT": "9000"}).base_url == "http://127.0.0.1:9000"


def test_all_paths_follow_the_instance_and_are_absolute():
    settings = read_settings({"QIANHE_ENV": "test", "QIANHE_INSTANCE": "somewhere"})
    assert settings.instance == Path.cwd() / "somewhere"
    assert settings.signing_key == settings.instance / "signing.pem"
    assert settings.database_url == f"sqlite:///{settings.instance}/qianhe.db"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("QIANHE_ENV", "prod", "setting_not_one_of"),
        ("QIANHE_SECRET_KEY", SECRET[1:], "setting_too_short"),
        ("QIANHE_SECRET_KEY", DEMO_SECRET, "setting_is_demo_secret"),
        ("QIANHE_BASE_URL", "oia.example.edu.tw", "setting_bad_url"),
        ("QIANHE_BASE_URL", "https://oia.example.edu.tw/qianhe", "setting_bad_url"),
        ("QIANHE_BASE_URL", "https://oia.example.edu.tw:port", "setting_bad_url"),
        ("QIANHE_BASE_URL", "http://oia.example.edu.tw", "setting_not_https"),
        ("QIANHE_DATABASE_URL", "mysql://localhost/qianhe", "setting_bad_database"),
        ("QIANHE_DEFINITIONS", "no/such/folder", "setting_not_a_folder"),
        ("QIANHE_INSTANCE", __file__, "setting_not_a_folder"),
        ("QIANHE_MAIL_URL", "smtp://oia:x@mail.example.edu.tw", "mail_password_in_clear"),
        ("QIANHE_MAIL_URL", "smtp://mail.example.edu.tw?tls=1", "mail_option"),
        ("QIANHE_MAIL_FROM", "nobody", "setting_bad_address"),
        ("PORT", "0", "setting_not_a_port"),
    ],
)
def test_a_wrong_value_is_named(name, value, code):
    assert mistakes(PRODUCTION | {name: value}) == {(name, code)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_names_its_variable_in_both_languages(language):
    environ = {"QIANHE_MAIL_URL": "ftp://x", "QIANHE_DATABASE_URL": "x", "PORT": "x", "QIANHE_ENV": "x"}
    with pytest.raises(BadSettings) as refused:
        read_settings(environ)
    for problem in refused.value.problems:
        assert problem.name in sentence(language, problem.code, {"name": problem.name, **problem.params})


def test_an_unencrypted_address_is_possible_on_this_machine_only():
    assert read_settings(PRODUCTION | {"QIANHE_BASE_URL": "http://localhost:8000"}).base_url == "http://localhost:8000"


def test_no_secret_is_shown():
    secrets = {"QIANHE_DATABASE_URL": "postgresql://oia:hidden@db/x", "QIANHE_MAIL_URL": "smtps://oia:hidden@mail.tw"}
    shown = repr(read_settings(PRODUCTION | secrets))
    assert "hidden" not in shown
    assert SECRET not in shown


def test_the_reference_page_is_up_to_date():
    """Otherwise: .venv/bin/python -m tests.config.settings_page > docs/reference/settings.md"""
    assert PAGE.read_text(encoding="utf-8") == settings_page()
