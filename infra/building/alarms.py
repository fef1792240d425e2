"""Alarms and the dashboard, once what they watch is there."""

import re
from collections.abc import Mapping

from infra.building.dimensions import dimensions_of
from infra.building.site import Site
from infra.components.alarms import Alarms, Wired
from infra.components.dashboard import Dashboard
from infra.model.alarm_watch import in_words
from infra.model.alarms import alarms, watch
from infra.model.dashboard import panels
from infra.model.observability import Alarm
from infra.model.rollback import exists_before_services


def build_early_alarms(site: Site) -> None:
    """Build the alarms on what is there before any service is: services may roll back on these."""
    _build(site, "early-alarms", {n: a for n, a in alarms(site.topology).items() if exists_before_services(a)})


def build_alarms(site: Site) -> None:
    """Build the alarms on services themselves, and the dashboard."""
    _build(site, "alarms", {n: a for n, a in alarms(site.topology).items() if not exists_before_services(a)})
    if site.topology.observability.dashboard:
        _dashboard(site)


def _build(site: Site, name: str, wanted: Mapping[str, Alarm]) -> None:
    if not wanted:
        return
    wired = {key: _wired(site, alarm) for key, alarm in wanted.items()}
    built = Alarms(name, topology=site.topology, alarms=wired, topic_arn=site.alert_topic, opts=site.opts)
    site.alarms |= built.names
    site.alarm_arns |= built.arns


def _wired(site: Site, alarm: Alarm) -> Wired:
    watched = watch(site.topology, alarm)
    return Wired(watched, in_words(alarm, watched), tuple(dimensions_of(site, one.of) for one in watched.series))


def _dashboard(site: Site) -> None:
    topology, region = site.topology, site.stack.region
    shown = {series.of for panel in panels(topology) for series in panel.series}
    built = Dashboard(
        "dashboard",
        topology=topology,
        region=region,
        called=dashboard_name(topology.name, site.stack.name),
        dimensions={of: dimensions_of(site, of) for of in sorted(shown)},
        alarm_arns=[site.alarm_arns[name] for name in alarms(topology)],
        opts=site.opts,
    )
    page = f"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#dashboards/dashboard/"
    site.outputs["dashboardUrl"] = built.dashboard_name.apply(lambda name: page + name)


def dashboard_name(name: str, stack: str) -> str:
    """Return the dashboard's name in AWS: letters, digits, hyphens and underscores."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", f"{name}-{stack}")
