"""One application in six regions: each line at the region's own price, not at that of us-east-1 times a factor."""

from decimal import Decimal

import pytest

from tests.support.bills import bill_of, line

REGIONS = ("us-east-1", "ap-south-1", "sa-east-1", "eu-central-1", "eu-north-1", "ap-northeast-1")

APPLICATION = {
    "network": {"egress": {"kind": "natGateway"}, "endpoints": ["s3", "logs"]},
    "edge": {"loadBalancer": {}},
    "services": {
        "api": {
            "cpuUnits": 1024,
            "memoryMib": 2048,
            "containers": {"app": {"image": "app", "ports": [8000]}},
            "route": {},
            "scaling": {"min": 2, "max": 2},
        }
    },
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, "multiAz": True},
    "cache": {"version": "8.0", "nodeType": "cache.t4g.micro"},
    "storage": {"buckets": {"files": {}}},
    "observability": {"alarms": {"busy": {"of": "service.api", "metric": "cpu", "above": 80}}},
    "delivery": {"repositories": {"app": {}}},
}
WORKLOAD = {"buckets": {"files": {"storedGb": 100}}, "repositories": {"app": {"imageGb": 1}}}
USAGE = {"network": {"internetOutGb": 100, "natGb": 100}, "observability": {"logGb": 10}}

PRICES = {
    "network/nat-gateway/hours": ("0.045", "0.056", "0.093", "0.052", "0.046", "0.062"),
    "network/nat-gateway/gb": ("0.045", "0.056", "0.093", "0.052", "0.046", "0.062"),
    "network/endpoint/hours": ("0.01", "0.013", "0.021", "0.012", "0.0105", "0.014"),
    "network/internet-out/gb": ("0.09", "0.1093", "0.15", "0.09", "0.09", "0.114"),
    "edge/load-balancer/hours": ("0.0225", "0.0239", "0.034", "0.027", "0.02394", "0.0243"),
    "edge/load-balancer/capacity": ("0.008", "0.008", "0.011", "0.008", "0.0076", "0.008"),
    "edge/load-balancer/public-address": ("0.005",) * 6,
    "services/api/vcpu": ("0.04048", "0.04256", "0.0696", "0.04656", "0.0445", "0.05056"),
    "services/api/memory": ("0.004445", "0.004655", "0.0076", "0.00511", "0.0049", "0.00553"),
    "database/instance/hours": ("0.032", "0.042", "0.069", "0.037", "0.033", "0.05"),
    "database/instance/storage": ("0.23", "0.262", "0.438", "0.274", "0.24", "0.276"),
    "database/instance/backup": ("0.095", "0.095", "0.095", "0.103", "0.09", "0.095"),
    "cache/nodes/hours": ("0.0128", "0.016", "0.024", "0.0144", "0.016", "0.02"),
    "storage/files/standard": ("0.023", "0.025", "0.0405", "0.0245", "0.023", "0.025"),
    "observability/logs/ingest": ("0.5", "0.67", "0.9", "0.63", "0.54", "0.76"),
    "observability/alarms": ("0.1", "0.1", "0.135", "0.1", "0.1", "0.1"),
    "delivery/app/stored": ("0.1",) * 6,
}
"""What AWS asks for one unit in each of `REGIONS`, in that order."""

QUANTITIES = {
    "network/nat-gateway/hours": "730",
    "network/nat-gateway/gb": "100",
    "network/endpoint/hours": "1460",  # 730 × 2 zones
    "network/internet-out/gb": "100",
    "edge/load-balancer/hours": "730",
    "edge/load-balancer/capacity": "0",
    "edge/load-balancer/public-address": "1460",
    "services/api/vcpu": "1460",  # 730 × 2 tasks × 1 vCPU
    "services/api/memory": "2920",  # 730 × 2 tasks × 2 GB
    "database/instance/hours": "730",
    "database/instance/storage": "20",
    "database/instance/backup": "1.4",  # a full disk: 20 GB × (1 + 0.01 × 7) less 20 GB
    "cache/nodes/hours": "730",
    "storage/files/standard": "100",
    "observability/logs/ingest": "10",
    "observability/alarms": "1",
    "delivery/app/stored": "2.8",  # 1 GB × (1 + 0.2 × 9)
}


@pytest.mark.parametrize("place", range(6), ids=REGIONS)
def test_every_region_has_its_own_prices(place):
    """The same quantities everywhere, each at the price of its region."""
    bill = bill_of(APPLICATION, workload=WORKLOAD, usage=USAGE, region=REGIONS[place])
    for line_id, prices in PRICES.items():
        found = line(bill, line_id)
        assert (line_id, found.price.usd) == (line_id, Decimal(prices[place]))
        assert (line_id, found.quantity.expected) == (line_id, Decimal(QUANTITIES[line_id]))
