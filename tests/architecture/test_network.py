import socket

import pytest

DOCUMENTATION_ADDRESS = ("192.0.2.1", 25)


def test_a_test_cannot_connect_to_another_machine():
    with socket.socket() as outgoing, pytest.raises(PermissionError):
        outgoing.connect(DOCUMENTATION_ADDRESS)


def test_a_test_cannot_send_a_datagram_to_another_machine():
    with socket.socket(type=socket.SOCK_DGRAM) as outgoing, pytest.raises(PermissionError):
        outgoing.sendto(b"x", DOCUMENTATION_ADDRESS)


def test_a_test_can_talk_to_its_own_machine():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
