"""Names that are put together from the topology's and a part's own, within AWS's lengths."""

from collections.abc import Iterator

from infra.aws_rules import naming
from infra.model.edge_names import target_groups
from infra.model.problems import Problem
from infra.model.routes import routes
from infra.model.rules.common import Where
from infra.model.topology import Topology


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield names that leave no room for what Pulumi adds, paths below `topology`."""
    del where
    room = naming.room("lb/targetGroup:TargetGroup")
    for service in routes(topology):
        longest = max(target_groups(topology, service), key=len)
        if len(longest) > room:
            over = len(longest) - room
            cure = f"shorten name or service by {over}: a target group's name has 32, of which Pulumi takes 8"
            yield Problem(("services", service), f"makes the name {longest!r}, {len(longest)} characters; {cure}")
