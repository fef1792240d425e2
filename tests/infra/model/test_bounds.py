"""Every bounded number and list of the config, at its limits and one beyond."""

import importlib
import pkgutil
from decimal import Decimal
from typing import Annotated, get_args

import pytest
from annotated_types import Len, MaxLen, MinLen
from pydantic import TypeAdapter, ValidationError

import infra.model
from infra.model.base import Model
from infra.model.types import Figure

for _module in pkgutil.walk_packages(infra.model.__path__, "infra.model."):
    importlib.import_module(_module.name)

BOUNDS = {
    # network
    "CreatedNetwork.availabilityZones": (2, 6),
    "NatInstance.rootVolumeGb": (8, 16384),
    # edge
    "LoadBalancer.idleTimeoutSeconds": (1, 4000),
    "Waf.rateLimitPer5Minutes": (10, 2_000_000_000),
    # services
    "FargateService.ephemeralStorageGib": (20, 200),
    "Job.ephemeralStorageGib": (20, 200),
    "AsgService.rootVolumeGb": (30, 16384),
    "AsgService.maxInstanceLifetimeDays": (1, 365),
    "Rolling.maximumPercent": (100, 200),
    "InstanceRefresh.maxHealthyPercent": (100, 200),
    "BlueGreen.bakeMinutes": (0, 1440),
    "Route.healthIntervalSeconds": (5, 300),
    "Route.deregistrationDelaySeconds": (0, 3600),
    "Route.port": (1, 65535),
    "Health.intervalSeconds": (5, 300),
    "Health.timeoutSeconds": (2, 60),
    "Health.retries": (1, 10),
    "Health.startPeriodSeconds": (0, 300),
    "Container.memoryMib": (6, None),
    "Container.stopTimeoutSeconds": (2, 120),
    "Utilisation.targetPercent": (1, 100),
    # database and cache
    "InstanceDatabase.backupRetentionDays": (1, 35),
    "AuroraServerlessDatabase.backupRetentionDays": (1, 35),
    "InstanceDatabase.readReplicas": (0, 15),
    "AuroraServerlessDatabase.readers": (0, 15),
    "AuroraServerlessDatabase.minAcu": (0, 256),
    "AuroraServerlessDatabase.maxAcu": (0, 256),
    "AuroraServerlessDatabase.autoPauseSeconds": (300, 86400),
    "NodesCache.snapshotRetentionDays": (0, 35),
    "ServerlessCache.snapshotRetentionDays": (0, 35),
    "NodesCache.nodes": (1, 6),
    "ServerlessCache.maxDataGb": (1, 5000),
    "ServerlessCache.maxEcpuPerSecond": (1000, 15_000_000),
    # storage, messaging, observability
    "FileSystem.provisionedMibps": (1, 3414),
    "Queue.visibilityTimeoutSeconds": (0, 43200),
    "Queue.retentionDays": (1, 14),
    "Queue.deadLetterAfter": (1, 1000),
    "Alarm.minutes": (1, 1440),
    "Alarm.periods": (1, 100),
    # requirements
    "Requirements.targetUtilisationPercent": (1, 100),
    "Requirements.zoneLostUtilisationPercent": (1, 100),
}
"""What AWS or sense allows beyond "zero or more", "one or more", "more than zero" and "0 to 100 percent"."""

OF_ENTRIES = {"Container.ports": (1, 65535)}
"""The same for what is inside of a list."""

LENGTHS = {
    "CreatedNetwork.availabilityZones": (2, 6),
    "ExistingNetwork.privateSubnetIds": (2, 6),
    "BudgetAlerts.emails": (1, 10),
    "Anomaly.emails": (1, 10),
    "Waf.managedRules": (0, 4),
    "BackupPlan.resources": (1, None),
    "Route.paths": (1, None),
    "FargateService.containers": (1, None),
    "AsgService.containers": (1, None),
    "Job.containers": (1, None),
}

COUNTED_BY_RULES = {
    "Observability.logRetentionDays",
    "FileSystem.infrequentAccessAfterDays",
    "FileSystem.archiveAfterDays",
    "InstanceDatabase.parameters",
    "AuroraServerlessDatabase.parameters",
}
"""Numbers whose few valid values are a list in the rules, not a range."""


def _models(of=Model):
    for model in of.__subclasses__():
        if not model.__name__.startswith("_"):
            yield model
        yield from _models(model)


def _parts(annotation, metadata=()):
    """Yield every annotation inside of one, with what is said of it."""
    yield annotation, metadata
    if hasattr(annotation, "__metadata__"):
        yield from _parts(annotation.__origin__, (*metadata, *annotation.__metadata__))
    else:
        for part in get_args(annotation):
            yield from _parts(part)


FIELDS = {f"{model.__name__}.{f.alias or name}": f for model in _models() for name, f in model.model_fields.items()}


def _said(field, *kinds):
    return [m for _, said in _parts(field.annotation, tuple(field.metadata)) for m in said if isinstance(m, kinds)]


def _range(field):
    """Return the tightest bounds that a field's annotations give: least, what it must be above, most."""
    figures = _said(field, Figure)
    least = max((m.ge for m in figures if m.ge is not None), default=None)
    above = max((m.gt for m in figures if m.gt is not None), default=None)
    most = min((m.le for m in figures if m.le is not None), default=None)
    return least, above, most


GENERAL = {(0, None, None), (1, None, None), (None, 0, None), (0, None, 100), (None, 0, 100)}
"""An amount, a count of one or more, more than nothing, a share in percent; a discount is more than nothing."""


def _takes(name, value):
    field = FIELDS[name]
    adapter = TypeAdapter(Annotated[field.annotation, *field.metadata, name])
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def test_every_unusual_bound_is_in_the_table():
    """A number with bounds of its own is listed above, where somebody has looked at it."""
    unusual = {name for name, field in FIELDS.items() if _range(field) not in {*GENERAL, (None, None, None)}}
    assert unusual == {*BOUNDS, *OF_ENTRIES}


def test_every_length_is_in_the_table():
    """So is a list or a map that may not be empty or not be long."""
    bounded = {name for name, field in FIELDS.items() if _said(field, Len, MinLen, MaxLen) and "Text" not in name}
    assert bounded == set(LENGTHS)


def test_every_number_has_a_lower_bound():
    """There is no negative quantity in a config: a number is bounded, or counted by a rule."""
    open_ones = {
        name
        for name, field in FIELDS.items()
        if any(part in {int, Decimal} for part, _ in _parts(field.annotation)) and _range(field) == (None, None, None)
    }
    assert open_ones == COUNTED_BY_RULES


@pytest.mark.parametrize(("name", "least", "most"), [(n, *b) for n, b in BOUNDS.items()])
def test_the_limits_of_a_field(name, least, most):
    """At each limit a value is taken, one beyond it is refused."""
    assert _takes(name, least)
    assert not _takes(name, least - 1)
    assert _takes(name, most if most is not None else 10**9)
    if most is not None:
        assert not _takes(name, most + 1)


@pytest.mark.parametrize(("name", "least", "most"), [(n, *b) for n, b in OF_ENTRIES.items()])
def test_the_limits_of_an_entry(name, least, most):
    """What stands in a list is bounded like what stands alone."""
    assert _takes(name, [least, most])
    assert not _takes(name, [least - 1])
    assert not _takes(name, [least, most + 1])


def _is_a_number(field):
    """Return whether a field is a number itself, and not a map or a list of numbers."""
    todo, found = [field.annotation], set()
    while todo:
        part = todo.pop()
        found.add(part if isinstance(part, type) else None)
        if hasattr(part, "__metadata__"):
            todo.append(part.__origin__)
        elif getattr(part, "__origin__", None) not in {dict, tuple}:
            todo += get_args(part)
    return not found.isdisjoint({int, Decimal})


@pytest.mark.parametrize("name", [n for n, f in FIELDS.items() if _range(f) in GENERAL and _is_a_number(f)])
def test_the_general_limits(name):
    """Amounts start at zero, counts at one, shares end at a hundred."""
    least, above, most = _range(FIELDS[name])
    assert _takes(name, least if least is not None else "0.000001")
    assert not _takes(name, least - 1 if least is not None else above)
    if most is not None:
        assert _takes(name, most)
        assert not _takes(name, most + 1)


ENTRIES = {
    "CreatedNetwork.availabilityZones": [f"us-east-1{letter}" for letter in "abcdefg"],
    "ExistingNetwork.privateSubnetIds": [f"subnet-0000000{n}" for n in range(8)],
    "BudgetAlerts.emails": [f"a{n}@example.com" for n in range(12)],
    "Anomaly.emails": [f"a{n}@example.com" for n in range(12)],
    "Waf.managedRules": ["common", "knownBadInputs", "sqlInjection", "ipReputation", "common"],
    "BackupPlan.resources": ["database"],
    "Route.paths": ["/*"],
}


@pytest.mark.parametrize(("name", "least", "most"), [(n, *b) for n, b in LENGTHS.items() if n in ENTRIES])
def test_the_length_of_a_list(name, least, most):
    """At each limit a list is taken, one entry fewer or more is refused."""
    entries = ENTRIES[name]
    assert _takes(name, entries[:least])
    if least:
        assert not _takes(name, entries[: least - 1])
    if most is not None:
        assert _takes(name, entries[:most])
        assert not _takes(name, entries[: most + 1])


@pytest.mark.parametrize("name", ["FargateService.containers", "AsgService.containers", "Job.containers"])
def test_a_service_has_a_container(name):
    """A map of none is refused."""
    assert _takes(name, {"app": {"image": "app"}})
    assert not _takes(name, {})
