"""How many connections a database takes."""

import pytest

from infra.model.database_limits import connection_limit, connections_for_applications
from tests.support.bills import sections_of


@pytest.mark.parametrize(
    ("database", "limit"),
    [
        ({"instanceClass": "db.t4g.micro", "storageGb": 20}, 80),
        ({"instanceClass": "db.t4g.micro", "storageGb": 20, "parameters": {"max_connections": 50}}, 50),
        ({"kind": "auroraServerless", "minAcu": 1, "maxAcu": 8}, 1669),
        ({"kind": "auroraServerless", "minAcu": 1, "maxAcu": 8, "parameters": {"max_connections": 100}}, 100),
    ],
)
def test_a_database_takes_so_many_connections(database, limit):
    """By its class, by its most capacity, or as the parameter says; three are the superuser's."""
    built = sections_of({"database": {"version": "17", **database}}).topology.database
    assert connection_limit(built) == limit
    assert connections_for_applications(built) == limit - 3
