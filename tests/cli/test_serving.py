"""`qianhe serve` and `qianhe demo` as processes of their own, asked over a socket."""

import http.client
import signal
import socket
from contextlib import closing

import pytest

from tests.support.serving import PATIENCE, free_port, running, until_it_listens


@pytest.fixture
def port():
    return free_port()


def ask(port, path):
    """Status and text."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_the_demo_comes_up_from_nothing_says_what_it_does_and_ends_when_told(empty_desk, port):
    with running(empty_desk, port, "demo", QIANHE_ENV="") as process:
        said = until_it_listens(process, port)
        assert ask(port, "/healthz")[0] == 200
        assert "faculty.me" in ask(port, "/signin")[1]
        process.send_signal(signal.SIGTERM)
        said += process.communicate(timeout=PATIENCE)[0].decode()
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}" in said
    assert said.splitlines()[-1] == "stopped"


def test_serving_ends_when_told_and_takes_no_post_for_a_password(desk, port):
    with running(desk, port, "serve") as process:
        until_it_listens(process, port)
        status, page = ask(port, "/signin")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    assert (status, process.returncode) == (200, 0)
    assert "faculty.me" not in page


def test_a_port_that_is_taken_is_named(desk):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with running(desk, port, "serve") as process:
            said = process.communicate(timeout=PATIENCE)[0].decode()
    assert process.returncode == 1
    assert f"Port {port} cannot be used" in said


def test_the_demo_does_not_run_as_production(desk, port):
    more = {
        "QIANHE_ENV": "production",
        "QIANHE_SECRET_KEY": "a secret for this test alone, long enough",
        "QIANHE_MAIL_URL": "file:mail",
        "QIANHE_BASE_URL": "https://qianhe.example.edu",
    }
    with running(desk, port, "demo", **more) as process:
        said = process.communicate(timeout=PATIENCE)[0].decode()
    assert process.returncode == 1
    assert "demo_in_production" in said
