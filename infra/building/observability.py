"""Observability before the services: where they write, who is told, what is audited."""

from infra.building.site import LogGroup, Site
from infra.components.observability import Observability


def build_observability(site: Site) -> None:
    """Build log groups, alert topic and trail, where they are wanted."""
    topology = site.topology
    watching = topology.observability
    if not (topology.services or watching.alerts.emails or watching.alerts.sms or watching.trail):
        return
    built = Observability(
        "observability",
        topology=topology,
        stack=site.stack.name,
        region=site.stack.region,
        audited=site.account_id if watching.trail is not None else None,
        opts=site.opts,
    )
    site.log_groups = {name: LogGroup(group.name, group.arn) for name, group in built.log_groups.items()}
    site.alert_topic = built.topic_arn
    if built.topic_arn is not None:
        site.outputs["alertTopicArn"] = built.topic_arn
    if watching.alerts.emails:
        # AWS sends each a mail with a link; until its reader follows it, nothing else is sent.
        site.outputs["alertEmailsToConfirm"] = list(watching.alerts.emails)
    if built.trail_bucket is not None:
        site.outputs["trailBucket"] = built.trail_bucket
