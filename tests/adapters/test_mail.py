import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import AuthResult

from tests.adapters.smtp_server import Mailbox, certified, serving
from workflow.adapters.mail import PermanentFailure, TemporaryFailure, sender_for
from workflow.adapters.mail_building import Headings, Sender, build_mail

SENDER = Sender("oia@example.edu.tw", "example.edu.tw")
AT = datetime(2026, 9, 4, 9, 0, tzinfo=UTC)


def mail(recipient="dean@example.edu.tw", key="42.3.0") -> EmailMessage:
    return build_mail(SENDER, recipient, Headings("assigned"), subject="待簽", text="請決定\n", key=key, at=AT)


def test_a_server_gets_the_message_for_its_one_recipient():
    mailbox = Mailbox()
    with serving(mailbox) as server:
        sender_for(f"smtp://{server}")(mail())
    [(sender, recipients, content)] = mailbox.received
    assert (sender, recipients) == ("oia@example.edu.tw", ["dean@example.edu.tw"])
    assert message_from_bytes(content, policy=policy.default)["Message-ID"] == "<qianhe.42.3.0@example.edu.tw>"


def test_one_refused_address_does_not_keep_the_next_message():
    mailbox = Mailbox(recipients={"gone@example.edu.tw": "550 No such user"})
    with serving(mailbox) as server:
        send = sender_for(f"smtp://{server}")
        with pytest.raises(PermanentFailure, match="recipient: 550"):
            send(mail("gone@example.edu.tw"))
        send(mail())
    assert [recipients for _, recipients, _ in mailbox.received] == [["dean@example.edu.tw"]]


@pytest.mark.parametrize(
    ("mailbox", "says"),
    [
        (Mailbox(recipients={"dean@example.edu.tw": "451 Greylisted"}), "recipient: 451"),
        (Mailbox(data="452 Disk full"), "text: 452"),
        (Mailbox(sender="550 Not from here"), "sender: 550"),
    ],
)
def test_what_may_pass_is_tried_again(mailbox, says):
    with serving(mailbox) as server, pytest.raises(TemporaryFailure, match=says) as failure:
        sender_for(f"smtp://{server}")(mail())
    assert not failure.value.maybe_delivered


def test_a_refused_text_is_final():
    with serving(Mailbox(data="554 Looks like spam")) as server, pytest.raises(PermanentFailure, match="text: 554"):
        sender_for(f"smtp://{server}")(mail())


def test_a_connection_that_ends_after_the_text_leaves_it_open_and_a_repeat_recognisable():
    mailbox = Mailbox(drop_after_data=True)
    with serving(mailbox) as server:
        with pytest.raises(TemporaryFailure) as failure:
            sender_for(f"smtp://{server}")(mail())
        mailbox.drop_after_data = False
        sender_for(f"smtp://{server}")(mail())
    assert failure.value.maybe_delivered
    ids = [message_from_bytes(content)["Message-ID"] for _, _, content in mailbox.received]
    assert ids == ["<qianhe.42.3.0@example.edu.tw>"] * 2


def test_a_server_that_is_down_is_tried_again():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(TemporaryFailure, match="ConnectionRefusedError"):
        sender_for(f"smtp://127.0.0.1:{port}")(mail())


def test_a_server_that_says_nothing_is_given_up_on():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(TemporaryFailure, match="timed out"):
        sender_for(f"smtp://127.0.0.1:{silent.getsockname()[1]}", patience=0.05)(mail())


def test_a_login_is_used_and_a_wrong_one_is_a_matter_of_the_settings():
    def authenticate(_server, _session, _envelope, _mechanism, login):
        return AuthResult(success=login.password == b"p@ss", handled=False)

    mailbox = Mailbox()
    with serving(mailbox, authenticator=authenticate, auth_require_tls=False) as server:
        sender_for(f"smtp://oia:p%40ss@{server}")(mail())
        with pytest.raises(TemporaryFailure, match="Authentication"):
            sender_for(f"smtp://oia:wrong@{server}")(mail())
    assert len(mailbox.received) == 1


def test_starttls_is_insisted_on():
    mailbox = Mailbox()
    with serving(mailbox) as server, pytest.raises(TemporaryFailure, match="STARTTLS"):
        sender_for(f"smtp://{server}?starttls=1")(mail())
    assert mailbox.received == []


def test_a_server_is_believed_only_with_a_certificate_that_is_trusted(tmp_path, monkeypatch):
    mailbox = Mailbox()
    with serving(mailbox, tls_context=certified(tmp_path)) as server:
        send = sender_for(f"smtp://{server}?starttls=1")
        with pytest.raises(TemporaryFailure, match="CERTIFICATE_VERIFY_FAILED"):
            send(mail())
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        send(mail())
    assert len(mailbox.received) == 1


def test_a_folder_keeps_one_file_per_message_and_a_repeat_adds_none(tmp_path):
    send = sender_for(f"file:{tmp_path}/mail")
    for key in ("42.3.0", "42.3.0", "42.3.1"):
        send(mail(key=key))
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.name for file in files] == ["qianhe.42.3.0@example.edu.tw.eml", "qianhe.42.3.1@example.edu.tw.eml"]
    received = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert received["To"] == "dean@example.edu.tw"


def test_a_message_id_cannot_leave_the_folder(tmp_path):
    message = EmailMessage()
    message["Message-ID"] = "<../../evil@example.edu.tw>"
    sender_for(f"file:{tmp_path}/mail")(message)
    assert [path.name for path in tmp_path.rglob("*.eml")] == ["_.._evil@example.edu.tw.eml"]
    assert list(tmp_path.glob("*.eml")) == []


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path):
    (tmp_path / "mail").write_text("a file is in the way")
    with pytest.raises(TemporaryFailure):
        sender_for(f"file:{tmp_path}/mail")(mail())
