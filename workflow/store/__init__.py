"""Rows: what is kept, and the few named questions that are asked of it. Knows the core's values and nothing above."""
