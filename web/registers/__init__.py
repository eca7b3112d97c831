"""Registers: which there are, their rows, and changing them by hand or from a file."""

from web.registers.pages import blueprint

__all__ = ["blueprint"]
