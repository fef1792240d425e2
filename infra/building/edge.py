"""The edge: names, load balancer, routes, firewall, site and CDN, and what references to them stand for."""

from collections.abc import Sequence

import pulumi

from infra.building.dns_records import records_to_make
from infra.building.site import Site, Target
from infra.components.cdn import Cdn, CdnWires
from infra.components.edge import BalancerWires, LoadBalancer
from infra.components.names import Names
from infra.components.records import IPV4, IPV6, Alias, Records
from infra.components.routes import Routed, Routes
from infra.components.site import SiteBucket
from infra.components.waf import Firewall
from infra.model.connections import LOAD_BALANCER
from infra.model.edge import LoadBalancer as Model
from infra.model.front import has_plan, serves_https, through_cdn
from infra.model.topology import Topology


def build_edge(site: Site) -> None:
    """Build what stands between viewers and services, and say where services register."""
    edge = site.topology.edge
    if not (edge.load_balancer or edge.cdn or edge.dns):
        return
    names = Names("names", topology=site.topology, opts=site.opts)
    balancer = _load_balancer(site, edge.load_balancer, names) if edge.load_balancer is not None else None
    cdn = _cdn(site, names, balancer) if edge.cdn is not None else None
    if names.zone_id is not None:
        aliases = tuple(_aliases(site.topology, balancer, cdn))
        Records("records", topology=site.topology, zone_id=names.zone_id, aliases=aliases, opts=site.opts)
    elif records := records_to_make(site.topology, names.proofs, balancer, cdn):
        site.outputs["dnsRecords"] = records
    if names.name_servers is not None:
        site.outputs["nameServers"] = names.name_servers
    _urls(site, balancer, cdn)


def _load_balancer(site: Site, model: Model, names: Names) -> LoadBalancer:
    topology = site.topology
    balancer = LoadBalancer(
        "load-balancer",
        topology=topology,
        wires=BalancerWires(
            site.placed.public_subnet_ids,
            site.placed.security_groups[LOAD_BALANCER],
            names.balancer_certificate,
            site.account_id if model.access_log_days is not None else "",
        ),
        opts=site.opts,
    )
    routes = Routes(
        "routes",
        topology=topology,
        vpc_id=site.placed.vpc_id,
        listener_arn=balancer.listener_arn,
        header=balancer.header,
        opts=site.opts,
    )
    site.targets |= {name: _target(balancer, routed) for name, routed in routes.by_service.items()}
    if topology.edge.waf is not None and topology.edge.waf.attach_to == "loadBalancer":
        firewall = Firewall("firewall", topology=topology, for_cdn=False, opts=site.opts)
        firewall.stand_before(balancer.arn)
    return balancer


def _target(balancer: LoadBalancer, routed: Routed) -> Target:
    """Return where a service registers; of blue/green the second group, and the rule that ECS switches, too."""
    first, *others = routed.groups
    return Target(
        first.arn,
        others[0].arn if others else None,
        routed.rules[0].arn if others else None,
        pulumi.Output.concat(balancer.arn_suffix, "/", first.arn_suffix),
        [{"LoadBalancer": balancer.arn_suffix, "TargetGroup": group.arn_suffix} for group in routed.groups],
        routed.rules,
    )


def _cdn(site: Site, names: Names, balancer: LoadBalancer | None) -> Cdn:
    topology, edge = site.topology, site.topology.edge
    files = SiteBucket("site", topology=topology, opts=site.opts) if edge.site is not None else None
    passes = balancer is not None and through_cdn(edge)
    cdn = Cdn(
        "cdn",
        topology=topology,
        wires=CdnWires(
            files,
            _name_of(topology, balancer) if balancer is not None and passes else None,
            balancer.header if balancer is not None and passes else {},
            names.cdn_certificate,
            _web_acl(site),
            names.zone_arn,
        ),
        opts=site.opts,
    )
    site.outputs["distributionId"] = cdn.distribution_id
    if files is not None:
        site.outputs["siteBucket"] = files.bucket
        site.arns["site"], site.arns["cdn"] = files.arn, cdn.arn
    return cdn


def _web_acl(site: Site) -> pulumi.Output[str] | None:
    """Return the web ACL of the CDN: the one that is wanted, or an empty one where a plan demands it."""
    edge = site.topology.edge
    wanted = edge.waf is not None and edge.waf.attach_to == "cdn"
    if wanted:
        return Firewall("firewall", topology=site.topology, for_cdn=True, opts=site.opts).arn
    if has_plan(edge):
        return Firewall("plan-firewall", topology=site.topology, for_cdn=True, opts=site.opts, with_rules=False).arn
    return None


def _name_of(topology: Topology, balancer: LoadBalancer) -> pulumi.Input[str]:
    """Return the name the load balancer's certificate is good for; without one, AWS's own name."""
    model = topology.edge.load_balancer
    return model.host_names[0] if model is not None and serves_https(topology.edge) else balancer.dns_name


def _aliases(topology: Topology, balancer: LoadBalancer | None, cdn: Cdn | None) -> Sequence[Alias]:
    edge, found = topology.edge, list[Alias]()
    if balancer is not None and edge.load_balancer is not None:
        found.append(Alias(edge.load_balancer.host_names, balancer.dns_name, balancer.zone_id))
    if cdn is not None and edge.cdn is not None:
        found.append(Alias(edge.cdn.host_names, cdn.domain_name, cdn.zone_id, (IPV4, IPV6)))
    return found


def _urls(site: Site, balancer: LoadBalancer | None, cdn: Cdn | None) -> None:
    """Say under which addresses viewers come, to the application and to the operator."""
    edge, urls = site.topology.edge, dict[str, pulumi.Input[str]]()
    if balancer is not None and edge.load_balancer is not None:
        secure = f"https://{edge.load_balancer.host_names[0]}" if serves_https(edge) else None
        urls["loadBalancer"] = secure or pulumi.Output.concat("http://", balancer.dns_name)
    if cdn is not None and edge.cdn is not None:
        named = f"https://{edge.cdn.host_names[0]}" if cdn.named else None
        urls["cdn"] = named or pulumi.Output.concat("https://", cdn.domain_name)
    site.values |= {f"{name}.url": url for name, url in urls.items()}
    site.outputs |= {f"{name}Url": url for name, url in urls.items()}
    if urls:
        site.outputs["url"] = urls.get("cdn", urls.get("loadBalancer"))
