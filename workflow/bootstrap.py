"""The composition root: the one place that knows every part."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import workflow

SHIPPED: Final = Path(workflow.__file__).parents[1] / "definitions"
"""The definitions that come with the product."""
