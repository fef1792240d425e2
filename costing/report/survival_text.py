"""What a tier survives, in words: for the matrix of tiers, and as a sentence below the bill."""

from infra.model.survival import Level, Survival

SHORT: dict[Level, str] = {"none": "nothing", "instance": "a task", "zone": "a zone"}
"""The loss that is survived, short enough for a column."""
_LONG: dict[Level, str] = {
    "none": "a lost task, machine or zone is an outage",
    "instance": "a task or a machine may be lost without an outage, a zone may not",
    "zone": "a zone may be lost without an outage",
}


def sentence(found: Survival) -> str:
    """Return what is survived and why no more, and whether requirements.availability asks for more."""
    because = f": {'; '.join(found.because)}" if found.because else ""
    wanted = f" (requirements.availability asks for {found.asked})" if found.falls_short else ""
    return f"{_LONG[found.level]}{wanted}{because}"
