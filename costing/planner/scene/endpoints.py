"""The decision on each interface endpoint that may be there or not."""

from collections.abc import Iterator, Sequence

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit, edited
from costing.planner.measure.meter import Meter
from costing.planner.measure.taken import minus
from costing.planner.scene.decision import NETWORK, STORE, Counted, Decision
from costing.planner.scene.situations import ENDPOINTS, Situation
from infra.model.stack import Sections


def endpoint_decisions(sections: Sections, meter: Meter, found: Sequence[Situation]) -> Iterator[Decision]:
    """Yield a decision for each endpoint that some situation leaves open; where it is settled there is one choice."""
    today = sections.topology.network.endpoints
    names = sorted({name for one in found for name in one.endpoints.open})
    for name in names:
        columns = {(one.network, one.store.name): _choices(name, one, meter, had=name in today) for one in found}
        yield Decision(f"network.endpoints.{name}", (NETWORK, STORE), columns)


def _choices(name: str, situation: Situation, meter: Meter, *, had: bool) -> list[Counted]:
    if name not in situation.endpoints.open:
        return [Counted(Choice("settled", today=True), {})]
    edit = Edit(ENDPOINTS, name, append=True)
    running = meter.running_in(situation.sections)
    with_it = meter.network(edited(situation.sections, (edit,)), running)
    added = minus(with_it, meter.network(situation.sections, running))
    return [Counted(Choice("no", today=not had), {}), Counted(Choice("yes", (edit,), today=had), added)]
