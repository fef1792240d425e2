"""What all layers share: type tokens, tags, and the shape of a component."""

from typing import Any

import pulumi

from infra.tags import layer_tags

TYPE_TOKENS = {
    "Network": "tollgate:infra:Network",
    "SecurityGroups": "tollgate:infra:SecurityGroups",
    "Endpoints": "tollgate:infra:Endpoints",
    "Names": "tollgate:infra:Names",
    "LoadBalancer": "tollgate:infra:LoadBalancer",
    "Routes": "tollgate:infra:Routes",
    "Firewall": "tollgate:infra:Firewall",
    "SiteBucket": "tollgate:infra:SiteBucket",
    "Cdn": "tollgate:infra:Cdn",
    "Records": "tollgate:infra:Records",
    "Cluster": "tollgate:infra:Cluster",
    "Discovery": "tollgate:infra:Discovery",
    "Service": "tollgate:infra:Service",
    "Job": "tollgate:infra:Job",
    "Database": "tollgate:infra:Database",
    "Cache": "tollgate:infra:Cache",
    "Storage": "tollgate:infra:Storage",
    "Messaging": "tollgate:infra:Messaging",
    "Secrets": "tollgate:infra:Secrets",
    "Observability": "tollgate:infra:Observability",
    "Alarms": "tollgate:infra:Alarms",
    "Dashboard": "tollgate:infra:Dashboard",
    "Backup": "tollgate:infra:Backup",
    "Repositories": "tollgate:infra:Repositories",
    "Pipeline": "tollgate:infra:Pipeline",
    "Budget": "tollgate:infra:Budget",
    "AnomalyAlerts": "tollgate:infra:AnomalyAlerts",
    "CostTags": "tollgate:infra:CostTags",
}
"""Every component of this program; a renamed one needs an alias, and a test of it."""


class Layer(pulumi.ComponentResource):
    """A layer of the topology; everything below it carries the layer's name as a tag, and a service's its own."""

    def __init__(self, name: str, layer: str, opts: pulumi.ResourceOptions, *, service: str | None = None) -> None:
        token = TYPE_TOKENS[type(self).__name__]
        tagged = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(transforms=[layer_tags(layer, service)]))
        super().__init__(token, name, None, tagged)

    def child(self, **options: Any) -> pulumi.ResourceOptions:
        """Return the options of a resource of this component."""
        return pulumi.ResourceOptions(parent=self, **options)
