"""What any configuration must satisfy; the planner searches for the cheapest that does."""

from typing import Annotated, Literal

from infra.model.base import Model, defaults
from infra.model.types import Count, EntryName, Money, Percent, Positive, Text, whole

Disruption = Literal["none", "setting", "rolling", "failover", "downtime", "migration"]
"""Kinds of blast radius, from the least to the worst."""


class CommitmentLimits(Model):
    """The longest term and the most money upfront that may be committed.

    Attributes:
        max_term_years: Longest commitment allowed; 0 none.
        max_upfront_usd: Most USD paid in advance; absent no limit.
    """

    max_term_years: Literal[0, 1, 3] = 0
    max_upfront_usd: Money | None = None


class MoveLimits(Model):
    """How far a proposed change may disturb what runs.

    Attributes:
        worst: The most a change may disturb: `none`, `setting`, `rolling`, `failover`, `downtime` or `migration`.
        stateful: Whether what holds data may be moved.
        at_most: How many changes at most; absent no limit.
    """

    worst: Disruption = "rolling"
    stateful: bool = False
    at_most: Count | None = None


class Requirements(Model):
    """The needs of one tier; load and measurements are in its workload.

    Attributes:
        availability: What may fail without an outage: `none`, an `instance`, or a `zone`.
        regions: Regions to weigh; empty the stack's own.
        architectures: What the images can be built for.
        public_addresses: Whether services may stand in public subnets.
        burstable: Whether burstable classes may serve.
        target_utilisation_percent: Percent of its capacity a task or node may reach at peak.
        zone_lost_utilisation_percent: Percent the rest may reach when a zone is gone.
        horizon_months: Months of growth that storage must hold.
        max_tasks: Most tasks of one service.
        spot_max_percent: Greatest Spot share by service; absent none.
        commitments: What may be committed to.
        moves: What a change may disturb.
    """

    availability: Literal["none", "instance", "zone"] = "none"
    regions: tuple[Text, ...] = ()
    architectures: tuple[Literal["x86_64", "arm64"], ...] = ("x86_64",)
    public_addresses: bool = False
    burstable: bool = True
    target_utilisation_percent: Annotated[int, whole(ge=1, le=100)] = 60
    zone_lost_utilisation_percent: Annotated[int, whole(ge=1, le=100)] = 85
    horizon_months: Positive = 12
    max_tasks: Positive = 50
    spot_max_percent: dict[EntryName, Percent] = {}
    commitments: CommitmentLimits = defaults()
    moves: MoveLimits = defaults()
