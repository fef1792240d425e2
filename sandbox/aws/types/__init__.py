"""Every resource type that the simulated AWS knows. What is not here is refused."""

from typing import Final

from sandbox.aws.row import Row
from sandbox.aws.types.compute import COMPUTE
from sandbox.aws.types.data import DATA
from sandbox.aws.types.edge import EDGE
from sandbox.aws.types.network import NETWORK
from sandbox.aws.types.operations import OPERATIONS

ROWS: Final[dict[str, Row]] = {**NETWORK, **DATA, **EDGE, **COMPUTE, **OPERATIONS}
