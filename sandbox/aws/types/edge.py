"""Rows of what faces the visitor: `lb`, `acm`, `route53`, `cloudfront`, `wafv2`."""

import hashlib
from typing import Final

from sandbox.account import ACCOUNT_ID
from sandbox.aws.row import Making, Row
from sandbox.wire import list_at, map_at


def _alb_kind(making: Making) -> str:
    return {"network": "net", "gateway": "gwy"}.get(str(making.get("loadBalancerType", "application")), "app")


def _suffix(making: Making) -> str:
    """What CloudWatch calls a load balancer or a target group: the end of its ARN."""
    return making.id.rpartition("loadbalancer/")[2] or making.id


def _vpc_of_first_subnet(making: Making) -> str:
    subnets = making.refs_under("subnets") or making.refs_under("subnetMappings")
    return str(subnets[0].get("vpcId")) if subnets else ""


def _lb_host(making: Making) -> str:
    inner = "internal-" if making.get("internal") else ""
    return f"{inner}{making.get('name')}-{making.fill('{num10_dns}')}.{making.region}.elb.amazonaws.com"


def _names(making: Making) -> list[str]:
    """The certificate's names, each once, in order."""
    return list(dict.fromkeys([making.get("domainName", ""), *making.get("subjectAlternativeNames", [])]))


def _validation_options(making: Making) -> list[dict[str, str]]:
    """The records that prove ownership: of an account and a name, whatever the certificate or its region.

    A wildcard shares the record of its parent. Source: AWS Certificate Manager User Guide, "DNS validation".
    """
    if making.get("validationMethod") != "DNS":
        return []
    options: list[dict[str, str]] = []
    for name in _names(making):
        bare = name.removeprefix("*.")
        token = hashlib.sha256(f"{ACCOUNT_ID}{bare}".encode()).hexdigest()
        options.append(
            {
                "domainName": name,
                "resourceRecordName": f"_{token[:32]}.{bare}.",
                "resourceRecordType": "CNAME",
                "resourceRecordValue": f"_{token[32:]}.acm-validations.aws.",
            }
        )
    return options


def _issue_certificate(making: Making) -> None:
    """Whoever waits for a validation finds the certificate issued."""
    certificate = making.ref("certificateArn")
    if certificate is not None:
        making.account.change(certificate, outputs={**certificate.outputs, "status": "ISSUED"})


def _name_servers(making: Making) -> list[str]:
    number = int(making.digits(3, "ns"), 16)
    return [f"ns-{number + 512 * place}.awsdns-{place:02d}.{end}" for place, end in enumerate(_NS_ENDS)]


def _fqdn(making: Making) -> str:
    zone = making.ref("zoneId")
    name = str(making.get("name", "")).rstrip(".")
    apex = str(zone.get("name")).rstrip(".") if zone else ""
    return name if name == apex or name.endswith(f".{apex}") else ".".join(filter(None, (name, apex)))


# What each managed rule group of AWS costs in capacity units, and what any other rule costs here.
# Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list".
_GROUP_UNITS: Final = {
    "AWSManagedRulesCommonRuleSet": 700,
    "AWSManagedRulesKnownBadInputsRuleSet": 200,
    "AWSManagedRulesSQLiRuleSet": 200,
    "AWSManagedRulesAmazonIpReputationList": 25,
}
_PLAIN_RULE_UNITS: Final = 2


def web_acl_capacity(making: Making) -> int:
    """The capacity units (WCU) that a web ACL's rules take together."""
    total = 0
    for rule in list_at(making.props, "rules"):
        group = map_at(map_at(rule, "statement"), "managedRuleGroupStatement")
        total += _GROUP_UNITS.get(str(group.get("name")), _PLAIN_RULE_UNITS)
    return total


def _scope(making: Making) -> str:
    return "global" if making.get("scope") == "CLOUDFRONT" else "regional"


def _waf_arn(kind: str) -> str:
    return "arn:{partition}:wafv2:{region}:{account}:{wafScope}/" + kind + "/{name}/{id}"


def _plan_status(making: Making) -> str:
    """A paid plan waits for an approval unless the program gives it. Source: PricingPlanManager User Guide."""
    approved = making.get("approvalMode") == "IMMEDIATE" or making.get("planTier") == "FREE"
    return "ACTIVE" if approved else "PENDING_APPROVAL"


_NS_ENDS: Final = ("com", "net", "org", "co.uk")
_LB: Final = "arn:{partition}:elasticloadbalancing:{region}:{account}:"
_CDN: Final = "arn:{partition}:cloudfront::{account}:"
_ETAG: Final = "E{HEX13_etag}"

EDGE: dict[str, Row] = {
    "aws:lb/loadBalancer:LoadBalancer": Row(
        _LB + "loadbalancer/{lbKind}/{name}/{hex16}",
        "{id}",
        {
            "arnSuffix": _suffix,
            "dnsName": _lb_host,
            "vpcId": _vpc_of_first_subnet,
            "zoneId": "Z{HEX13_zone}",
            "internal": False,
            "ipAddressType": "ipv4",
        },
        places={"lbKind": _alb_kind},
    ),
    "aws:lb/listener:Listener": Row(
        "{loadBalancerArn}/{hex16}", "{id}", {"protocol": "HTTP"}, rewrite=(":loadbalancer/", ":listener/")
    ),
    "aws:lb/listenerRule:ListenerRule": Row(
        "{listenerArn}/{hex16}", "{id}", {"priority": 1}, rewrite=(":listener/", ":listener-rule/")
    ),
    "aws:lb/targetGroup:TargetGroup": Row(
        _LB + "targetgroup/{name}/{hex16}",
        "{id}",
        {
            "arnSuffix": lambda making: making.id.rpartition(":")[2],
            "loadBalancerArns": [],
            "ipAddressType": "ipv4",
            "loadBalancingAlgorithmType": "round_robin",
            "loadBalancingCrossZoneEnabled": "use_load_balancer_configuration",
            "protocolVersion": "HTTP1",
        },
    ),
    "aws:lb/listenerCertificate:ListenerCertificate": Row("{listenerArn}_{certificateArn}"),
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": Row("{targetGroupArn}-{hex16}"),
    "aws:acm/certificate:Certificate": Row(
        "arn:{partition}:acm:{region}:{account}:certificate/{uuid}",
        "{id}",
        {
            "domainValidationOptions": _validation_options,
            "notAfter": "",
            "notBefore": "",
            "pendingRenewal": False,
            "renewalEligibility": "INELIGIBLE",
            "renewalSummaries": [],
            "status": "PENDING_VALIDATION",
            "type": "AMAZON_ISSUED",
            "validationEmails": [],
            "subjectAlternativeNames": _names,
            "keyAlgorithm": "RSA_2048",
        },
    ),
    "aws:acm/certificateValidation:CertificateValidation": Row(
        "2026-01-01 00:00:00.{num6} +0000 UTC", after=_issue_certificate
    ),
    "aws:route53/zone:Zone": Row(
        "Z{HEX20}",
        "arn:{partition}:route53:::hostedzone/{id}",
        {
            "nameServers": _name_servers,
            "primaryNameServer": lambda making: _name_servers(making)[0],
            "zoneId": "{id}",
            "enableAcceleratedRecovery": False,
        },
    ),
    "aws:route53/record:Record": Row(
        "{zoneId}_{name}_{type}{setIdentifier}", outputs={"fqdn": _fqdn, "allowOverwrite": False}
    ),
    "aws:cloudfront/distribution:Distribution": Row(
        "E{HEX13}",
        _CDN + "distribution/{id}",
        {
            "callerReference": "sandbox-{hex16_reference}",
            "domainName": "d{hex13_host}.cloudfront.net",
            "etag": _ETAG,
            # CloudFront's own hosted zone, the same for all: AWS General Reference, "CloudFront endpoints and quotas"
            "hostedZoneId": "Z2FDTNDATAQYW2",
            "inProgressValidationBatches": 0,
            "lastModifiedTime": "2026-01-01 00:00:00 +0000 UTC",
            "loggingV1Enabled": False,
            "status": "Deployed",
            "trustedKeyGroups": [{"enabled": False}],
            "trustedSigners": [{"enabled": False}],
        },
    ),
    "aws:cloudfront/originAccessControl:OriginAccessControl": Row(
        "E{HEX13}", _CDN + "origin-access-control/{id}", {"etag": _ETAG}
    ),
    "aws:cloudfront/cachePolicy:CachePolicy": Row("{uuid}", _CDN + "cache-policy/{id}", {"etag": _ETAG}),
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": Row(
        "{uuid}", _CDN + "origin-request-policy/{id}", {"etag": _ETAG}
    ),
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": Row(
        "{uuid}", _CDN + "response-headers-policy/{id}", {"etag": _ETAG}
    ),
    "aws:cloudfront/function:Function": Row(
        "{name}",
        _CDN + "function/{name}",
        {"etag": _ETAG, "liveStageEtag": "E{HEX13_live}", "status": "UNASSOCIATED"},
    ),
    "aws:cloudfront/vpcOrigin:VpcOrigin": Row("vo_{hex22}", _CDN + "vpcorigin/{id}", {"etag": _ETAG}),
    "aws:wafv2/webAcl:WebAcl": Row(
        "{uuid}",
        _waf_arn("webacl"),
        {"applicationIntegrationUrl": "", "capacity": web_acl_capacity, "lockToken": "{hex32_lock}"},
        places={"wafScope": _scope},
    ),
    "aws:wafv2/ipSet:IpSet": Row(
        "{uuid}", _waf_arn("ipset"), {"lockToken": "{hex32_lock}"}, places={"wafScope": _scope}
    ),
    "aws:wafv2/webAclAssociation:WebAclAssociation": Row("{webAclArn},{resourceArn}"),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": Row("{resourceArn}"),
    "aws:pricingplanmanager/subscription:Subscription": Row(
        "arn:{partition}:pricingplanmanager::{account}:subscription/{uuid}",
        "{id}",
        {"etag": "{hex16_etag}", "status": _plan_status, "statusReason": "", "scheduledChanges": []},
    ),
}
