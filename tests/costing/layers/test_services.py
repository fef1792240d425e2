"""The bill of services and jobs, worked out by hand: us-east-1 unless a region is named, a month of 730 hours.

Twenty deployments a month are the default, and ten minutes of old and new tasks side by side in each.
"""

from decimal import Decimal

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import hand_computed

IMAGE = {"image": "x/y:1"}
CPU = {"kind": "cpu"}
NAT = {"egress": {"kind": "natGateway"}}
SERVICE = "aws:ecs/service:Service shop-api"
GROUP = "aws:autoscaling/group:Group shop-api"
TASK = "aws:ecs/taskDefinition:TaskDefinition shop-job"
FARGATE = {
    "cpuUnits": 512,
    "memoryMib": 1024,
    "containers": {"app": IMAGE},
    "scaling": {"min": 1, "max": 3, "policy": CPU},
}
ASG = {
    "kind": "asg",
    "instanceType": "t3.small",
    "containers": {"app": IMAGE},
    "scaling": {"min": 2, "max": 4, "policy": CPU},
}
JOB = {"kind": "job", "cpuUnits": 256, "memoryMib": 512, "containers": {"app": IMAGE}}


def fargate(average=2, network=NAT, region="us-east-1", **parts):
    """Return the bill of one to three tasks of half a vCPU and a GB, two on average."""
    work = {"services": {"api": {"averageCount": average}}}
    return bill_of({"network": network, "services": {"api": {**FARGATE, **parts}}}, workload=work, region=region)


def asg(average=3, network=NAT, usage=None, work=None, **parts):
    """Return the bill of two to four tasks on t3.small, three on average."""
    known = {"services": {"api": {"averageCount": average}}, **(work or {})}
    return bill_of({"network": network, "services": {"api": {**ASG, **parts}}}, workload=known, usage=usage)


def job(minutes=4, runs=None, network=NAT, **parts):
    """Return the bill of a job of a quarter vCPU and half a GB."""
    work = {"services": {"job": {"minutesPerRun": minutes, "runsPerMonth": runs}}}
    return bill_of({"network": network, "services": {"job": {**JOB, **parts}}}, workload=work)


# --- Fargate --------------------------------------------------------------------------------------------------------


@hand_computed(
    "services/NAME/vcpu",
    of="api",
    quantity="365 730 1100",
    price="0.04048",
    amount="14.7752 29.5504 44.528",
    resource=SERVICE,
)
def test_processors():
    """0.5 vCPU × 730 h × 1, 2 and 3 tasks = 365, 730, 1,095; deployments add 3 tasks × 20 × 10 / 60 h = 10 h × 0.5 = 5.

    365 × $0.04048 = $14.7752; 730: $29.5504; 1,100: $44.528.
    """
    return fargate()


@hand_computed(
    "services/NAME/memory",
    of="api",
    quantity="730 1460 2200",
    price="0.004445",
    amount="3.24485 6.4897 9.779",
    resource=SERVICE,
)
def test_memory():
    """1 GB × 730 h × 1 and 2 tasks = 730, 1,460; 3 × 730 + 10 = 2,200. × $0.004445: $3.24485, $6.4897, $9.779."""
    return fargate()


@hand_computed(
    "services/NAME/vcpu", of="api", quantity="365 730 1100", price="0.03238", amount="11.8187 23.6374 35.618"
)
def test_processors_on_graviton():
    """The same hours at Graviton's price: 365 × $0.03238 = $11.8187, 730: $23.6374, 1,100: $35.618."""
    return fargate(architecture="arm64")


@hand_computed(
    "services/NAME/memory", of="api", quantity="730 1460 2200", price="0.00356", amount="2.5988 5.1976 7.832"
)
def test_memory_on_graviton():
    """730 × $0.00356 = $2.5988; 1,460: $5.1976; 2,200: $7.832."""
    return fargate(architecture="arm64")


@hand_computed("services/NAME/vcpu", of="api", quantity="365 365 365", price="0.04048", amount="14.7752")
def test_one_task_that_keeps_state_overlaps_with_nothing():
    """0.5 × 730 = 365 in all three: the old task stops before the new one starts. × $0.04048 = $14.7752."""
    stateful = {"app": {**IMAGE, "stateful": True}}
    return fargate(1, containers=stateful, scaling={"min": 1, "max": 1})


@hand_computed(
    "services/NAME/vcpu", of="api", quantity="365 730 1130", price="0.04048", amount="14.7752 29.5504 45.7424"
)
def test_blue_green_doubles_the_tasks_while_it_bakes():
    """3 tasks × 20 deployments × 70 / 60 h = 70 h; (3 × 730 + 70) × 0.5 = 1,130, × $0.04048 = $45.7424."""
    blue_green = {"deployment": {"kind": "blueGreen", "bakeMinutes": 70}, "route": {}}
    work = {"services": {"api": {"averageCount": 2}}}
    topology = {"network": NAT, "edge": {"loadBalancer": {}}, "services": {"api": {**FARGATE, **blue_green}}}
    topology["services"]["api"]["containers"] = {"app": {**IMAGE, "ports": [80]}}
    return bill_of(topology, workload=work)


@hand_computed(
    "services/NAME/vcpu",
    of="api",
    quantity="730 730 1463.333333",
    price="0.04048",
    amount="29.5504 29.5504 59.23573331984",
)
def test_a_deployment_that_may_run_fewer_at_once_overlaps_less():
    """At 150 % four tasks become six: 2 × 20 × 10 / 60 = 6.666667 h; (2,920 + 6.666667) × 0.5 = 1,463.333333."""
    half = {"minimumHealthyPercent": 50, "maximumPercent": 150}
    return fargate(deployment=half, scaling={"min": 2, "max": 4, "policy": CPU})


@hand_computed(
    "services/NAME/spot-vcpu",
    of="api",
    quantity="0 182.5 367.5",
    price="0.01288871",
    amount="0 2.352189575 4.736600925",
    resource=SERVICE,
)
def test_processors_on_spot():
    """Half above one: (730 − 730) / 2 = 0, (1,460 − 730) / 2 = 365, (2,200 − 730) / 2 = 735 h; × 0.5 vCPU."""
    return fargate(spot={"sharePercent": 50, "onDemandBase": 1})


@hand_computed(
    "services/NAME/spot-memory",
    of="api",
    quantity="0 365 735",
    price="0.00141527",
    amount="0 0.51657355 1.04022345",
)
def test_memory_on_spot():
    """The hours of Spot × 1 GB: 0, (1,460 − 730) / 2 = 365, (2,200 − 730) / 2 = 735; × $0.00141527."""
    return fargate(spot={"sharePercent": 50, "onDemandBase": 1})


@hand_computed(
    "services/NAME/vcpu", of="api", quantity="365 547.5 732.5", price="0.04048", amount="14.7752 22.1628 29.6516"
)
def test_what_is_left_on_demand():
    """(730 − 0) × 0.5 = 365; (1,460 − 365) × 0.5 = 547.5; (2,200 − 735) × 0.5 = 732.5; × $0.04048."""
    return fargate(spot={"sharePercent": 50, "onDemandBase": 1})


def test_all_on_spot_leaves_no_line_on_demand():
    """PS-31: with the whole share and no base there is nothing on demand to be billed."""
    bill = fargate(spot={"sharePercent": 100})
    assert not has(bill, "services/api/vcpu")
    assert not has(bill, "services/api/memory")
    assert line(bill, "services/api/spot-vcpu").quantity == (365, 730, 1100)


def test_a_base_that_holds_every_task_saves_nothing():
    """CR-46: one task with a base of one runs on demand: 0.5 × 730 = 365 h on demand, 0 on Spot."""
    bill = fargate(1, scaling={"min": 1, "max": 1}, spot={"sharePercent": 67, "onDemandBase": 1})
    assert line(bill, "services/api/vcpu").quantity.expected == 365
    assert line(bill, "services/api/spot-vcpu").quantity.expected == 0


def test_spot_on_graviton_is_unpriced_where_nobody_saw_a_price():
    """DR-37: eu-central-1 has no row for Graviton's Spot; the bill names it and has no total."""
    bill = fargate(architecture="arm64", spot={"sharePercent": 100}, region="eu-central-1")
    assert bill.total is None
    assert {m.item for m in bill.missing} == {"fargate.spot.linux-arm.vcpu-hour", "fargate.spot.linux-arm.gb-hour"}


@hand_computed(
    "services/NAME/ephemeral-storage",
    of="api",
    quantity="7300 14600 22000",
    price="0.000111",
    amount="0.8103 1.6206 2.442",
    resource=SERVICE,
)
def test_disk_above_what_is_included():
    """(30 − 20) GiB × 730, 1,460 and 2,200 h, × $0.000111 = $0.8103, $1.6206, $2.442."""
    return fargate(ephemeralStorageGib=30)


@pytest.mark.parametrize(("gib", "hours"), [(20, None), (21, 730)])
def test_twenty_gib_are_included(gib, hours):
    """At the included size there is no line; one above is billed for one."""
    bill = fargate(ephemeralStorageGib=gib)
    assert has(bill, "services/api/ephemeral-storage") is (hours is not None)
    if hours:
        assert line(bill, "services/api/ephemeral-storage").quantity.floor == hours


@hand_computed(
    "services/NAME/public-address",
    of="api",
    quantity="730 1460 2200",
    price="0.005",
    amount="3.65 7.30 11.00",
    resource=SERVICE,
)
def test_addresses_of_tasks():
    """An address a task: 730, 2 × 730 = 1,460, 3 × 730 + 10 = 2,200 h; × $0.005 = $3.65, $7.30, $11."""
    return fargate(network={"egress": {"kind": "publicAddress"}})


def test_private_tasks_have_no_address():
    """Behind a gateway the gateway's address is the only one."""
    assert not has(fargate(), "services/api/public-address")


# --- instances ------------------------------------------------------------------------------------------------------


@hand_computed(
    "services/NAME/instances",
    of="api",
    quantity="1460 2190 3650",
    price="0.0208",
    amount="30.368 45.552 75.92",
    resource=GROUP,
)
def test_instances():
    """2 and 3 instances × 730 = 1,460, 2,190 h; in the ceiling (4 + 1) × 730 = 3,650. × $0.0208."""
    return asg()


@hand_computed(
    "services/NAME/instances", of="api", quantity="730 730 2190", price="0.0208", amount="15.184 15.184 45.552"
)
def test_two_tasks_share_an_instance():
    """1 and 2 tasks on ⌈1 / 2⌉ = 1 and ⌈2 / 2⌉ = 1 instance, 730 h; 3 on 2, and one more: 3 × 730 = 2,190."""
    return asg(2, tasksPerInstance=2, scaling={"min": 1, "max": 3, "policy": CPU})


@hand_computed(
    "services/NAME/instances", of="api", quantity="1460 2190 3690", price="0.0208", amount="30.368 45.552 76.752"
)
def test_blue_green_doubles_the_instances():
    """4 more for 20 × 30 / 60 h = 10 h each: 3,650 + 40 = 3,690 h, × $0.0208 = $76.752."""
    topology = {
        "network": NAT,
        "edge": {"loadBalancer": {}},
        "services": {
            "api": {
                **ASG,
                "containers": {"app": {**IMAGE, "ports": [80]}},
                "route": {},
                "deployment": {"kind": "blueGreen", "bakeMinutes": 30},
            }
        },
    }
    return bill_of(topology, workload={"services": {"api": {"averageCount": 3}}})


@hand_computed(
    "services/NAME/spot-instances",
    of="api",
    quantity="365 730 1460",
    price="0.0093",
    amount="3.3945 6.789 13.578",
    resource=GROUP,
)
def test_instances_on_spot():
    """AN-44: half above one: (1,460 − 730) / 2 = 365, (2,190 − 730) / 2 = 730, (3,650 − 730) / 2 = 1,460 h."""
    return asg(spot={"sharePercent": 50, "onDemandBase": 1})


def test_the_rest_of_the_instances_stays_on_demand():
    """1,460 − 365 = 1,095; 2,190 − 730 = 1,460; 3,650 − 1,460 = 2,190 h; all on Spot leaves no line."""
    bill = asg(spot={"sharePercent": 50, "onDemandBase": 1})
    assert line(bill, "services/api/instances").quantity == (1095, 1460, 2190)
    assert not has(asg(spot={"sharePercent": 100}), "services/api/instances")


@hand_computed(
    "services/NAME/root-disk", of="api", quantity="80 120 200", price="0.08", amount="6.40 9.60 16.00", resource=GROUP
)
def test_root_volumes():
    """40 GB × 2, 3 and 4 + 1 instances = 80, 120, 200 GB-months; × $0.08 = $6.40, $9.60, $16."""
    return asg(rootVolumeGb=40)


@hand_computed(
    "services/NAME/detailed-monitoring",
    of="api",
    quantity="14 21 35",
    price="0.3",
    amount="4.20 6.30 10.50",
    resource=GROUP,
)
def test_detailed_monitoring():
    """7 metrics × 2, 3 and 5 instances = 14, 21, 35; × $0.30 = $4.20, $6.30, $10.50."""
    return asg(detailedMonitoring=True)


def test_basic_monitoring_costs_nothing():
    """The five-minute metrics are free, so there is no line."""
    assert not has(asg(), "services/api/detailed-monitoring")


@hand_computed(
    "services/NAME/public-address",
    of="api",
    quantity="1460 2190 3650",
    price="0.005",
    amount="7.30 10.95 18.25",
    resource=GROUP,
)
def test_addresses_of_instances():
    """In public subnets an instance has the address: 2 × 730, 3 × 730 and 5 × 730 h, × $0.005."""
    return asg(network={"egress": {"kind": "publicAddress"}})


def busy(**parts):
    """Return the bill of unlimited t3.small under sixty requests a second of 50 ms each."""
    topology = {
        "network": NAT,
        "edge": {"loadBalancer": {}},
        "services": {
            "api": {**ASG, "cpuCredits": "unlimited", "containers": {"app": {**IMAGE, "ports": [80]}}, "route": {}}
        },
    }
    usage = parts.pop("usage", None)
    topology["services"]["api"] |= parts
    work = {"requestsPerSecond": {"average": 60}, "services": {"api": {"averageCount": 3, "cpuMsPerRequest": 50}}}
    return bill_of(topology, workload=work, usage=usage)


@hand_computed(
    "services/NAME/surplus-credits",
    of="api",
    quantity="0 1314 5840",
    price="0.05",
    amount="0 65.70 292.00",
    resource=GROUP,
)
def test_credits_above_the_baseline():
    """60 × 50 ms = 3 vCPU busy; three t3.small give 3 × 2 × 20 % = 1.2 free: (3 − 1.2) × 730 = 1,314 vCPU-hours.

    In the ceiling 3,650 instance-hours × 2 × 80 % = 5,840. × $0.05 = $65.70 and $292.
    """
    return busy()


@hand_computed("services/NAME/surplus-credits", of="api", quantity="0 876 5110", price="0.05", amount="0 43.80 255.50")
def test_credits_of_t3a_are_priced_as_those_of_t3():
    """Baseline 30 %: (3 − 3 × 2 × 0.3) × 730 = 876; 3,650 × 2 × 70 % = 5,110; × $0.05 = $43.80, $255.50."""
    return busy(instanceType="t3a.large")


@hand_computed("services/NAME/surplus-credits", of="api", quantity="0 1314 5840", price="0.04", amount="0 52.56 233.60")
def test_credits_of_graviton_have_a_price_of_their_own():
    """1,314 × $0.04 = $52.56; 5,840 × $0.04 = $233.60."""
    return busy(instanceType="t4g.small")


def test_stated_credits_win():
    """AN-06: a stated total is expected, the floor stays nothing and the ceiling what could be."""
    bill = busy(usage={"services": {"surplusCreditHours": 100}})
    assert line(bill, "services/api/surplus-credits").quantity == (0, 100, 5840)
    assert "derived" in line(bill, "services/api/surplus-credits").derivation


def test_standard_credits_have_no_line():
    """A standard instance slows down instead of costing more."""
    assert not has(asg(), "services/api/surplus-credits")


# --- jobs -----------------------------------------------------------------------------------------------------------


@hand_computed(
    "services/NAME/vcpu", of="job", quantity="0 1.25 1.25", price="0.04048", amount="0 0.0506 0.0506", resource=TASK
)
def test_processors_of_a_job():
    """60 runs × (4 + 1) minutes / 60 = 5 h × 0.25 vCPU = 1.25; by hand, so none in the floor. × $0.04048 = $0.0506."""
    return job(runs=60)


@hand_computed("services/NAME/memory", of="job", quantity="0 2.5 2.5", price="0.004445", amount="0 0.0111125 0.0111125")
def test_memory_of_a_job():
    """5 h × 0.5 GB = 2.5; × $0.004445 = $0.0111125."""
    return job(runs=60)


DAILY = {"schedule": {"cron": "0 2 * * ? *"}}


@hand_computed(
    "services/NAME/vcpu",
    of="job",
    quantity="0.633681 0.633681 0.633681",
    price="0.04048",
    amount="0.02565140688",
)
def test_a_job_by_the_clock_is_in_the_floor():
    """365 / 12 = 30.416667 runs × 5 / 60 h = 2.534722 h × 0.25 = 0.633681 vCPU-hours in all three figures."""
    return job(**DAILY)


@hand_computed(
    "services/NAME/vcpu",
    of="job",
    quantity="0.208333 0.208333 0.633681",
    price="0.04048",
    amount="0.00843331984 0.00843331984 0.02565140688",
)
def test_stated_runs_stand_for_those_of_the_clock():
    """10 runs × 5 / 60 × 0.25 = 0.208333 as floor and expected; the clock's 30.416667 in the ceiling."""
    return job(runs=10, **DAILY)


@hand_computed(
    "services/NAME/spot-vcpu",
    of="job",
    quantity="0 1.25 1.25",
    price="0.01288871",
    amount="0 0.0161108875 0.0161108875",
)
def test_a_job_on_spot():
    """5 h × 0.25 vCPU = 1.25, × $0.01288871; nothing is left on demand."""
    return job(runs=60, spot={"sharePercent": 100})


@hand_computed(
    "services/NAME/ephemeral-storage",
    of="job",
    quantity="0 50 50",
    price="0.000111",
    amount="0 0.00555 0.00555",
    resource=TASK,
)
def test_disk_of_a_job():
    """(30 − 20) GiB × 5 h = 50; × $0.000111."""
    return job(runs=60, ephemeralStorageGib=30)


@hand_computed(
    "services/NAME/public-address", of="job", quantity="0 5 5", price="0.005", amount="0 0.025 0.025", resource=TASK
)
def test_address_of_a_job():
    """5 h × 1 address × $0.005 = $0.025."""
    return job(runs=60, network={"egress": {"kind": "publicAddress"}})


@hand_computed(
    "services/NAME/scheduler",
    of="job",
    quantity="0.00003",
    price="1",
    amount="0.00003",
    resource="aws:scheduler/schedule:Schedule shop-job",
)
def test_invocations_of_a_schedule():
    """365 / 12 = 30.416667 invocations / 1,000,000 = 0.00003 million, × $1; by hand there is no schedule."""
    return job(**DAILY)


def test_a_job_by_hand_has_no_schedule():
    """Without a cron expression nothing is invoked."""
    assert not has(job(runs=60), "services/job/scheduler")


# --- names ----------------------------------------------------------------------------------------------------------


@hand_computed(
    "services/discovery/zone",
    quantity="1",
    price="0.5",
    amount="0.50",
    resource="aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace shop",
)
def test_one_zone_for_all_names():
    """Two services are looked up, in 1 zone: 1 × $0.50 = $0.50."""
    called = {**FARGATE, "containers": {"app": {**IMAGE, "ports": [80]}}}
    caller = {**FARGATE, "environment": {"A": "${service.a.host}", "B": "${service.b.host}:${service.b.port}"}}
    return bill_of({"network": NAT, "services": {"a": called, "b": called, "c": caller}})


def test_without_a_reference_there_is_no_zone():
    """A service that nobody looks up needs no name."""
    assert not has(fargate(), "services/discovery/zone")


# --- how the bill reads ---------------------------------------------------------------------------------------------


def test_lines_name_their_service_and_size():
    """Two services with lines of one kind can be told apart."""
    assert line(fargate(), "services/api/vcpu").name == "Fargate vCPU (api, 512 CPU units, 1024 MiB, x86_64)"
    assert line(asg(), "services/api/instances").name == "EC2 instances (api, on-demand, t3.small)"


def test_the_derivation_tells_what_deployments_add():
    """The ceiling's overlap is told in hours."""
    assert line(fargate(), "services/api/memory").derivation == (
        "((2 tasks as given) × 730 h; deployments add 10 h to the ceiling) × 1 GB"
    )


def test_a_service_of_the_plan():
    """DR-11: an always-on task of half a vCPU and a GB: 365 × 0.04048 + 730 × 0.004445 = $18.02005 a month."""
    bill = fargate(1, scaling={"min": 1, "max": 1})
    assert bill.layers["services"].floor == Decimal("18.02005")
