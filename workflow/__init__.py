"""The approval engine: processes are YAML files, cases are rows, every change goes through one door."""

__version__ = "0.1.0"
