"""Zone, certificates, proofs and aliases, and what is said of names kept elsewhere."""

import pytest

from infra.building.edge import build_edge
from tests.support.edges import balanced
from tests.support.sites import built

CERTIFICATE, RECORD = "aws:acm/certificate:Certificate", "aws:route53/record:Record"
VALIDATION, ZONE = "aws:acm/certificateValidation:CertificateValidation", "aws:route53/zone:Zone"

BOTH = {
    "loadBalancer": {"hostNames": ["api.example.com"]},
    "cdn": {"hostNames": ["example.com", "*.example.com", "www.example.com"]},
    "site": {},
}
FOUND, MADE = {"zone": "example.com"}, {"zone": "example.com", "createZone": True}


def named(dns, **more):
    """Return what is registered for names in a DNS."""
    return built(build_edge, topology=balanced({**BOTH, "dns": dns}, **more), region="eu-west-1")


def records(done):
    """Return the records as short texts."""
    return sorted(f"{r.inputs['type']} {r.inputs['name']}" for r in done.of(RECORD))


def test_a_certificate_for_each_end_in_its_own_region():
    """The load balancer's in the stack's region, CloudFront's in us-east-1, both proved by DNS."""
    done = named(FOUND)
    assert {c.name: c.inputs for c in done.of(CERTIFICATE)} == {
        "shop-lb": {"domainName": "api.example.com", "validationMethod": "DNS"},
        "shop-cdn": {
            "domainName": "example.com",
            "subjectAlternativeNames": ["*.example.com", "www.example.com"],
            "validationMethod": "DNS",
            "region": "us-east-1",
        },
    }
    assert {v.name: v.inputs.get("region") for v in done.of(VALIDATION)} == {"shop-lb": None, "shop-cdn": "us-east-1"}


def test_a_wildcard_shares_its_parents_proof():
    """One record for `example.com` and `*.example.com`; making it twice would fail. Validation waits for each once."""
    done = named(FOUND)
    assert [r for r in records(done) if r.startswith("CNAME")] == [
        "CNAME _proof.api.example.com.",
        "CNAME _proof.example.com.",
        "CNAME _proof.www.example.com.",
    ]
    assert done.one(VALIDATION, "shop-cdn").inputs["validationRecordFqdns"] == [
        "_proof.example.com",
        "_proof.www.example.com",
    ]


def test_both_certificates_share_a_proof_where_their_names_meet():
    """A wildcard at the load balancer and its parent at the CDN are proved by one record, waited for by both."""
    edge = {
        "dns": FOUND,
        "loadBalancer": {"hostNames": ["api.example.com", "*.example.com"]},
        "cdn": {"hostNames": ["example.com"]},
        "site": {},
    }
    done = built(build_edge, topology=balanced(edge))
    assert [r for r in records(done) if r.startswith("CNAME")] == [
        "CNAME _proof.api.example.com.",
        "CNAME _proof.example.com.",
    ]
    waits = {v.name: v.inputs["validationRecordFqdns"] for v in done.of(VALIDATION)}
    assert waits["shop-lb"] == ["_proof.api.example.com", "_proof.example.com"]
    assert waits["shop-cdn"] == ["_proof.example.com"]


def test_names_point_at_what_they_are_of():
    """Aliases, which are free and allowed at a domain's own name; the CDN's for IPv6 as well."""
    done = named(FOUND)
    assert [r for r in records(done) if not r.startswith("CNAME")] == [
        "A *.example.com",
        "A api.example.com",
        "A example.com",
        "A www.example.com",
        "AAAA *.example.com",
        "AAAA example.com",
        "AAAA www.example.com",
    ]
    to = {r.name: r.inputs["aliases"][0] for r in done.of(RECORD) if "aliases" in r.inputs}
    assert to["shop-api.example.com"]["name"] == "shop-lb.elb.example"
    assert to["shop-example.com"]["name"] == "shop-cdn.cloudfront.example"
    assert {r.inputs["zoneId"] for r in done.of(RECORD)} == {"Z-of-example.com"}


def test_a_zone_is_found_by_its_public_name():
    """Nothing is made, and nothing is said of name servers that somebody else has long delegated to."""
    done = named(FOUND)
    assert done.of(ZONE) == []
    asked = [args for token, args in done.calls if token == "aws:route53/getZone:getZone"]
    assert [(a["name"], a["privateZone"]) for a in asked] == [("example.com", False)]
    assert "nameServers" not in done.outputs


@pytest.mark.parametrize("keep", [True, False])
def test_a_zone_of_our_own_is_protected_and_tells_its_servers(keep):
    """The log names them at once, as the first deployment waits until the domain points there."""
    done = named(MADE, protectData=keep)
    zone = done.one(ZONE)
    assert (zone.name, zone.inputs["name"], zone.protect) == ("shop-zone", "example.com", keep)
    assert done.outputs["nameServers"] == ["ns-1.example", "ns-2.example"]
    assert "example.com is served by ns-1.example, ns-2.example" in done.log
    assert {r.inputs["zoneId"] for r in done.of(RECORD)} == {"Z-shop-zone"}


def test_records_to_make_elsewhere_are_outputs():
    """Proofs and pointers, each with what it is for; a domain's own name is said to take no CNAME."""
    done = named({"kind": "external"})
    assert done.of(RECORD) == []
    told = {(r["name"], r["type"]): r for r in done.outputs["dnsRecords"]}
    assert list(told) == [
        ("_proof.api.example.com.", "CNAME"),
        ("_proof.example.com.", "CNAME"),
        ("_proof.www.example.com.", "CNAME"),
        ("api.example.com", "CNAME"),
        ("example.com", "ALIAS"),
        ("*.example.com", "CNAME"),
        ("www.example.com", "CNAME"),
    ]
    assert told["_proof.example.com.", "CNAME"]["value"] == "_value.example.com.acm.example."
    assert told["api.example.com", "CNAME"]["value"] == "shop-lb.elb.example"
    assert told["www.example.com", "CNAME"]["purpose"] == "leads to the CDN"
    assert "takes no CNAME" in told["example.com", "ALIAS"]["purpose"]


@pytest.mark.parametrize(
    ("in_place", "scheme", "port", "by_cdn"),
    [(False, "http", 80, None), (True, "https", 443, "https://example.com/")],
)
def test_the_new_end_is_tried_before_the_record_is_switched(in_place, scheme, port, by_cdn):
    """CR-59: the name is asked for at the new end's address; a CDN knows its names only with their certificate."""
    done = named({"kind": "external", "recordsInPlace": in_place})
    checks = {r["name"]: r["check"] for r in done.outputs["dnsRecords"] if "check" in r}
    told = f"curl -I --connect-to api.example.com:{port}:shop-lb.elb.example:{port} {scheme}://api.example.com/"
    assert checks["api.example.com"] == told
    assert set(checks) == {"api.example.com"} | ({"example.com", "www.example.com"} if by_cdn else set())
    assert by_cdn is None or checks["example.com"].endswith(by_cdn)


def test_records_in_place_elsewhere_are_waited_for_without_being_made():
    """Validation names no records of ours: somebody has made them."""
    done = named({"kind": "external", "recordsInPlace": True})
    assert [v.inputs.get("validationRecordFqdns") for v in done.of(VALIDATION)] == [None, None]
    assert done.outputs["cdnUrl"] == "https://example.com"


def test_a_dns_without_names_looks_nothing_up():
    """A zone that nothing is named in is neither asked for nor missed."""
    done = built(build_edge, topology=balanced({"dns": FOUND}))
    assert done.calls == []
    assert done.of(RECORD) == []
