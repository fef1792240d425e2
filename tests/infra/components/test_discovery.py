"""Names by which services find each other: a private zone, and an entry for each service that is asked for."""

from tests.support.tasks import WEB, fargate, run, service

ZONE = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"
ENTRY = "aws:servicediscovery/service:Service"


def test_a_service_that_is_asked_for_has_a_name():
    """CR-19: in a zone of this stack's own, with the addresses of its tasks; nobody else registers."""
    api = fargate(environment={"BACK": "${service.back.host}:${service.back.port}"})
    done = run({"services": {"api": api, "back": fargate({"app": WEB})}})
    assert (done.one(ZONE).inputs["name"], done.one(ZONE).inputs["vpc"]) == ("shop-dev.internal", "vpc-1")
    entry = done.one(ENTRY, "shop-back").inputs
    assert entry["name"] == "back"
    assert entry["dnsConfig"] == {
        "namespaceId": "shop-id",
        "routingPolicy": "MULTIVALUE",
        "dnsRecords": [{"type": "A", "ttl": 10}],
    }
    registry = service(done, "back").inputs["serviceRegistries"]["registryArn"]
    assert registry.endswith(":shop-back")
    assert "serviceRegistries" not in service(done, "api").inputs
    assert [r.name for r in done.of(ENTRY)] == ["shop-back"]


def test_without_anybody_asking_there_is_no_zone():
    """A zone costs money."""
    done = run({"services": {"api": fargate(), "back": fargate({"app": WEB})}})
    assert not done.of(ZONE)
