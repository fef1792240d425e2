"""Why a candidate is out: the first requirement it fails, what that needs, and what the candidate has."""

from typing import NamedTuple


class Rejection(NamedTuple):
    """A requirement by its place in the config, what it needs, and what the candidate has."""

    requirement: str
    needed: str
    has: str

    def __str__(self) -> str:
        """Return the sentence that names all three."""
        return f"{self.requirement} needs {self.needed}, has {self.has}"


AVAILABILITY = "requirements.availability"
ARCHITECTURES = "requirements.architectures"
BURSTABLE = "requirements.burstable"
PUBLIC_ADDRESSES = "requirements.publicAddresses"
SPOT = "requirements.spotMaxPercent"
MAX_TASKS = "requirements.maxTasks"
HORIZON = "requirements.horizonMonths"
CONNECTIONS = "workload.services.connectionsPerTask"
REGIONS = "requirements.regions"
UPFRONT = "requirements.commitments.maxUpfrontUsd"
UNPRICED = "price book"
PEAK = "workload.requestsPerSecond.peak"
"""Places that several checks name."""
