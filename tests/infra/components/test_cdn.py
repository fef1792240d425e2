"""The CDN: origins, behaviours by path, the fallback page, and flat-rate plans."""

import json

import pytest

from infra.building.edge import build_edge
from infra.components.behaviours import FALLBACK
from tests.support.edges import balanced
from tests.support.pulumi_mocks import Secret
from tests.support.sites import built

CDN = "aws:cloudfront/distribution:Distribution"
FUNCTION, PLAN = "aws:cloudfront/function:Function", "aws:pricingplanmanager/subscription:Subscription"
SITE = {"edge": {"cdn": {}, "site": {}}}
CACHING_DISABLED, ALL_VIEWER = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "216adef6-5c7f-47e4-b989-5492eafa07d3"
HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"


def cdn(edge):
    """Return the distribution of an edge with a load balancer."""
    return built(build_edge, topology=balanced(edge)).one(CDN).inputs


def test_a_site_alone():
    """A private bucket by its REST name and signed requests; viewers get HTTPS, compression and security headers."""
    done = built(build_edge, topology=SITE)
    found = done.one(CDN)
    assert found.name == "shop-cdn"
    assert found.inputs["origins"] == [
        {
            "originId": "site",
            "domainName": "shop-site-bucket.s3.example",
            "originAccessControlId": "shop-site-id",
        }
    ]
    assert found.inputs["defaultCacheBehavior"] == {
        "targetOriginId": "site",
        "allowedMethods": ["GET", "HEAD", "OPTIONS"],
        "cachedMethods": ["GET", "HEAD"],
        "cachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        "responseHeadersPolicyId": HEADERS,
        "viewerProtocolPolicy": "redirect-to-https",
        "compress": True,
        "functionAssociations": [],
    }
    assert found.inputs["orderedCacheBehaviors"] == []
    assert found.inputs["defaultRootObject"] == "index.html"
    assert found.inputs["httpVersion"] == "http2and3"
    assert found.inputs["isIpv6Enabled"] is True
    assert found.inputs["waitForDeployment"] is False
    assert done.outputs["url"] == done.outputs["cdnUrl"] == "https://shop-cdn.cloudfront.example"
    assert done.outputs["siteBucket"] == "shop-site-bucket"
    assert done.outputs["distributionId"] == "shop-cdn-id"


def test_the_sites_bucket_opens_to_this_distribution_alone():
    """Reading is CloudFront's for this one distribution; nobody comes without TLS; nothing is public."""
    done = built(build_edge, topology=SITE)
    read, tls = json.loads(done.one("aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])["Statement"]
    assert read["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert read["Action"] == "s3:GetObject"
    assert read["Condition"] == {
        "StringEquals": {"AWS:SourceArn": "arn:aws:cloudfront:us-east-1:123456789012:shop-cdn"}
    }
    assert tls["Effect"] == "Deny"
    block = done.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs
    assert all(
        block[key] for key in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    )
    signing = done.one("aws:cloudfront/originAccessControl:OriginAccessControl").inputs
    assert (signing["originAccessControlOriginType"], signing["signingBehavior"]) == ("s3", "always")


@pytest.mark.parametrize(("page", "answers"), [("/app.html", [403, 404]), (None, [])])
def test_what_a_site_alone_lacks_is_answered_by_its_page(page, answers):
    """S3 says 403 to who may not list: both codes become the page, with 200."""
    found = built(build_edge, topology={"edge": {"cdn": {}, "site": {"fallbackPage": page}}}).one(CDN).inputs
    assert [e["errorCode"] for e in found["customErrorResponses"]] == answers
    assert all((e["responseCode"], e["responsePagePath"]) == (200, page) for e in found["customErrorResponses"])


SHARED = {"cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {"fallbackPage": "/app.html"}}


def test_beside_services_the_page_is_picked_by_the_path():
    """An answer to errors would turn an API's 404 into the page: a function before the site does it instead."""
    done = built(build_edge, topology=balanced(SHARED))
    found = done.one(CDN).inputs
    assert found["customErrorResponses"] == []
    function = done.one(FUNCTION)
    assert '"/app.html"' in function.inputs["code"]
    assert "PAGE" not in function.inputs["code"]
    assert found["defaultCacheBehavior"]["functionAssociations"] == [
        {"eventType": "viewer-request", "functionArn": "arn:aws:cloudfront:us-east-1:123456789012:shop-site"}
    ]
    assert all("functionAssociations" not in b for b in found["orderedCacheBehaviors"])


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/", "/app.html"),
        ("/orders/17", "/app.html"),
        ("/orders/", "/app.html"),
        ("/static/app.js", "/static/app.js"),
        ("/v1.2/orders", "/app.html"),
        ("/favicon.ico", "/favicon.ico"),
    ],
)
def test_the_function_sends_paths_that_name_no_file_to_the_page(path, asked):
    """Only the last part of a path counts: a dot there names a file.

    CloudFront's own runtime is not at hand; the function is a few steps, followed here one by one.
    """
    steps = [line.strip() for line in FALLBACK.splitlines()]
    assert steps == [
        "function handler(event) {",
        "var request = event.request;",
        "var name = request.uri.substring(request.uri.lastIndexOf('/') + 1);",
        "if (name.indexOf('.') === -1) {",
        "request.uri = PAGE;",
        "}",
        "return request;",
        "}",
    ]
    name = path[path.rindex("/") + 1 :]
    assert ("/app.html" if name.find(".") == -1 else path) == asked


def test_services_paths_are_passed_on_whole_and_never_kept():
    """Every method, header, cookie and query goes to the load balancer; the longer path is tried first."""
    found = cdn({"cdn": {"loadBalancerPaths": ["/api/*", "/api/v2/*"], "cachedPaths": ["/img/*"]}, "site": {}})
    assert [b["pathPattern"] for b in found["orderedCacheBehaviors"]] == ["/api/v2/*", "/api/*", "/img/*"]
    passed = found["orderedCacheBehaviors"][0]
    assert set(passed["allowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"}
    assert passed["targetOriginId"] == "load-balancer"
    assert (passed["cachePolicyId"], passed["originRequestPolicyId"]) == (CACHING_DISABLED, ALL_VIEWER)
    assert passed["responseHeadersPolicyId"] == HEADERS


def test_what_is_kept_holds_nothing_personal():
    """Kept by host, path and query; no cookie and no other header reaches the services, so none is kept for another."""
    done = built(build_edge, topology=balanced({"cdn": {"cachedPaths": ["/img/*"]}}))
    kept = done.one(CDN).inputs["orderedCacheBehaviors"][0]
    policy = done.one("aws:cloudfront/cachePolicy:CachePolicy")
    assert kept["cachePolicyId"] == f"{policy.name}-id"
    assert "originRequestPolicyId" not in kept
    assert "POST" not in kept["allowedMethods"]
    key = policy.inputs["parametersInCacheKeyAndForwardedToOrigin"]
    assert key["cookiesConfig"] == {"cookieBehavior": "none"}
    assert key["headersConfig"] == {"headerBehavior": "whitelist", "headers": {"items": ["Host"]}}
    assert key["queryStringsConfig"] == {"queryStringBehavior": "all"}


def test_without_a_site_everything_goes_to_the_services():
    """The default passes on, and there is no page to fall back to."""
    found = cdn({"cdn": {}})
    assert found["defaultCacheBehavior"]["targetOriginId"] == "load-balancer"
    assert found["defaultCacheBehavior"]["cachePolicyId"] == CACHING_DISABLED
    assert "defaultRootObject" not in found


def origin(edge):
    """Return the origin that is the load balancer."""
    origins = cdn(edge)["origins"]
    return next(
        o for o in (origins.value if isinstance(origins, Secret) else origins) if o["originId"] == "load-balancer"
    )


def test_the_load_balancer_is_called_by_the_name_of_its_certificate():
    """With a name by HTTPS and TLS 1.2 alone; without one by AWS's own name and HTTP."""
    names = {"dns": {"zone": "example.com"}, "loadBalancer": {"hostNames": ["origin.example.com"]}, "cdn": {}}
    secure, plain = origin(names), origin({"cdn": {}})
    assert secure["domainName"] == "origin.example.com"
    assert secure["customOriginConfig"]["originProtocolPolicy"] == "https-only"
    assert secure["customOriginConfig"]["originSslProtocols"] == ["TLSv1.2"]
    assert plain["domainName"] == "shop-lb.elb.example"
    assert plain["customOriginConfig"]["originProtocolPolicy"] == "http-only"


@pytest.mark.parametrize(("idle", "wait"), [(20, 20), (60, 60), (300, 60)])
def test_the_cdn_waits_as_long_as_the_load_balancer_up_to_a_minute(idle, wait):
    """CloudFront allows sixty seconds."""
    edge = {"loadBalancer": {"idleTimeoutSeconds": idle}, "cdn": {}}
    assert origin(edge)["customOriginConfig"]["originReadTimeout"] == wait


def test_names_need_their_certificate():
    """Host names are aliases once their certificate is issued; before that it answers under its own name."""
    edge = {"cdn": {"hostNames": ["www.example.com"]}, "site": {}}
    issued = cdn({**edge, "dns": {"zone": "example.com"}})
    assert issued["aliases"] == ["www.example.com"]
    assert issued["viewerCertificate"] == {
        "acmCertificateArn": "arn:aws:acm:us-east-1:123456789012:shop-cdn",
        "sslSupportMethod": "sni-only",
        "minimumProtocolVersion": "TLSv1.2_2021",
    }
    waiting = cdn({**edge, "dns": {"kind": "external"}})
    assert "aliases" not in waiting
    assert waiting["viewerCertificate"] == {"cloudfrontDefaultCertificate": True}


@pytest.mark.parametrize("price_class", ["PriceClass_100", "PriceClass_200", "PriceClass_All"])
def test_the_price_class_is_the_models(price_class):
    """Which edges serve is a matter of money, and so the model's."""
    assert cdn({"cdn": {"priceClass": price_class}})["priceClass"] == price_class


def test_a_plan_is_subscribed_to_with_all_it_covers():
    """Distribution, a web ACL that the plan demands, and our own zone; the gate has approved its price."""
    edge = {
        "dns": {"zone": "example.com", "createZone": True},
        "cdn": {"hostNames": ["example.com"], "plan": "business"},
        "site": {},
    }
    done = built(build_edge, topology={"edge": edge})
    plan = done.one(PLAN).inputs
    assert (plan["planFamily"], plan["planTier"], plan["approvalMode"]) == ("CloudFront", "BUSINESS", "IMMEDIATE")
    assert [arn.rpartition(":")[2] for arn in plan["resourceArns"]] == ["shop-cdn", "shop-plan", "shop-zone"]
    firewall = done.one("aws:wafv2/webAcl:WebAcl")
    assert (firewall.name, firewall.inputs["scope"], firewall.inputs["rules"]) == ("shop-plan", "CLOUDFRONT", [])
    assert done.one(CDN).inputs["webAclId"].endswith("shop-plan")


def test_a_plan_takes_the_firewall_that_is_wanted():
    """One web ACL stands before the distribution, the user's own where there is one."""
    waf = {"attachTo": "cdn", "rateLimitPer5Minutes": 100}
    done = built(build_edge, topology={"edge": {"cdn": {"plan": "free"}, "site": {}, "waf": waf}})
    assert [r.name for r in done.of("aws:wafv2/webAcl:WebAcl")] == ["shop-waf"]
    assert done.one(PLAN).inputs["resourceArns"][1].endswith("shop-waf")


def test_pay_as_you_go_needs_no_plan_and_no_firewall():
    """Nothing that costs is made unasked."""
    done = built(build_edge, topology=SITE)
    assert done.of(PLAN) == []
    assert done.of("aws:wafv2/webAcl:WebAcl") == []
