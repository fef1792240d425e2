"""The load balancer: listeners, protection, logs, and who may ask."""

import json

import pytest

from infra.building.edge import build_edge
from tests.support.edges import balanced
from tests.support.pulumi_mocks import Secret
from tests.support.sites import ACCOUNT, PASSWORD, built

BALANCER, LISTENER = "aws:lb/loadBalancer:LoadBalancer", "aws:lb/listener:Listener"
NAMED = {"dns": {"zone": "example.com"}, "loadBalancer": {"hostNames": ["api.example.com"]}}
BEHIND = {
    "dns": {"zone": "example.com"},
    "loadBalancer": {"hostNames": ["origin.example.com"], "acceptFrom": "cdn"},
    "cdn": {},
}


def listeners(done):
    """Return the listeners by port."""
    return {int(one.inputs["port"]): one.inputs for one in done.of(LISTENER)}


def test_nothing_is_built_of_an_edge_that_is_not_there():
    """Without any part of it, not even a component is registered."""
    assert {r.type for r in built(build_edge, topology={}).resources} == {"pulumi:providers:aws"}


def test_a_load_balancer_as_the_model_says():
    """Public, in the public subnets and its own group, with the idle timeout of the model, and strict with headers."""
    found = built(build_edge, topology=balanced({"loadBalancer": {"idleTimeoutSeconds": 90}})).one(BALANCER)
    assert found.name == "shop-lb"
    assert found.inputs == {
        "loadBalancerType": "application",
        "internal": False,
        "subnets": ["subnet-public-1", "subnet-public-2"],
        "securityGroups": ["sg-load-balancer"],
        "idleTimeout": 90,
        "dropInvalidHeaderFields": True,
        "enableDeletionProtection": True,
    }


@pytest.mark.parametrize("keep", [True, False])
def test_protection_follows_protect_data(keep):
    """Deletion protection and `protect` of load balancer and log bucket are the topology's choice."""
    edge = {"loadBalancer": {"accessLogDays": 3}}
    done = built(build_edge, topology=balanced(edge, protectData=keep))
    balancer = done.one(BALANCER)
    assert (balancer.protect, balancer.inputs["enableDeletionProtection"]) == (keep, keep)
    assert done.one("aws:s3/bucket:Bucket").inputs["forceDestroy"] is not keep


def test_without_a_name_it_serves_plain_http():
    """One listener on 80 that knows no path by itself; its address is AWS's own name."""
    done = built(build_edge, topology=balanced())
    assert list(listeners(done)) == [80]
    only = listeners(done)[80]
    assert only["protocol"] == "HTTP"
    assert "certificateArn" not in only
    assert only["defaultActions"][0]["fixedResponse"]["statusCode"] == "404"
    assert done.outputs["loadBalancerUrl"] == "http://shop-lb.elb.example"


def test_with_a_name_it_serves_https_and_sends_viewers_there():
    """443 has the issued certificate and the policy AWS recommends; 80 redirects for good."""
    done = built(build_edge, topology=balanced(NAMED))
    plain, secure = listeners(done)[80], listeners(done)[443]
    assert plain["defaultActions"] == [
        {"type": "redirect", "redirect": {"protocol": "HTTPS", "port": "443", "statusCode": "HTTP_301"}}
    ]
    assert secure["protocol"] == "HTTPS"
    assert secure["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
    assert (
        secure["certificateArn"]
        == done.one("aws:acm/certificateValidation:CertificateValidation").inputs["certificateArn"]
    )
    assert secure["defaultActions"][0]["fixedResponse"]["statusCode"] == "404"
    assert done.outputs["loadBalancerUrl"] == "https://api.example.com"
    assert done.outputs["values"]["loadBalancer.url"] == "https://api.example.com"


@pytest.mark.parametrize(("in_place", "ports"), [(False, [80]), (True, [80, 443])])
def test_names_kept_elsewhere_open_https_when_their_records_are_said_to_be_in_place(in_place, ports):
    """Until then nothing waits for a certificate, and the first deployment ends."""
    edge = {**NAMED, "dns": {"kind": "external", "recordsInPlace": in_place}}
    done = built(build_edge, topology=balanced(edge))
    assert sorted(listeners(done)) == ports
    assert len(done.of("aws:acm/certificate:Certificate")) == 1
    assert len(done.of("aws:acm/certificateValidation:CertificateValidation")) == int(in_place)


def test_behind_a_cdn_nobody_else_may_ask():
    """One port, no redirect; whoever lacks the secret header gets 403."""
    done = built(build_edge, topology=balanced(BEHIND))
    assert list(listeners(done)) == [443]
    assert listeners(done)[443]["defaultActions"][0]["fixedResponse"]["statusCode"] == "403"


def test_the_secret_header_is_made_up_once_and_stays_secret():
    """AWS makes it up; the parameter ignores later ones; rule and distribution carry it as a secret."""
    done = built(build_edge, topology=balanced(BEHIND))
    asked = [args for token, args in done.calls if token.endswith("getRandomPassword")]
    assert [(a["passwordLength"], a["excludePunctuation"]) for a in asked] == [(64, True)]
    parameter = done.one("aws:ssm/parameter:Parameter")
    assert parameter.inputs["type"] == "SecureString"
    assert parameter.inputs["value"] == Secret(PASSWORD)
    assert parameter.ignore_changes == ("value",)
    rule = done.one("aws:lb/listenerRule:ListenerRule").inputs["conditions"]
    assert isinstance(rule, Secret)
    assert {"httpHeader": {"httpHeaderName": "X-Origin-Verify", "values": [PASSWORD]}} in rule.value
    origins = done.one("aws:cloudfront/distribution:Distribution").inputs["origins"]
    assert isinstance(origins, Secret)
    assert origins.value[0]["customHeaders"] == [{"name": "X-Origin-Verify", "value": PASSWORD}]


def test_an_open_load_balancer_has_no_secret():
    """Where anybody may ask, nothing is made up and no rule demands a header."""
    done = built(build_edge, topology=balanced(NAMED))
    assert done.of("aws:ssm/parameter:Parameter") == []
    assert done.one("aws:lb/listenerRule:ListenerRule").inputs["conditions"] == [{"pathPattern": {"values": ["/*"]}}]
    assert [token for token, _ in done.calls] == ["aws:route53/getZone:getZone"]


def test_access_logs_lie_in_a_bucket_of_their_own_and_end():
    """The bucket is closed and emptied after the days given; AWS's log delivery may write, to our account's part."""
    done = built(build_edge, topology=balanced({"loadBalancer": {"accessLogDays": 30}}))
    logs = done.one(BALANCER).inputs["accessLogs"]
    assert logs == {"enabled": True, "bucket": "shop-access-logs-bucket"}
    expiry = done.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"][0]
    assert expiry["expiration"] == {"days": 30}
    policy = done.one("aws:s3/bucketPolicy:BucketPolicy")
    write, tls = json.loads(policy.inputs["policy"])["Statement"]
    assert write["Principal"] == {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
    assert write["Action"] == "s3:PutObject"
    assert write["Resource"].endswith(f"/AWSLogs/{ACCOUNT}/*")
    assert (tls["Effect"], tls["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert policy.urn in done.one(BALANCER).depends_on


def test_without_access_logs_there_is_no_bucket():
    """Nothing is made, and the account is not asked for."""
    done = built(build_edge, topology=balanced())
    assert done.of("aws:s3/bucket:Bucket") == []
    assert done.calls == []
