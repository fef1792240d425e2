"""The one month of all estimates: AWS's own 730 hours."""

from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {"HOURS_PER_MONTH": ("pricing-calculator",)}

HOURS_PER_MONTH: Final = 730
"""365 days of 24 hours, divided by 12."""
