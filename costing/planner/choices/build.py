"""Builds candidates: a service in another shape, with all that both kinds have in common kept."""

from typing import Any

from costing.planner.choices.shapes import Shape
from infra.model.scaling import Scaling
from infra.model.services import AsgService, FargateService, RunningService, Spot

_COMMON = frozenset(AsgService.model_fields) & frozenset(FargateService.model_fields) - {"kind"}


class Builder:
    """Makes a service into one of another shape; what the two kinds do not share gets its default."""

    def __init__(self, today: RunningService) -> None:
        self._today = today
        said = {name: getattr(today, name) for name in today.model_fields_set & _COMMON}
        self._others: dict[type[RunningService], RunningService] = {
            FargateService: _made(FargateService, today, said, cpu_units=256, memory_mib=512),
            AsgService: _made(AsgService, today, said, instance_type="t3.micro"),
        }

    def service(self, shape: Shape, scaling: Scaling, spot: Spot | None) -> RunningService:
        """Return the service in a shape."""
        if shape.type:
            own = {"instance_type": shape.type, "tasks_per_instance": shape.tasks_per_instance}
            template = self._others[AsgService]
            if not shape.burstable:
                own["cpu_credits"] = "standard"
        else:
            own = {"cpu_units": shape.units, "memory_mib": shape.memory_mib, "architecture": shape.architecture}
            template = self._others[FargateService]
        return template.model_copy(update={**own, "scaling": scaling, "spot": spot})


def _made(kind: type[RunningService], today: RunningService, said: dict[str, Any], **least: Any) -> RunningService:
    return today if isinstance(today, kind) else kind.model_validate({**said, **least})
