"""What waits for the reader, and approving several cases at once."""

from web.inbox import together
from web.inbox.pages import blueprint

__all__ = ["blueprint", "together"]
