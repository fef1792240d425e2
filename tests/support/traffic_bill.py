"""What traffic causes in a month, derived again from a tier's config: a second way to the quantities of usage.

    assert moved(sections)["network/nat-gateway/gb"] == (0, Fraction("0.87…"), Fraction("34.85…"))

Nothing of `costing` is used. Fixed quantities are not here: what is deployed tells them, see `state_bill`.
Three figures each: nobody comes, the stated average, the peak all month with the most tasks.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from infra.model.stack import Sections

SECONDS, HOURS, DAYS = 2_628_000, 730, Fraction("30.42")
KB, BYTES = 1_048_576, 1_073_741_824
"""Of one GB."""

Three = tuple[Fraction, Fraction, Fraction]


def three(floor: Any, expected: Any, ceiling: Any) -> Three:
    """Return three figures, exactly."""
    return Fraction(floor), Fraction(expected), Fraction(ceiling)


def with_given(figures: Three, given: Decimal | None) -> Three:
    """Return the figures with what `usage` says for the expected one."""
    if given is None:
        return figures
    return three(min(figures[0], Fraction(given)), given, max(figures[2], Fraction(given)))


class Asked(NamedTuple):
    """Requests a month of all, and what of each reaches the load balancer and the CDN, 0 to 1."""

    requests: Three
    balanced: Fraction
    by_cdn: int


def asked_of(sections: Sections) -> Asked:
    """Return the requests; a CDN that leads to the load balancer answers a share of them, if it may keep any."""
    rate, edge = sections.workload.requests_per_second, sections.topology.edge
    average, peak = (Fraction(rate.average or 0), Fraction(rate.peak or rate.average or 0))
    leads_on = edge.cdn is not None and (
        edge.site is None or bool(edge.cdn.load_balancer_paths) or bool(edge.cdn.cached_paths)
    )
    kept = Fraction(sections.workload.cdn_hit_percent, 100) if leads_on and edge.cdn and edge.cdn.cached_paths else 0
    return Asked(three(0, average * SECONDS, peak * SECONDS), 1 - Fraction(kept), int(leads_on))


def moved(sections: Sections) -> dict[str, Three]:
    """Return quantities by kind of line, in the unit of the line, all slices and services together."""
    asked = asked_of(sections)
    found: dict[str, Three] = {}
    for part in (_network(sections, asked), _edge(sections, asked), _watching(sections, asked)):
        found.update(part)
    return found


def _per_request(sections: Sections, field: str) -> Fraction:
    """Return KB or bytes that one request of the application moves, over the services that share them."""
    topology, work = sections.topology, sections.workload.services
    routed = [name for name, one in topology.services.items() if getattr(one, "route", None) is not None]
    stated = {name: work[name].request_percent for name in routed if name in work}
    given = {name: Fraction(percent, 100) for name, percent in stated.items() if percent is not None}
    left = (1 - sum(given.values())) / max(1, len(routed) - len(given))
    total = Fraction(0)
    for name in routed:
        own = getattr(work[name], field) if name in work else None
        if own is None:
            own = getattr(sections.workload, field, 0)
        total += given.get(name, left) * Fraction(own)
    return total


def _logs(sections: Sections, asked: Asked) -> Three:
    """Return GB of logs: by the request, and what services write by themselves, in step with their tasks."""
    each = _per_request(sections, "log_bytes_per_request") / BYTES
    steady, most = Fraction(0), Fraction(0)
    for name, work in sections.workload.services.items():
        gb, service = Fraction(work.log_gb_per_month), sections.topology.services.get(name)
        scaling = getattr(service, "scaling", None)
        mean = Fraction(work.average_count or scaling.min) if scaling else Fraction(1)
        steady += gb
        most += gb * (Fraction(scaling.max) / mean if scaling and mean else 1)
    _, average, peak = (one * each for one in asked.requests)
    return with_given(three(0, average + steady, peak + most), sections.usage.observability.log_gb)


def _network(sections: Sections, asked: Asked) -> Iterator[tuple[str, Three]]:
    network, workload, usage = sections.topology.network, sections.workload, sections.usage.network
    egress, zones = network.egress, network.zone_count
    inwards, outwards = (_per_request(sections, f"upstream_{way}_kb_per_request") / KB for way in ("in", "out"))
    others, logs = [(inwards + outwards) * one for one in asked.requests], _logs(sections, asked)
    has_nat, by_endpoint = egress.kind in {"natGateway", "natInstance"}, "logs" in network.endpoints
    through = three(*(one + (0 if by_endpoint else log) for one, log in zip(others, logs, strict=True)))
    through = with_given(through, usage.nat_gb) if has_nat else three(0, 0, 0)
    if egress.kind == "natGateway":
        yield "network/nat-gateway/gb", through
    if set(network.endpoints) - {"s3", "dynamodb"}:
        closed = egress.kind == "none"
        carried = [(one if closed else 0) + (log if by_endpoint else 0) for one, log in zip(others, logs, strict=True)]
        yield "network/endpoint/gb", with_given(three(*carried), usage.endpoint_gb)
    answers = Fraction(workload.response_kb) / KB * (1 - asked.by_cdn)
    out = [one * (answers + (0 if egress.kind == "none" else outwards)) for one in asked.requests]
    yield "network/internet-out/gb", with_given(three(*out), usage.internet_out_gb)
    stores = Fraction(workload.database.kb_per_request or 0) + Fraction(workload.cache.kb_per_request or 0)
    one_gateway = has_nat and not egress.per_zone
    crossing = [
        2 * Fraction(zones - 1, zones) * (stores * one / KB + (gb if one_gateway else 0))
        for one, gb in zip(asked.requests, through, strict=True)
    ]
    yield "network/cross-zone/gb", with_given(three(*crossing), usage.cross_zone_gb)


def _edge(sections: Sections, asked: Asked) -> Iterator[tuple[str, Three]]:
    edge, workload = sections.topology.edge, sections.workload
    balanced = [one * asked.balanced for one in asked.requests]
    site = workload.site if edge.site is not None else None
    visits = Fraction(site.visits_per_month) if site else Fraction(0)
    if edge.load_balancer is not None:
        new = Fraction(workload.new_connection_percent, 100)
        gb_an_hour = (Fraction(workload.request_kb) + Fraction(workload.response_kb)) * 3600 / KB
        each = max(new / 25, new * edge.load_balancer.idle_timeout_seconds / 3000, gb_an_hour)
        yield "edge/load-balancer/capacity", three(*(one / SECONDS * each * HOURS for one in balanced))
        if days := edge.load_balancer.access_log_days:
            yield "edge/access-logs/stored", three(*(one * 100 / BYTES * days / DAYS for one in balanced))
    if edge.waf is not None and edge.waf.attach_to == "loadBalancer":
        yield "edge/waf/requests", three(*(one / 1_000_000 for one in balanced))
    if edge.cdn is not None and edge.cdn.plan == "payAsYouGo":
        pages = [0, visits, visits]
        sent = [
            (asked.by_cdn * one * Fraction(workload.response_kb) + v * Fraction(site.kb_per_visit if site else 0)) / KB
            for one, v in zip(asked.requests, pages, strict=True)
        ]
        yield "edge/cdn/out-gb", three(*sent)
        answered = [
            (asked.by_cdn * one + v * Fraction(site.requests_per_visit if site else 0)) / 10_000
            for one, v in zip(asked.requests, pages, strict=True)
        ]
        yield "edge/cdn/requests", three(*answered)


def _watching(sections: Sections, asked: Asked) -> Iterator[tuple[str, Three]]:
    watching, database, logs = sections.topology.observability, sections.topology.database, _logs(sections, asked)
    yield "observability/logs/ingest", logs
    kept = Fraction(watching.log_retention_days) / DAYS
    small = Fraction("0.15")
    yield "observability/logs/stored", three(logs[0] * kept * small, logs[1] * kept * small, logs[2] * kept)
    if watching.tracing is not None:
        share = Fraction(watching.tracing.sample_percent) / 100 / 1_000_000
        yield "observability/traces", three(*(one * share for one in asked.requests))
    if database is not None and database.log_exports:
        _, average, peak = asked.requests
        yield "database/instance/log-export", three(0, average * 50 / BYTES, peak * 200 / BYTES)
