"""A mail server on this machine that answers as a test tells it."""

import asyncio
import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Mailbox:
    """Accepts what no answer is given for; `drop_after_data` takes the text and then hangs up."""

    def __init__(self, *, sender=None, recipients=(), data=None, drop_after_data=False):
        self.sender, self.recipients, self.data = sender, dict(recipients), data
        self.drop_after_data = drop_after_data
        self.received: list[tuple[str, list[str], bytes]] = []

    async def handle_MAIL(self, _server: SMTP, _session: Session, envelope: Envelope, address, options):
        envelope.mail_from = address
        return self.sender or "250 OK"

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address, _options):
        answer = self.recipients.get(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope):
        if self.data is not None:
            return self.data
        self.received.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.drop_after_data:
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 OK"


class FreePort(Controller):
    """Listens on a port that the system chose, which the controller itself does not look up."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(mailbox: Mailbox, **options) -> Iterator[str]:
    """The address of the server, for `sender_for`."""
    controller = FreePort(mailbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def certified(folder: Path) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate of its own making that is left in the folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem[0]))
    (folder / "key.pem").write_bytes(key.private_bytes(*pem))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
