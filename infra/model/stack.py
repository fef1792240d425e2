"""A whole stack: its tiers after merging, its budget, and what was claimed of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from infra.model.base import Model, defaults
from infra.model.budget import Budget
from infra.model.claims import Claim
from infra.model.pricing import Pricing
from infra.model.requirements import Requirements
from infra.model.topology import Topology
from infra.model.types import EntryName, Positive, Text
from infra.model.usage import Usage
from infra.model.workload import Workload


class Sections(Model):
    """What a tier may patch, after all its patches.

    Attributes:
        topology: What is built and priced.
        workload: What is known of the traffic.
        usage: Monthly quantities that take the place of derived ones.
        pricing: Commitments, discounts, free tier, prices of one's own.
        requirements: What the planner must satisfy.
    """

    topology: Topology
    workload: Workload = defaults()
    usage: Usage = defaults()
    pricing: Pricing = defaults()
    requirements: Requirements = defaults()


class TierPatch(Model):
    """A tier as it is written: what it extends, a note for the report, and patches of the sections.

    Attributes:
        extends: The tier that is applied first; absent the base.
        note: One line for the report.
        topology: A merge patch; null removes.
        workload: A merge patch.
        usage: A merge patch.
        pricing: A merge patch.
        requirements: A merge patch.
    """

    extends: Text | None = None
    note: Text | None = None
    topology: dict[str, Any] = {}
    workload: dict[str, Any] = {}
    usage: dict[str, Any] = {}
    pricing: dict[str, Any] = {}
    requirements: dict[str, Any] = {}


class PathStep(Model):
    """So many months on a tier.

    Attributes:
        tier: The tier of these months.
        months: How many.
    """

    tier: Text
    months: Positive


class Around(Model):
    """What stands beside the sections: it names tiers, and no tier patches it."""

    tier: Text = "base"
    tiers: dict[EntryName, TierPatch] = {}
    path: tuple[PathStep, ...] = ()
    budget: Budget | None = None
    claims: dict[EntryName, Claim] = {}


class Tier(NamedTuple):
    """A stage of scale: one topology with its workload, validated."""

    name: str
    note: str | None
    sections: Sections

    @property
    def topology(self) -> Topology:
        """What is built and priced."""
        return self.sections.topology

    @property
    def workload(self) -> Workload:
        """What is known of its traffic and data."""
        return self.sections.workload


class Stack(NamedTuple):
    """An environment: what is deployed, what else is priced, and what it may cost."""

    name: str
    region: str
    tier: str
    tiers: Mapping[str, Tier]
    path: tuple[PathStep, ...]
    budget: Budget | None
    claims: Mapping[str, Claim]

    @property
    def deployed(self) -> Tier:
        """The tier that `pulumi up` builds."""
        return self.tiers[self.tier]
