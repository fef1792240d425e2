"""What the exit codes mean; scripts and pipelines rely on them."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every verb."""

    DONE = 0
    """Done: within the budget, near it, or a report however it came out."""
    FAILED = 1
    """Failed: a price is missing, a network call did not work, a file could not be written."""
    BAD_INPUT = 2
    """The command line, a stack file or another input is not right."""
    REFUSED = 3
    """The gate refuses, for its cap or for want of a price."""
