"""AWS's own rules that the arguments of one resource alone do not show, or that the provider leaves to AWS.

Each says what AWS would say, shortened, with AWS's error code where it has one.
"""

from typing import Final

from sandbox.aws.row import Making
from sandbox.aws.rules.common import Rule, one_vpc, trusted_roles
from sandbox.aws.rules.compute import COMPUTE_RULES
from sandbox.aws.rules.data import DATA_RULES
from sandbox.aws.rules.edge import EDGE_RULES
from sandbox.aws.rules.network import NETWORK_RULES
from sandbox.aws.rules.operations import OPERATIONS_RULES

RULES: Final[dict[str, tuple[Rule, ...]]] = {
    **NETWORK_RULES,
    **DATA_RULES,
    **EDGE_RULES,
    **COMPUTE_RULES,
    **OPERATIONS_RULES,
}

_EVERYWHERE: Final[tuple[Rule, ...]] = (one_vpc, trusted_roles)


def broken_rules(making: Making) -> list[str]:
    """What AWS would say against this resource; empty when it would not mind."""
    return [problem for rule in (*_EVERYWHERE, *RULES.get(making.type, ())) for problem in rule(making)]
