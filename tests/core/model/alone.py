"""How the model marks a task that was handed to one person."""

from __future__ import annotations


class Alone(tuple[str, ...]):
    """One person who was handed a task, whoever else holds his post."""
