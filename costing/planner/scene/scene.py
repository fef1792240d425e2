"""Counts all that may be chosen in one tier, once, whatever regions and limits are asked about later."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from costing.demand.network import LOGS, ServiceFlow
from costing.demand.services import ServiceDemand
from costing.line_item import Why
from costing.money import NOTHING, Figures, same
from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit, edited
from costing.planner.measure.meter import Meter
from costing.planner.measure.taken import Taken, millionths, minus
from costing.planner.scene.data import data_decisions
from costing.planner.scene.decision import Decision
from costing.planner.scene.endpoints import endpoint_decisions
from costing.planner.scene.running import service_decisions
from costing.planner.scene.situations import ENDPOINTS, Situation, situations
from infra.model.rules.common import Where
from infra.model.stack import Sections

PROBE = same(Decimal(1_000))
"""So many GB of images or logs, or interfaces, are added to see what one takes of the network, which is linear in each.

Few enough to stay below the first limit of a graduated price.
"""
PROBED_MILLIONTHS = millionths(PROBE.expected)


class Ground(NamedTuple):
    """A situation with what it takes, more or less than today's, and what the network takes for what services move.

    Attributes:
        situation: zones, way out, store.
        taken: with services as they are today.
        images, interfaces: for PROBE more of either.
        logs: for PROBE more, and where their endpoint is a decision also for PROBE more with the endpoint.
    """

    situation: Situation
    taken: Taken
    images: Taken
    interfaces: Taken
    logs: Sequence[Taken]


class Scene(NamedTuple):
    """One tier with all that may be chosen.

    Attributes:
        sections: as it is configured; today's configuration.
        rest: what all takes today that belongs to no decision.
        grounds: today's situation first.
        decisions: each with what is there today among its choices.
        plans: Savings Plans that may be bought, none of them first; empty where there is no choice.
    """

    sections: Sections
    rest: Taken
    grounds: Sequence[Ground]
    decisions: Sequence[Decision]
    plans: Sequence[Choice] = ()


def scene(
    sections: Sections, region: str, today: date, *, watched: bool = False, plans: Sequence[Choice] = ()
) -> Scene:
    """Return the scene of a tier.

    Args:
        sections: the tier.
        region: where it is, for what AWS has in it.
        today: the day on which it is judged.
        watched: whether an AWS Budget is made.
        plans: Savings Plans that may be bought.
    """
    meter = Meter(sections, region, today, watched=watched)
    found = situations(sections, region)
    decisions = [
        *service_decisions(sections, meter, found),
        *data_decisions(sections, meter, Where(region, today), found),
        *endpoint_decisions(sections, meter, found),
    ]
    rest = meter.rest(sections)
    return Scene(sections, rest, [_ground(one, meter, rest) for one in found], decisions, plans)


def _ground(situation: Situation, meter: Meter, today: Taken) -> Ground:
    sections, running = situation.sections, meter.running_in(situation.sections)
    alone = meter.network(sections, running)

    def more(there: Sections, without: Taken, demand: ServiceDemand) -> Taken:
        return minus(meter.network(there, {**running, "": demand}), without)

    logs = [more(sections, alone, _moving(logs=PROBE))]
    if LOGS in situation.endpoints.open:
        there = edited(sections, (Edit(ENDPOINTS, LOGS, append=True),))
        logs.append(more(there, meter.network(there, running), _moving(logs=PROBE)))
    return Ground(
        situation,
        minus(meter.rest(sections), today),
        more(sections, alone, _moving(images=PROBE)),
        more(sections, alone, _moving(interfaces=PROBE)),
        logs,
    )


def _moving(images: Figures = NOTHING, interfaces: Figures = NOTHING, logs: Figures = NOTHING) -> ServiceDemand:
    """Return the demand of a service that does nothing but pull images, hold interfaces or write logs."""
    flow = ServiceFlow(NOTHING, NOTHING, images, interfaces)
    return ServiceDemand(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, logs, flow, Why(""))
