"""The settings of one installation, from its environment, which nothing else reads."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple, cast
from urllib.parse import quote, urlsplit

from workflow.adapters.mail_routes import BadMailUrl, parse_mail_url
from workflow.core.errors import QianheError
from workflow.core.field_texts import BadValue, clean_email

Environment = Literal["production", "demo", "test"]

ENVIRONMENTS: Final = ("production", "demo", "test")
SHORTEST_SECRET: Final = 32
DEMO_SECRET: Final = "for demonstrations and tests only"
DATABASES: Final = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
CHECKOUT: Final = Path(__file__).resolve().parents[1]
HERE: Final = "qianhe.localhost"


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """`name` is the variable. Codes: `setting_…` and those of BadMailUrl; the sentence takes `name` and `params`."""

    name: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class BadSettings(QianheError):
    """Everything that is wrong, at once."""

    def __init__(self, *problems: SettingProblem) -> None:
        super().__init__(", ".join(f"{problem.name}: {problem.code}" for problem in problems))
        self.problems = problems


class Variable(NamedTuple):
    """Where a setting comes from; `default` and `says` are for the reference page."""

    name: str
    default: str
    says: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All paths are absolute. Values that hold passwords are left out of `repr`."""

    environment: Annotated[Environment, Variable("QIANHE_ENV", "`production`", "`production`, `demo` or `test`.")]
    instance: Annotated[
        Path,
        Variable("QIANHE_INSTANCE", "`instance/` of the checkout", "Folder of the embedded database, files and keys."),
    ]
    definitions: Annotated[
        Path,
        Variable(
            "QIANHE_DEFINITIONS", "`definitions/` of the checkout", "Folder of the processes and the organisation."
        ),
    ]
    database_url: Annotated[
        str,
        Variable(
            "QIANHE_DATABASE_URL",
            "SQLite in the instance folder",
            "`sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.",
        ),
    ] = field(repr=False)
    secret_key: Annotated[
        str,
        Variable(
            "QIANHE_SECRET_KEY",
            "none; a fixed text in demo and test",
            "Signs sessions and forms; at least 32 characters, the same for all web processes.",
        ),
    ] = field(repr=False)
    signing_key: Annotated[
        Path,
        Variable(
            "QIANHE_SIGNING_KEY",
            "`signing.pem` in the instance folder",
            "PEM file of the Ed25519 key that signs exported records; `qianhe init` makes it.",
        ),
    ]
    mail_url: Annotated[
        str,
        Variable(
            "QIANHE_MAIL_URL",
            "none; `mail/` in the instance folder in demo and test",
            "`smtp://USER:PASSWORD@HOST:PORT?starttls=1`, `smtps://…`, or `file:DIR` for one file per message.",
        ),
    ] = field(repr=False)
    mail_from: Annotated[
        str, Variable("QIANHE_MAIL_FROM", "`noreply@` the host of the service", "The sender's address.")
    ]
    base_url: Annotated[
        str,
        Variable(
            "QIANHE_BASE_URL",
            "none; `http://127.0.0.1:PORT` in demo and test",
            "The address under which people reach the service, without a path; `https://` in production.",
        ),
    ]
    port: Annotated[int, Variable("PORT", "`8000`", "Where `qianhe serve` and `qianhe demo` listen.")]

    @property
    def files(self) -> Path:
        """Where uploaded and rendered files are kept."""
        return self.instance / "files"

    @property
    def mail_domain(self) -> str:
        """What names this installation in the Message-IDs of its mail."""
        return _domain(self.base_url)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Raises BadSettings. An empty variable counts as unset; relative paths are those of the working folder."""
    reader = _Reader({name: value.strip() for name, value in environ.items()})
    environment = reader.one_of("QIANHE_ENV", ENVIRONMENTS, "production")
    reader.strict = environment == "production"
    instance = reader.folder("QIANHE_INSTANCE", CHECKOUT / "instance")
    port = reader.port("PORT", 8000)
    base_url = reader.base_url("QIANHE_BASE_URL", f"http://127.0.0.1:{port}")
    settings = Settings(
        environment=cast(Environment, environment),
        instance=instance,
        definitions=reader.folder("QIANHE_DEFINITIONS", CHECKOUT / "definitions", must_exist=True),
        database_url=reader.database("QIANHE_DATABASE_URL", f"sqlite:///{instance / 'qianhe.db'}"),
        secret_key=reader.secret("QIANHE_SECRET_KEY", DEMO_SECRET),
        signing_key=Path(reader.text("QIANHE_SIGNING_KEY", str(instance / "signing.pem"))).absolute(),
        mail_url=reader.mail("QIANHE_MAIL_URL", f"file:{quote(str(instance / 'mail'))}"),
        mail_from=reader.address("QIANHE_MAIL_FROM", f"noreply@{_domain(base_url)}"),
        base_url=base_url,
        port=port,
    )
    if reader.problems:
        raise BadSettings(*reader.problems)
    return settings


class _Reader:
    """Reads one variable after the other and notes what is wrong instead of stopping."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.strict = True
        self.problems: list[SettingProblem] = []

    def note(self, name: str, code: str, **params: object) -> None:
        self.problems.append(SettingProblem(name, code, params))

    def text(self, name: str, default: str) -> str:
        return self.given.get(name) or default

    def required(self, name: str, default: str) -> str:
        """Outside production the default will do."""
        if self.strict and not self.given.get(name):
            self.note(name, "setting_missing")
        return self.text(name, default)

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            self.note(name, "setting_not_one_of", allowed=allowed)
            return default
        return value

    def folder(self, name: str, default: Path, *, must_exist: bool = False) -> Path:
        path = Path(self.text(name, str(default))).absolute()
        if path.is_file() or (must_exist and not path.is_dir()):
            self.note(name, "setting_not_a_folder", path=str(path))
        return path

    def port(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if value.isascii() and value.isdigit() and 0 < int(value) < 2**16:
            return int(value)
        self.note(name, "setting_not_a_port")
        return default

    def database(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if not value.startswith(DATABASES):
            self.note(name, "setting_bad_database")
        return value

    def secret(self, name: str, default: str) -> str:
        value = self.required(name, default)
        if self.given.get(name) and len(value) < SHORTEST_SECRET:
            self.note(name, "setting_too_short", shortest=SHORTEST_SECRET)
        elif self.strict and self.given.get(name) == DEMO_SECRET:
            self.note(name, "setting_is_demo_secret")
        return value

    def mail(self, name: str, default: str) -> str:
        value = self.required(name, default)
        try:
            parse_mail_url(value)
        except BadMailUrl as problem:
            self.note(name, problem.code, **problem.params)
        return value

    def address(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            clean_email(value)
        except BadValue:
            self.note(name, "setting_bad_address")
        return value

    def base_url(self, name: str, default: str) -> str:
        value = self.required(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not _host(value) or value != f"{parts.scheme}://{parts.netloc}":
            self.note(name, "setting_bad_url")
            return default
        if self.strict and self.given.get(name) and parts.scheme == "http" and not _is_here(_host(value)):
            self.note(name, "setting_not_https")
        return value


def _host(url: str) -> str:
    """Empty where the address has none, or a port that is no number."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.port is None or parts.port else ""
    except ValueError:
        return ""


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _domain(base_url: str) -> str:
    """A host that mail can be from; an address in numbers or a name without a dot cannot."""
    host = _host(base_url)
    try:
        clean_email(f"noreply@{host}")
    except BadValue:
        return HERE
    return host
