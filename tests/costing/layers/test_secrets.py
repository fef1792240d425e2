"""The bill of stored secrets, worked out by hand."""

import pytest

from tests.support.bills import bill_of, has
from tests.support.hand_computed import hand_computed

INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4}


@hand_computed(
    "secrets/database/secret",
    quantity="1",
    price="0.4",
    amount="0.40",
    resource="aws:rds/instance:Instance shop-database",
)
def test_a_managed_password_is_a_secret():
    """RDS keeps one secret for the password: 1 × $0.40 = $0.40."""
    return bill_of({"database": {**INSTANCE, "password": "managed"}})


@hand_computed(
    "secrets/database/secret",
    quantity="1",
    price="0.4",
    amount="0.40",
    resource="aws:rds/cluster:Cluster shop-database",
)
def test_the_managed_password_of_a_cluster():
    """The cluster has the one secret, not each of its 3 instances: 1 × $0.40 = $0.40."""
    return bill_of({"database": {**CLUSTER, "readers": 2, "password": "managed"}})


@pytest.mark.parametrize("database", [INSTANCE, CLUSTER])
def test_a_password_from_config_is_no_secret_of_rds(database):
    """Without `password: managed` RDS stores nothing."""
    assert not has(bill_of({"database": database}), "secrets/database/secret")
