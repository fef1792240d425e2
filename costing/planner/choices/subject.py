"""A running service about to be decided: what it is, what is known of it, and what it asks of its place."""

import math
from decimal import Decimal
from typing import NamedTuple

from costing.capacity import Capacity
from costing.demand.requests import Requests
from costing.planner.choices.edits import Edit
from costing.planner.choices.scaling import Mean, mean_of, steady_target
from costing.planner.choices.shapes import Reserved, Shape, reserved, shape_of
from costing.planner.needs.load import Load, capacity_of, load_of
from costing.planner.needs.service import Question
from infra.model.connections import DATABASE
from infra.model.grants import grants
from infra.model.requirements import Requirements
from infra.model.services import RunningService, Service
from infra.model.stack import Sections
from infra.model.tasks import is_stateful, least_tasks, most_tasks, overlaps, scales_itself
from infra.model.workload import ServiceWorkload

UNKNOWN = ServiceWorkload()
ROLLING = 2
"""Old and new tasks of a deployment hold connections side by side."""


class Place(NamedTuple):
    """What of the network a service sees: how many zones it spans, and whether tasks sit in public subnets."""

    zones: int
    public: bool


class Subject(NamedTuple):
    """A running service about to be decided.

    Attributes:
        name: its key in the config.
        service: as it is configured.
        shape: what it runs on.
        reserved: what its containers take of a task.
        work: what was measured.
        load: requests that reach it.
        mean: how its mean count is known.
        rules: the requirements of the tier.
        held: whether its count is not the planner's to change.
        pool: database connections of one task, both sets of a deployment included.
    """

    name: str
    service: RunningService
    shape: Shape
    reserved: Reserved
    work: ServiceWorkload
    load: Load
    mean: Mean
    rules: Requirements
    held: bool
    pool: int

    def question(self, place: Place) -> Question:
        """Return what candidates are judged by in a place."""
        least, most = least_tasks(self.service), most_tasks(self.service)
        zones = place.zones
        return Question(
            self.name, self.shape.candidate, least, most, self.work, self.load, self.rules, zones, self.held
        )

    def carried(self, shape: Shape) -> Capacity | None:
        """Return what a task of a shape carries when it is as busy as the policy keeps it; None where nobody knows."""
        return capacity_of(self.work, shape.candidate.size, steady_target(self.service, self.rules))

    def edits(self, service: RunningService) -> tuple[Edit, ...]:
        """Return what makes the service another one: itself, and its mean count where the user states one."""
        found = (Edit(("topology", "services", self.name), service),)
        mean = self.mean.of(service)
        if mean is None:
            return found
        return (*found, Edit(("workload", "services", self.name, "average_count"), mean))


def subject_of(
    sections: Sections, name: str, service: RunningService, requests: Requests, share: Decimal
) -> Subject | None:
    """Return the subject of a service; None where nobody knows its instance type."""
    shape, work = shape_of(service), sections.workload.services.get(name, UNKNOWN)
    if shape is None:
        return None
    return Subject(
        name,
        service,
        shape,
        reserved(service),
        work,
        load_of(requests, share),
        mean_of(service, work, requests, share, sections.requirements),
        sections.requirements,
        bool(service.scaling.schedules) or scales_itself(service) or is_stateful(service),
        pool_of(service, work) * (ROLLING if overlaps(service) else 1),
    )


def pool_of(service: Service, work: ServiceWorkload) -> int:
    """Return the database connections that one task opens; none where it does not use the database."""
    uses = any(grant.kind == DATABASE for grant in grants(service))
    return math.ceil(work.connections_per_task) if uses else 0
