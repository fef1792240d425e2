"""Compute Savings Plans worked out by hand: stated and derived commitments, their order, and what they never cover.

us-east-1, one year, no upfront: x86 vCPU $0.032384 for $0.04048 and GB $0.003556 for $0.004445 (20 % off both);
t3.small $0.015 (convertible) for $0.0208 (27.9 % off).
"""

from decimal import Decimal

import pytest

from tests.support.bills import has, line
from tests.support.hand_computed import figures, hand_computed
from tests.support.running import adjusted

VCPU, GB = "services/api/vcpu", "services/api/memory"
TASK = {VCPU: ("fargate.linux-x86.vcpu-hour", "365"), GB: ("fargate.linux-x86.gb-hour", "730")}
INSTANCE = {"services/worker/instances": ("ec2.linux.t3.small", "730")}
ANY = {"name": "shop"}


def plan(**more):
    """Return pricing with one plan, called `it`."""
    return {"commitments": {"it": {"kind": "computeSavingsPlan", "termYears": 1, **more}}}


@hand_computed("commitments/NAME/savings-plan", of="it", quantity="730", price="0.01975", amount="14.4175")
def test_a_plan_for_what_always_runs():
    """365 × 0.032384 + 730 × 0.003556 = 14.41604 over 730 h is $0.019748 an hour: $0.01975, AWS takes five digits."""
    return adjusted(TASK, ANY, plan())


@hand_computed(
    "commitments/NAME/savings-plan",
    of="it",
    meter="covered.api.vcpu",
    quantity="-365",
    price="0.04048",
    amount="-14.7752",
)
def test_vcpu_hours_under_a_plan():
    """All 365 vCPU-hours are covered: −365 × $0.04048 = −$14.7752."""
    return adjusted(TASK, ANY, plan())


@hand_computed(
    "commitments/NAME/savings-plan",
    of="it",
    meter="covered.api.memory",
    quantity="-730",
    price="0.004445",
    amount="-3.24485",
)
def test_gb_hours_under_a_plan():
    """All 730 GB-hours are covered: −730 × $0.004445 = −$3.24485."""
    return adjusted(TASK, ANY, plan())


@hand_computed("commitments/NAME/savings-plan", of="it", quantity="730", price="0.005", amount="3.65")
def test_a_stated_plan():
    """$0.0050 an hour, whatever runs: 730 × 0.005 = $3.65."""
    return adjusted(TASK, ANY, plan(hourlyUsd="0.0050"))


@hand_computed(
    "commitments/NAME/savings-plan",
    of="it",
    meter="covered.api.vcpu",
    quantity="-32.550642",
    price="0.04048",
    amount="-1.31764998816",
)
def test_a_small_plan_covers_the_lowest_rate_first():
    """Both are 20 % off, so memory, the lower rate, goes first: 730 × 0.003556 = 2.59588 of $3.65.

    What is left, $1.05412, pays for 1.05412 / 0.032384 = 32.550642 vCPU-hours, × −$0.04048 = −$1.31764998816.
    """
    return adjusted(TASK, ANY, plan(hourlyUsd="0.005"))


@hand_computed(
    "commitments/NAME/savings-plan",
    of="it",
    meter="covered.worker.instances",
    quantity="-730",
    price="0.0208",
    amount="-15.184",
)
def test_the_best_saving_comes_first():
    """27.9 % on the instance beats 20 % on Fargate: $0.015 an hour is spent on its 730 h, and nothing is left."""
    return adjusted({**TASK, **INSTANCE}, ANY, plan(hourlyUsd="0.015"))


def test_nothing_is_left_for_the_second_best():
    """The same $10.95 a month leave Fargate on demand."""
    bill = adjusted({**TASK, **INSTANCE}, ANY, plan(hourlyUsd="0.015"))
    assert not has(bill, "commitments/it/savings-plan.covered.api.vcpu")
    assert bill.total == figures("28.97005")


@hand_computed(
    "commitments/NAME/savings-plan",
    of="it",
    meter="covered.api.vcpu",
    quantity="-365 -365 -365",
    price="0.04048",
    amount="-14.7752",
)
def test_each_figure_is_covered_by_itself():
    """Derived from the floor's 365 h, a plan covers 365 of the 547.5 and 1,825 h of the other figures."""
    lines = {VCPU: ("fargate.linux-x86.vcpu-hour", "365 547.5 1825")}
    return adjusted(lines, ANY, plan(hourlyUsd="0.016192"))


def test_a_derived_plan_is_rounded_up():
    """365 × 0.032384 / 730 = 0.016192 becomes 0.0162: the 0.00584 left over cover 0.180335 h more where they run."""
    lines = {VCPU: ("fargate.linux-x86.vcpu-hour", "365 547.5 1825")}
    bill = adjusted(lines, ANY, plan())
    assert line(bill, "commitments/it/savings-plan").amount == figures("11.826")
    assert line(bill, "commitments/it/savings-plan.covered.api.vcpu").quantity == figures(
        "-365 -365.180335 -365.180335"
    )
    assert bill.commitments[0].unused == figures("0.00584 0.00000003136 0.00000003136")


def test_reservations_come_first():
    """A reserved instance leaves the plan nothing to cover, and a plan without a figure is then not bought."""
    containers = {"app": {"image": "public.ecr.aws/x/y:1", "memoryMib": 512}}
    topology = {"services": {"worker": {"kind": "asg", "instanceType": "t3.small", "containers": containers}}}
    both = {"r": {"kind": "reserved", "covers": "service.worker", "termYears": 1}, **plan()["commitments"]}
    bill = adjusted(INSTANCE, topology, {"commitments": both})
    assert bill.total == figures("9.49")
    assert "commitment it covers nothing: no on-demand service runs all the time" in bill.remarks


def test_over_commitment_is_paid_anyway():
    """$0.05 an hour for compute worth $14.41604 at the plan's rates: $36.50 − 14.41604 = $22.08396 for nothing."""
    bill = adjusted(TASK, ANY, plan(hourlyUsd="0.05"))
    assert bill.total == figures("36.5")
    assert bill.commitments[0].unused == figures("22.08396")
    assert bill.commitments[0].saving == figures("-18.47995")


NEVER = [
    ("services/api/spot-vcpu", "fargate.spot.linux-x86.vcpu-hour", "aws:ecs/service:Service"),
    ("services/worker/spot-instances", "ec2.spot.linux.t3.small", "aws:autoscaling/group:Group"),
    ("services/api/ephemeral-storage", "fargate.ephemeral-storage-gb-hour", "aws:ecs/service:Service"),
    ("services/job/vcpu", "fargate.linux-x86.vcpu-hour", "aws:ecs/taskDefinition:TaskDefinition"),
    ("network/nat-instance/hours", "ec2.linux.t3.small", "aws:ec2/instance:Instance"),
    ("database/instance/hours", "rds.postgres.single-az.db.t4g.micro", "aws:rds/instance:Instance"),
]


@pytest.mark.parametrize(("line_id", "key", "resource"), NEVER)
def test_what_a_plan_never_covers(line_id, key, resource):
    """Spot, disks, databases; and jobs and NAT instances, which are left at their on-demand price on purpose."""
    bill = adjusted({line_id: (key, "730", "", resource)}, ANY, plan(hourlyUsd="0.01"))
    assert [x.id for x in bill.lines if "covered" in x.id] == []
    assert bill.commitments[0].unused == figures("7.3")


CASH = [("noUpfront", 1, "0", "8.76"), ("allUpfront", 1, "105.12", "0"), ("noUpfront", 3, "0", "8.76")]


@pytest.mark.parametrize(("payment", "years", "upfront", "monthly"), CASH)
def test_cash_of_a_plan(payment, years, upfront, monthly):
    """$0.012 an hour is $8.76 a month, or 12 × 8.76 = $105.12 at the start of a year."""
    lines = {VCPU: ("fargate.linux-x86.vcpu-hour", "365")}
    (one,) = adjusted(lines, ANY, plan(hourlyUsd="0.012", payment=payment, termYears=years)).commitments
    assert (one.fee, one.upfront, one.monthly) == (Decimal("8.76"), Decimal(upfront), Decimal(monthly))


def test_half_of_a_partial_plan_is_paid_at_its_start():
    """$0.012 an hour for a year is $105.12: half of it, $52.56, at the start, then $4.38 a month."""
    given = {
        "rate": "fargate.linux-x86.vcpu-hour.compute-sp-1yr-partial-upfront",
        "unitPrice": "0.031",
        "source": "a quote",
        "asOf": "2026-11-01",
    }
    lines = {VCPU: ("fargate.linux-x86.vcpu-hour", "365")}
    pricing = {**plan(hourlyUsd="0.012", payment="partialUpfront"), "given": {"part": given}}
    (one,) = adjusted(lines, ANY, pricing).commitments
    assert (one.upfront, one.monthly) == (Decimal("52.56"), Decimal("4.38"))


def test_a_region_without_a_rate_is_unpriced():
    """ap-south-1 has rates for three years only: one year names both missing rows and what there is."""
    bill = adjusted(TASK, ANY, plan(), region="ap-south-1")
    assert bill.total is None
    assert [m.item for m in bill.missing] == [
        "fargate.linux-x86.vcpu-hour.compute-sp-1yr-no-upfront",
        "fargate.linux-x86.gb-hour.compute-sp-1yr-no-upfront",
    ]
    assert all("there are rates for 3 years, no upfront" in m.wanted_for for m in bill.missing)
    assert not bill.commitments


@hand_computed("commitments/NAME/savings-plan", of="it", quantity="730", price="0.020748", amount="15.14604")
def test_given_rates_fill_a_region():
    """ap-south-1 with rates given, 365 × 0.034048 + 730 × 0.003724 = 15.14604: exactly $0.020748 an hour, as stated."""
    rates = {"vcpu": ("vcpu-hour", "0.034048"), "gb": ("gb-hour", "0.003724")}
    given = {
        name: {
            "rate": f"fargate.linux-x86.{unit}.compute-sp-1yr-no-upfront",
            "unitPrice": usd,
            "source": "20 % off",
            "asOf": "2025-10-26",
        }
        for name, (unit, usd) in rates.items()
    }
    return adjusted(TASK, ANY, {**plan(hourlyUsd="0.020748"), "given": given}, region="ap-south-1")


def test_a_plan_over_instances_needs_the_convertible_rate():
    """All upfront has no convertible row: unpriced, by the key that is looked for."""
    bill = adjusted(INSTANCE, ANY, plan(payment="allUpfront"))
    assert [m.item for m in bill.missing] == ["ec2.reserved-convertible.1yr-all-upfront.t3.small"]
    assert "there are rates for 1 year, no upfront; 3 years, no upfront" in bill.missing[0].wanted_for


def test_parts_of_a_plan():
    """Each service gets its share of the fee: 365 × (0.032384 − 0.04048) + 730 × (0.003556 − 0.004445) = −$3.60401."""
    (one,) = adjusted(TASK, ANY, plan()).commitments
    assert one.parts == {"services.api": figures("-3.60401")}
    assert one.unused == figures("0.00146")
