"""Rules of load balancers, certificates, names, CloudFront and WAF.

Sources: Elastic Load Balancing, ACM, Route 53, CloudFront and AWS WAF developer guides and API references.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from sandbox.account import Living
from sandbox.aws.row import Making
from sandbox.aws.rules.common import Rule, needs, siblings, statements, within, zones_of
from sandbox.aws.types.edge import web_acl_capacity
from sandbox.wire import list_at, map_at

_CERTIFICATE: Final = "aws:acm/certificate:Certificate"
_GLOBAL_REGION: Final = "us-east-1"


def _balancer_zones(making: Making) -> Iterator[str]:
    subnets = making.refs_under("subnets") + making.refs_under("subnetMappings")
    zones = zones_of(subnets)
    if making.get("loadBalancerType", "application") != "application":
        return
    if len(set(zones)) < 2:
        given = ", ".join(zones) or "none"
        yield f"ValidationError: at least two subnets in two different zones must be given, not {given}"
    if len(zones) != len(set(zones)):
        yield "InvalidConfigurationRequest: a load balancer takes one subnet per zone"


def _log_bucket(making: Making) -> Iterator[str]:
    logs = map_at(making.props, "accessLogs")
    if not logs or not logs.get("enabled", True):
        return
    bucket = str(logs.get("bucket"))
    if not allowed_by_bucket(making, bucket, "elasticloadbalancing"):
        yield f"InvalidConfigurationRequest: Access Denied for bucket {bucket}: its policy does not let ELB write"


def allowed_by_bucket(making: Making, bucket: str, service: str) -> bool:
    """Whether a bucket's policy lets a service write to it."""
    for policy in making.account.there("aws:s3/bucketPolicy:BucketPolicy"):
        if policy.get("bucket") == bucket:
            return any(service in str(statement.get("Principal")) for statement in statements(policy.get("policy")))
    return False


def _target_group(making: Making) -> Iterator[str]:
    if making.get("targetType", "instance") != "lambda":
        yield from needs("port", "protocol", "vpcId")(making)
    check = map_at(making.props, "healthCheck")
    if check and int(check.get("timeout", 5)) >= int(check.get("interval", 30)):
        yield "ValidationError: the health check's timeout must be below its interval"


def _listener_certificate(making: Making) -> Iterator[str]:
    secure = making.get("protocol") in {"HTTPS", "TLS"}
    if secure and not making.get("certificateArn"):
        yield "CertificateNotFound: a listener of protocol HTTPS needs certificateArn"
    if not secure and making.get("certificateArn"):
        yield f"ValidationError: a listener of protocol {making.get('protocol')} takes no certificate"
    yield from _issued(making, "certificateArn")


def _issued(making: Making, path: str) -> Iterator[str]:
    certificate = making.ref(path)
    if certificate is not None and certificate.get("status") not in {None, "ISSUED"}:
        yield (
            f"UnsupportedCertificate: {certificate.id} is {certificate.get('status')}; it must be issued first "
            "(wait for a certificateValidation)"
        )


def _listener_port(making: Making) -> Iterator[str]:
    yield from needs("port")(making)
    for other in siblings(making):
        if (other.get("loadBalancerArn"), other.get("port")) == (making.get("loadBalancerArn"), making.get("port")):
            yield f"DuplicateListener: port {making.get('port')} of the load balancer has {other.id} already"


def _actions(prop: str) -> Rule:
    """A forwarding action names a target group; a redirect or a fixed response says what it answers."""

    def rule(making: Making) -> Iterator[str]:
        for place, action in enumerate(list_at(making.props, prop)):
            kind = action.get("type")
            needed = {
                "forward": ("targetGroupArn", "forward"),
                "redirect": ("redirect",),
                "fixed-response": ("fixedResponse",),
            }
            if kind in needed and not any(action.get(one) for one in needed[kind]):
                yield f"ValidationError: {prop}[{place}] of type {kind} needs {' or '.join(needed[kind])}"

    return rule


def _validation(making: Making) -> Iterator[str]:
    """ACM finds its records: in the account's own zones, or, by assumption, in a zone elsewhere."""
    certificate = making.ref("certificateArn")
    if certificate is None:
        return
    options = list_at(certificate.outputs, "domainValidationOptions")
    wanted = {str(option["resourceRecordName"]).rstrip(".") for option in options}
    given = {str(name).rstrip(".") for name in list_at(making.props, "validationRecordFqdns")}
    if given and given != wanted:
        yield f"certificate needs {sorted(wanted)} validation records, but only {sorted(given)} were given"
    records = {str(one.get("fqdn")).rstrip(".") for one in making.account.there("aws:route53/record:Record")}
    for name in sorted(wanted - records):
        if zone := _own_zone(making, name):
            yield f"timed out waiting for the certificate: the record {name} is missing in zone {zone.id}"


def _own_zone(making: Making, name: str) -> Living | None:
    zones = making.account.there("aws:route53/zone:Zone")
    return next((zone for zone in zones if name.endswith(str(zone.get("name")).rstrip("."))), None)


def _record(making: Making) -> Iterator[str]:
    if making.get("aliases"):
        if making.get("ttl") or making.get("records"):
            yield "InvalidInput: an alias takes neither ttl nor records"
    elif making.get("ttl") is None or not making.get("records"):
        yield "InvalidInput: a record needs ttl and records, or aliases"


def _viewer_certificate(making: Making) -> Iterator[str]:
    viewer = map_at(making.props, "viewerCertificate")
    aliases = list_at(making.props, "aliases")
    certificate = making.ref("viewerCertificate.acmCertificateArn")
    if aliases and not viewer.get("acmCertificateArn"):
        yield "InvalidViewerCertificate: aliases need a certificate of ACM"
    if certificate is None:
        return
    if certificate.region != _GLOBAL_REGION:
        yield f"InvalidViewerCertificate: the certificate must be in {_GLOBAL_REGION}, not in {certificate.region}"
    yield from _issued(making, "viewerCertificate.acmCertificateArn")
    names = {str(certificate.get("domainName")), *list_at(certificate.outputs, "subjectAlternativeNames")}
    for alias in aliases:
        if alias not in names and f"*.{str(alias).partition('.')[2]}" not in names:
            yield f"InvalidViewerCertificate: the certificate does not cover {alias}"
    if not viewer.get("sslSupportMethod"):
        yield "InvalidViewerCertificate: a certificate needs sslSupportMethod"


def _origins(making: Making) -> Iterator[str]:
    origins = {str(origin.get("originId")) for origin in list_at(making.props, "origins")}
    origins |= {str(group.get("originId")) for group in list_at(making.props, "originGroups")}
    behaviours: list[Any] = [making.get("defaultCacheBehavior"), *list_at(making.props, "orderedCacheBehaviors")]
    for behaviour in behaviours:
        if behaviour and behaviour.get("targetOriginId") not in origins:
            yield f"NoSuchOrigin: {behaviour.get('targetOriginId')!r} is none of {', '.join(sorted(origins))}"
        if behaviour and not behaviour.get("cachePolicyId") and not behaviour.get("forwardedValues"):
            yield "InvalidArgument: a cache behaviour needs cachePolicyId (or the old forwardedValues)"


def _distribution_firewall(making: Making) -> Iterator[str]:
    acl = making.ref("webAclId")
    if acl is not None and acl.get("scope") != "CLOUDFRONT":
        yield f"InvalidWebACLId: {acl.id} has the scope {acl.get('scope')}, a distribution needs CLOUDFRONT"
    for other in siblings(making):
        both = set(list_at(other.outputs, "aliases")) & set(list_at(making.props, "aliases"))
        if both:
            yield f"CNAMEAlreadyExists: {', '.join(sorted(both))} belongs to {other.id}"


def _firewall_region(making: Making) -> Iterator[str]:
    if making.get("scope") == "CLOUDFRONT" and making.region != _GLOBAL_REGION:
        yield f"WAFInvalidParameterException: scope CLOUDFRONT exists in {_GLOBAL_REGION} only, not in {making.region}"


def _firewall_rules(making: Making) -> Iterator[str]:
    counts = Counter(rule.get("priority") for rule in list_at(making.props, "rules"))
    for priority in (priority for priority, count in counts.items() if count > 1):
        yield f"WAFInvalidParameterException: priority {priority} is used twice"
    for rule in list_at(making.props, "rules"):
        managed = "managedRuleGroupStatement" in map_at(rule, "statement")
        if managed and not rule.get("overrideAction"):
            yield f"WAFInvalidParameterException: rule {rule.get('name')} of a managed group needs overrideAction"
        if not managed and not rule.get("action") and not rule.get("overrideAction"):
            yield f"WAFInvalidParameterException: rule {rule.get('name')} needs an action"
    if (units := web_acl_capacity(making)) > 5000:
        yield f"WAFLimitsExceededException: {units} capacity units, 5000 at most"


def _firewall_association(making: Making) -> Iterator[str]:
    acl = making.ref("webAclArn")
    if acl is not None and acl.get("scope") != "REGIONAL":
        yield "WAFInvalidParameterException: only a web ACL of scope REGIONAL is associated; CloudFront names its own"
    for other in siblings(making):
        if other.get("resourceArn") == making.get("resourceArn"):
            yield f"WAFUnavailableEntityException: {making.get('resourceArn')} has a web ACL already"


def _firewall_logs(making: Making) -> Iterator[str]:
    for living in making.refs_under("logDestinationConfigs"):
        if not str(living.get("name") or living.get("bucket")).startswith("aws-waf-logs-"):
            yield "WAFInvalidParameterException: a log destination's name begins with aws-waf-logs-"


def _plan(making: Making) -> Iterator[str]:
    """A plan covers one distribution with its web ACL. Source: PricingPlanManager User Guide."""
    if making.get("planFamily") != "CloudFront" or making.get("planTier") not in _PLAN_TIERS:
        yield f"ValidationException: no plan {making.get('planTier')!r} of {making.get('planFamily')!r}"
    covered = Counter(living.type for living in making.refs_under("resourceArns"))
    for token in ("aws:cloudfront/distribution:Distribution", "aws:wafv2/webAcl:WebAcl"):
        if covered[token] != 1:
            yield f"ValidationException: a CloudFront plan covers exactly one {token}, not {covered[token]}"


_PLAN_TIERS: Final = ("FREE", "PRO", "BUSINESS", "PREMIUM")

EDGE_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "aws:lb/loadBalancer:LoadBalancer": (_balancer_zones, _log_bucket),
    "aws:lb/targetGroup:TargetGroup": (_target_group, within("deregistrationDelay", 0, 3600)),
    "aws:lb/listener:Listener": (_listener_certificate, _listener_port, _actions("defaultActions")),
    "aws:lb/listenerRule:ListenerRule": (_actions("actions"), within("priority", 1, 50000)),
    "aws:lb/listenerCertificate:ListenerCertificate": (lambda making: _issued(making, "certificateArn"),),
    "aws:acm/certificate:Certificate": (needs("domainName"),),
    "aws:acm/certificateValidation:CertificateValidation": (_validation,),
    "aws:route53/record:Record": (_record,),
    "aws:cloudfront/distribution:Distribution": (_viewer_certificate, _origins, _distribution_firewall),
    "aws:wafv2/webAcl:WebAcl": (_firewall_region, _firewall_rules),
    "aws:wafv2/ipSet:IpSet": (_firewall_region,),
    "aws:wafv2/webAclAssociation:WebAclAssociation": (_firewall_association,),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": (_firewall_logs,),
    "aws:pricingplanmanager/subscription:Subscription": (_plan,),
}
