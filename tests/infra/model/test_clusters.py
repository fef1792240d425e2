"""Which clusters there are, and who runs where."""

from infra.model.clusters import Cluster, cluster_key, cluster_name, clusters
from tests.support.bills import sections_of

APP = {"containers": {"app": {"image": "x/y:1"}}}
FARGATE = {"cpuUnits": 256, "memoryMib": 512, **APP}
ASG = {"kind": "asg", "instanceType": "t3.small", **APP}


def topology(**services):
    """Return a topology of services."""
    return sections_of({"services": services}).topology


def test_fargate_shares_a_cluster_and_each_group_has_its_own():
    """A provider of instances comes and goes with its service, and with nothing else."""
    built = topology(api=FARGATE, big=ASG, job={**FARGATE, "kind": "job"}, old=ASG)
    assert clusters(built) == (Cluster("", ("api", "job")), Cluster("big", ("big",)), Cluster("old", ("old",)))
    assert [cluster_key(name, service) for name, service in built.services.items()] == ["", "big", "", "old"]
    assert [one.on_instances for one in clusters(built)] == [False, True, True]


def test_names_follow_the_topology():
    """The shared one is called as the topology, the others after their service."""
    built = topology(big=ASG)
    assert [cluster_name(built, key) for key in ("", "big")] == ["shop", "shop-big"]


def test_nothing_that_runs_needs_no_cluster():
    """A database alone has none."""
    assert clusters(topology()) == ()
