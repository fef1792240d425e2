"""The network's bill, worked out by hand: 730 hours a month, 2,628,000 seconds, 43,800 minutes, 1 GB = 1024³ bytes."""

from decimal import Decimal

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed

GATEWAY = {"kind": "natGateway"}
INSTANCE = {"kind": "natInstance"}
SMALL_DATABASE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
BUSY = {"requestsPerSecond": {"average": 10, "peak": 40}}
TALKATIVE = {**BUSY, "database": {"kbPerRequest": 4}}

ADOPTED = {
    "kind": "existing",
    "vpcId": "vpc-0a1b2c3d",
    "publicSubnetIds": ["subnet-00000003", "subnet-00000004"],
    "privateSubnetIds": ["subnet-00000001", "subnet-00000002"],
}
ROUTED = {
    "api": {
        "cpuUnits": 256,
        "memoryMib": 512,
        "containers": {"app": {"image": "public.ecr.aws/docker/library/httpd:2", "ports": [80]}},
        "route": {},
    }
}


def _network(egress=None, **fields):
    return {"network": {"egress": egress or GATEWAY, **fields}}


# --- gateways and their addresses ---------------------------------------------------------------------------------


@hand_computed(
    "network/nat-gateway/hours",
    quantity="730",
    price="0.045",
    amount="32.85",
    resource="aws:ec2/natGateway:NatGateway shop-nat-1",
)
def test_one_gateway_serves_all_zones():
    """One gateway, whatever the zones: 730 h × 1 = 730 h, × $0.045 = $32.85."""
    return bill_of(_network(availabilityZones=3))


@hand_computed("network/nat-gateway/hours", quantity="1460", price="0.045", amount="65.70")
def test_a_gateway_in_each_of_two_zones():
    """730 h × 2 gateways = 1,460 h, × $0.045 = $65.70."""
    return bill_of(_network({**GATEWAY, "perZone": True}))


@hand_computed("network/nat-gateway/hours", quantity="2190", price="0.045", amount="98.55")
def test_a_gateway_in_each_of_three_zones():
    """730 h × 3 gateways = 2,190 h, × $0.045 = $98.55; zones by name count like a number."""
    zones = ["us-east-1a", "us-east-1b", "us-east-1d"]
    return bill_of(_network({**GATEWAY, "perZone": True}, availabilityZones=zones))


@hand_computed("network/nat-gateway/hours", quantity="730", price="0.056", amount="40.88")
def test_a_gateway_in_mumbai():
    """ap-south-1 has a price of its own: 730 h × $0.056 = $40.88."""
    return bill_of(_network(), region="ap-south-1")


@hand_computed("network/nat-gateway/gb", quantity="0 38.2 38.2", price="0.045", amount="0 1.719 1.719")
def test_data_through_the_gateway_as_given():
    """38.2 GB given: nothing in the floor, 38.2 × $0.045 = $1.719 as expected and in the ceiling."""
    return bill_of(_network(), usage={"network": {"natGb": "38.2"}})


@hand_computed("network/nat/public-address", quantity="730", price="0.005", amount="3.65")
def test_the_address_of_one_gateway():
    """730 h × 1 address × $0.005 = $3.65."""
    return bill_of(_network())


@hand_computed("network/nat/public-address", quantity="2190", price="0.005", amount="10.95")
def test_an_address_for_each_gateway():
    """730 h × 3 addresses = 2,190 h, × $0.005 = $10.95."""
    return bill_of(_network({**GATEWAY, "perZone": True}, availabilityZones=3))


@hand_computed(
    "network/nat/public-address",
    quantity="1460",
    price="0.005",
    amount="7.30",
    resource="aws:ec2/eip:Eip shop-nat-instance-1",
)
def test_an_address_for_each_nat_instance():
    """730 h × 2 addresses = 1,460 h, × $0.005 = $7.30."""
    return bill_of(_network({**INSTANCE, "perZone": True}))


@hand_computed(
    "network/nat-instance/hours",
    quantity="730",
    price="0.0042",
    amount="3.066",
    resource="aws:ec2/instance:Instance shop-nat-instance-1",
)
def test_a_nat_instance_of_the_default_type():
    """A t4g.nano: 730 h × $0.0042 = $3.066."""
    return bill_of(_network(INSTANCE))


@hand_computed("network/nat-instance/hours", quantity="2190", price="0.0104", amount="22.776")
def test_nat_instances_of_another_type_in_three_zones():
    """Three t3.micro: 730 h × 3 = 2,190 h, × $0.0104 = $22.776."""
    egress = {**INSTANCE, "instanceType": "t3.micro", "perZone": True}
    return bill_of(_network(egress, availabilityZones=3))


@hand_computed("network/nat-instance/disk", quantity="8", price="0.08", amount="0.64")
def test_the_disk_of_a_nat_instance():
    """8 GB × 1 × $0.08 = $0.64."""
    return bill_of(_network(INSTANCE))


@hand_computed("network/nat-instance/disk", quantity="40", price="0.08", amount="3.20")
def test_larger_disks_of_two_nat_instances():
    """20 GB × 2 = 40 GB-months, × $0.08 = $3.20."""
    return bill_of(_network({**INSTANCE, "rootVolumeGb": 20, "perZone": True}))


@pytest.mark.parametrize("kind", ["publicAddress", "none"])
def test_no_gateway_no_line(kind):
    """Services with addresses of their own, and networks without a way out, have neither gateway nor its address."""
    bill = bill_of(_network({"kind": kind}))
    assert [x.id for x in bill.lines if "nat" in x.id] == []


def test_a_nat_instance_processes_data_for_nothing():
    """Only the managed gateway charges by the gigabyte."""
    assert not has(bill_of(_network(INSTANCE), usage={"network": {"natGb": 50}}), "network/nat-gateway/gb")


# --- endpoints ----------------------------------------------------------------------------------------------------


@hand_computed("network/endpoint/hours", quantity="2920", price="0.01", amount="29.20")
def test_interface_endpoints_count_by_name_and_zone():
    """Two interface endpoints, the S3 gateway being free: 730 h × 2 zones × 2 = 2,920 h, × $0.01 = $29.20."""
    return bill_of(_network(endpoints=["s3", "ecr.api", "ecr.dkr"]))


@hand_computed("network/endpoint/hours", quantity="2190", price="0.013", amount="28.47")
def test_an_endpoint_in_three_zones_of_mumbai():
    """730 h × 3 zones × 1 = 2,190 h, × $0.013 = $28.47."""
    return bill_of(_network(availabilityZones=3, endpoints=["logs"]), region="ap-south-1")


@hand_computed("network/endpoint/hours", quantity="2190", price="0.01", amount="21.90")
def test_an_endpoint_in_an_adopted_network():
    """One zone a private subnet: 730 h × 3 zones × 1 = 2,190 h, × $0.01 = $21.90."""
    subnets = ["subnet-00000001", "subnet-00000002", "subnet-00000003"]
    network = {"kind": "existing", "vpcId": "vpc-0a1b2c3d", "privateSubnetIds": subnets, "endpoints": ["logs"]}
    return bill_of({"network": network})


def test_gateway_endpoints_are_free():
    """S3 and DynamoDB by route table cost nothing and have no line."""
    bill = bill_of(_network(endpoints=["s3", "dynamodb"]))
    assert not has(bill, "network/endpoint/hours")
    assert not has(bill, "network/endpoint/gb")


@hand_computed("network/endpoint/gb", quantity="0 100 100", price="0.01", amount="0 1 1")
def test_data_through_endpoints_as_given():
    """100 GB given: 100 × $0.01 = $1.00, nothing in the floor."""
    return bill_of(_network(endpoints=["logs"]), usage={"network": {"endpointGb": 100}})


FIRST, SECOND, THIRD = "network/endpoint/gb", "network/endpoint/gb.1pb-5pb", "network/endpoint/gb.over-5pb"


@pytest.mark.parametrize(
    ("gb", "first", "second", "third"),
    [
        # 1 PB = 1,048,576 GB at $0.01, the next 4 PB = 4,194,304 GB at $0.006, the rest at $0.004
        (1_048_575, "10485.75", None, None),
        (1_048_576, "10485.76", None, None),
        (1_048_577, "10485.76", "0.006", None),
        (5_242_879, "10485.76", "25165.818", None),
        (5_242_880, "10485.76", "25165.824", None),
        (5_242_881, "10485.76", "25165.824", "0.004"),
    ],
)
def test_endpoint_data_gets_cheaper_by_slices(gb, first, second, third):
    """Each slice has its own price; a slice that is not reached has no line."""
    bill = bill_of(_network(endpoints=["logs"]), usage={"network": {"endpointGb": gb}})
    for line_id, amount in ((FIRST, first), (SECOND, second), (THIRD, third)):
        assert has(bill, line_id) is (amount is not None)
        if amount:
            assert line(bill, line_id).amount.expected == Decimal(amount)


# --- flow logs ----------------------------------------------------------------------------------------------------


@hand_computed("network/flow-logs/delivery", quantity="0.097901", price="0.25", amount="0.02447525")
def test_flow_logs_of_an_idle_network():
    """One interface, the gateway's: 20 records × 43,800 min × 120 bytes = 105,120,000 bytes = 0.097901 GB, × $0.25."""
    return bill_of(_network(flowLogs={}))


@hand_computed("network/flow-logs/delivery", quantity="0.097901", price="0.5", amount="0.0489505")
def test_cloudwatch_logs_cost_twice_what_s3_does():
    """The same 0.097901 GB × $0.50 = $0.0489505."""
    return bill_of(_network(flowLogs={"destination": "cloudWatchLogs"}))


@hand_computed(
    "network/flow-logs/delivery",
    quantity="0.097901 1.272708 4.797131",
    price="0.25",
    amount="0.02447525 0.318177 1.19928275",
)
def test_flow_logs_of_connections():
    """10 requests a second, 40 at peak; a tenth of them opens a connection of 4 records.

    10 × 2,628,000 × 10 % × 4 × 120 = 1,261,440,000 bytes, + 105,120,000 of the idle interface = 1.272708 GB;
    at the peak 4 × 1,261,440,000 + 105,120,000 = 5,150,880,000 bytes = 4.797131 GB.
    """
    return bill_of(_network(flowLogs={}), workload=BUSY)


@hand_computed("network/flow-logs/delivery", quantity="0.097901", price="0.25", amount="0.02447525")
def test_rejected_traffic_holds_no_client():
    """Clients are accepted: with `traffic: reject` the interface's 20 × 43,800 × 120 bytes remain, 0.097901 GB."""
    return bill_of(_network(flowLogs={"traffic": "reject"}), workload=BUSY)


@hand_computed("network/flow-logs/delivery", quantity="0.685304", price="0.25", amount="0.171326")
def test_every_interface_writes_records():
    """2 gateways + 1 endpoint × 2 zones + an instance, its standby and a replica = 7 interfaces.

    7 × 105,120,000 = 735,840,000 bytes = 0.685304 GB, × $0.25 = $0.171326.
    """
    topology = _network({**GATEWAY, "perZone": True}, endpoints=["logs"], flowLogs={})
    return bill_of({**topology, "database": {**SMALL_DATABASE, "multiAz": True, "readReplicas": 1}})


@hand_computed(
    "network/flow-logs/stored",
    quantity="0.006758 0.08786 2.207753",
    price="0.023",
    amount="0.000155434 0.00202078 0.050778319",
    resource="aws:s3/bucket:Bucket shop-flow-logs",
)
def test_flow_logs_kept_a_fortnight():
    """1.272708 GB a month × 14 / 30.42 days × 0.15 compressed = 0.087860 GB; the ceiling, not compressed.

    Floor 0.097901 × 14 / 30.42 × 0.15 = 0.006758; ceiling 4.797131 × 14 / 30.42 = 2.207753.
    """
    return bill_of(_network(flowLogs={}), workload=BUSY)


@hand_computed(
    "network/flow-logs/stored",
    quantity="0.014482 0.18827 4.730898",
    price="0.023",
    amount="0.000333086 0.00433021 0.108810654",
)
def test_flow_logs_kept_a_month():
    """1.272708 GB × 30 / 30.42 days × 0.15 = 0.188270 GB; floor 0.097901 ×, ceiling 4.797131 × 30 / 30.42."""
    return bill_of(_network(flowLogs={"retentionDays": 30}), workload=BUSY)


def test_flow_logs_in_cloudwatch_are_stored_by_their_log_group():
    """0.097901 GB × 14 / 30.42 × 0.15 = 0.006758 GB at $0.03: the log group's price and the log group's line."""
    bill = bill_of(_network(flowLogs={"destination": "cloudWatchLogs"}))
    stored = line(bill, "network/flow-logs/stored")
    assert stored.amount.expected == Decimal("0.00020274")
    assert stored.resource == ("aws:cloudwatch/logGroup:LogGroup", "shop-flow-logs")


def test_no_flow_logs_no_lines():
    """Flow logs are off unless they are written down."""
    assert [x.id for x in bill_of(_network()).lines if "flow-logs" in x.id] == []


# --- transfer out of the network, and across its zones ------------------------------------------------------------


@hand_computed("network/internet-out/gb", quantity="0 100 100", price="0.09", amount="0 9 9")
def test_transfer_to_the_internet_as_given():
    """100 GB × $0.09 = $9.00; the account's 100 free GB are no part of it."""
    return bill_of(_network(), usage={"network": {"internetOutGb": 100}})


@hand_computed("network/internet-out/gb", quantity="0 100 100", price="0.1093", amount="0 10.93 10.93")
def test_transfer_to_the_internet_from_mumbai():
    """100 GB × $0.1093 = $10.93."""
    return bill_of(_network(), usage={"network": {"internetOutGb": 100}}, region="ap-south-1")


SLICES = ("network/internet-out/gb", *(f"network/internet-out/gb.{s}" for s in ("10-50tb", "50-150tb", "over-150tb")))


@pytest.mark.parametrize(
    ("gb", "amounts"),
    [
        # 10 TB = 10,240 GB at $0.09; the next 40 TB = 40,960 GB at $0.085; the next 100 TB at $0.07; then $0.05
        (10_239, ["921.51"]),
        (10_240, ["921.60"]),
        (10_241, ["921.60", "0.085"]),
        (51_199, ["921.60", "3481.515"]),
        (51_200, ["921.60", "3481.60"]),
        (51_201, ["921.60", "3481.60", "0.07"]),
        (153_599, ["921.60", "3481.60", "7167.93"]),
        (153_600, ["921.60", "3481.60", "7168"]),
        (153_601, ["921.60", "3481.60", "7168", "0.05"]),
    ],
)
def test_transfer_gets_cheaper_by_slices(gb, amounts):
    """Each slice of a month's transfer has its own price; a slice that is not reached has no line."""
    bill = bill_of(_network(), usage={"network": {"internetOutGb": gb}})
    found = [line(bill, one).amount.expected for one in SLICES if has(bill, one)]
    assert found == [Decimal(amount) for amount in amounts]


@hand_computed(
    "network/cross-zone/gb",
    quantity="0 100.250244 401.000977",
    price="0.01",
    amount="0 1.00250244 4.01000977",
)
def test_data_between_services_and_the_database():
    """10 requests a second move 4 KB each: 26,280,000 × 4 / 1,048,576 = 100.250244 GB, 2 × 1/2 of it across 2 zones.

    A gigabyte is billed out of the one and into the other zone; with 2 zones half of all crosses: × 2 × 1/2 = × 1.
    """
    return bill_of({**_network(), "database": SMALL_DATABASE}, workload=TALKATIVE)


@hand_computed(
    "network/cross-zone/gb",
    quantity="0 133.666992 534.667969",
    price="0.01",
    amount="0 1.33666992 5.34667969",
)
def test_three_zones_cross_more_often():
    """100.250244 GB × 2 × 2/3 = 133.666992 GB, at the peak 401.000977 × 2 × 2/3 = 534.667969."""
    return bill_of({**_network(availabilityZones=3), "database": SMALL_DATABASE}, workload=TALKATIVE)


@hand_computed(
    "network/cross-zone/gb",
    quantity="0 150.250244 451.000977",
    price="0.01",
    amount="0 1.50250244 4.51000977",
)
def test_one_gateway_is_in_another_zone_half_the_time():
    """50 GB to the one gateway cross as well: (100.250244 + 50) × 2 × 1/2 = 150.250244 GB, at the peak 451.000977."""
    topology = {**_network(), "database": SMALL_DATABASE}
    return bill_of(topology, workload=TALKATIVE, usage={"network": {"natGb": 50}})


@pytest.mark.parametrize(("per_zone", "crossing"), [(False, "50"), (True, "0")])
@pytest.mark.parametrize("egress", [GATEWAY, INSTANCE])
def test_a_gateway_in_each_zone_saves_the_crossing(egress, per_zone, crossing):
    """AWS bills what crosses zones on its way to a NAT gateway, and to a NAT instance just the same."""
    bill = bill_of(_network({**egress, "perZone": per_zone}), usage={"network": {"natGb": 50}})
    assert line(bill, "network/cross-zone/gb").quantity.expected == Decimal(crossing)


def test_an_adopted_network_pays_its_own_transfer():
    """What leaves by somebody else's gateways is on somebody else's bill."""
    assert bill_of({"network": ADOPTED}).lines == ()


@hand_computed(
    "network/internet-out/gb",
    quantity="0 501.251221 2005.004883",
    price="0.09",
    amount="0 45.11260989 180.45043947",
    resource="aws:lb/loadBalancer:LoadBalancer shop-lb",
)
def test_our_load_balancer_in_an_adopted_network_pays_for_its_answers():
    """26,280,000 requests × 20 KB / 1,048,576 = 501.251221 GB, at the peak × 4: × $0.09, wherever the gateway is."""
    return bill_of({"network": ADOPTED, "edge": {"loadBalancer": {}}, "services": ROUTED}, workload=BUSY)


@pytest.mark.parametrize(
    ("store", "resource"),
    [
        ({"database": SMALL_DATABASE}, "aws:rds/instance:Instance shop-database"),
        (
            {"database": {"kind": "auroraServerless", "version": "16", "minAcu": 1, "maxAcu": 2}},
            "aws:rds/cluster:Cluster shop-database",
        ),
        (
            {"cache": {"version": "8.0", "nodeType": "cache.t4g.micro"}},
            "aws:elasticache/replicationGroup:ReplicationGroup shop-cache",
        ),
        (
            {"cache": {"kind": "serverless", "version": "8.0", "maxDataGb": 1, "maxEcpuPerSecond": 1000}},
            "aws:elasticache/serverlessCache:ServerlessCache shop-cache",
        ),
    ],
)
def test_our_data_store_in_an_adopted_network_pays_for_crossing_zones(store, resource):
    """26,280,000 requests × 4 KB × 2 × 1/2 = 100.250244 GB between zones, and no NAT of ours beside it."""
    kb = {next(iter(store)): {"kbPerRequest": 4}}
    found = line(bill_of({"network": ADOPTED, **store}, workload={**BUSY, **kb}), "network/cross-zone/gb")
    assert found.quantity == figures("0 100.250244 401.000977")
    assert f"{found.resource.type} {found.resource.name}" == resource


@pytest.mark.parametrize(
    ("gb", "missing"), [("10239", []), ("10240", []), ("10241", ["cloudwatch.logs.vended-s3-gb.over-10tb"])]
)
def test_flow_logs_beyond_the_last_known_price_are_unpriced(gb, missing):
    """The book knows what the first 10 TB = 10,240 GB cost; what is beyond has no price, rather than a wrong one."""
    bill = bill_of(_network(flowLogs={"destination": "s3"}), usage={"network": {"flowLogGb": gb}})
    assert [error.item for error in bill.missing] == missing


# --- given figures beside derived ones ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "quantity"),
    [
        ("30", "0 30 401.000977"),  # below the derived 100.25: the ceiling stays as derived
        ("100.25", "0 100.25 401.000977"),
        ("401", "0 401 401.000977"),
        ("500", "0 500 500"),  # above the derived ceiling: lifts it
        ("0", "0 0 401.000977"),  # given as nothing is given
    ],
)
def test_a_given_figure_stands_for_the_expected_one(given, quantity):
    """`usage` replaces the expected figure; floor stays, and the ceiling is the larger of both."""
    topology = {**_network(), "database": SMALL_DATABASE}
    bill = bill_of(topology, workload=TALKATIVE, usage={"network": {"crossZoneGb": given}})
    assert line(bill, "network/cross-zone/gb").quantity == figures(quantity)


@pytest.mark.parametrize(
    ("given", "quantity"),
    [("0.05", "0.05 0.05 0.097901"), ("0.2", "0.097901 0.2 0.2")],
)
def test_no_floor_stands_above_what_is_expected(given, quantity):
    """An idle interface alone writes 0.097901 GB; a smaller given figure pulls the floor down with it."""
    bill = bill_of(_network(flowLogs={}), usage={"network": {"flowLogGb": given}})
    assert line(bill, "network/flow-logs/delivery").quantity == figures(quantity)


@pytest.mark.parametrize(
    ("given", "far"),
    [("33", True), ("33.5", False), ("100", False), ("300", False), ("301", True)],
)
def test_widely_different_figures_are_remarked_on(given, far):
    """Derived are 100.25 GB: less than a third of it, 33.42, or more than three times, 300.75, is worth a sentence."""
    topology = {**_network(), "database": SMALL_DATABASE}
    bill = bill_of(topology, workload=TALKATIVE, usage={"network": {"crossZoneGb": given}})
    assert [r for r in bill.remarks if "crossZoneGb" in r and given in r and "100.25" in r] == list(bill.remarks)
    assert bool(bill.remarks) is far


def test_both_figures_are_in_the_derivation():
    """The line says what was given and what the workload says."""
    topology = {**_network(), "database": SMALL_DATABASE}
    bill = bill_of(topology, workload=TALKATIVE, usage={"network": {"crossZoneGb": 30}})
    derivation = line(bill, "network/cross-zone/gb").derivation
    assert "given as usage.network.crossZoneGb = 30" in derivation
    assert "100.25" in derivation
