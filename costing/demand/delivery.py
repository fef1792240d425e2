"""What image repositories and deployments of the site take in a month."""

from collections.abc import Iterator
from decimal import Decimal

from costing.assumptions import Assumption
from costing.money import ONE, ZERO
from infra.model.stack import Sections

PATHS_PER_DEPLOYMENT = ONE
"""A deployment of the site invalidates everything at once: `/*` counts as one path."""


def image_gb(sections: Sections, repository: str) -> Decimal:
    """Return the GB of one image of a repository; 0 where nobody said."""
    known = sections.workload.repositories.get(repository)
    return known.image_gb if known else ZERO


def delivery_assumptions(sections: Sections) -> Iterator[Assumption]:
    """Yield the figures that stand in for the workload's of images."""
    for name in sections.topology.delivery.repositories:
        if name not in sections.workload.repositories and sections.usage.delivery.image_gb is None:
            where = f"workload.repositories.{name}.imageGb"
            yield Assumption(f"images of {name}", "0 GB", "not stated", where)
