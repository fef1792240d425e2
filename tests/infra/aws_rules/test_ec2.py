"""EC2 instance types."""

from decimal import Decimal

import pytest

from infra.aws_rules import ec2


@pytest.mark.parametrize(
    ("name", "vcpu", "mib", "architecture", "tasks"),
    [
        ("t4g.nano", 2, 512, "arm64", 1),
        ("t3.small", 2, 2048, "x86_64", 2),
        ("t3a.small", 2, 2048, "x86_64", 1),
        ("t3.medium", 2, 4096, "x86_64", 2),
        ("t2.micro", 1, 1024, "x86_64", 1),
        ("t2.2xlarge", 8, 32768, "x86_64", 2),
        ("t3.2xlarge", 8, 32768, "x86_64", 3),
        ("c7g.medium", 1, 2048, "arm64", 1),
        ("c5.large", 2, 4096, "x86_64", 2),
        ("m7i.xlarge", 4, 16384, "x86_64", 3),
        ("m8g.2xlarge", 8, 32768, "arm64", 3),
        ("r8g.4xlarge", 16, 131072, "arm64", 7),
        ("r6i.large", 2, 16384, "x86_64", 2),
    ],
)
def test_catalogue(name, vcpu, mib, architecture, tasks):
    """Types have AWS's vCPU, memory, processor and network interfaces."""
    found = ec2.find(name)
    assert (found.vcpu, found.memory_mib, found.architecture) == (vcpu, mib, architecture)
    assert found.awsvpc_tasks == tasks


def test_catalogue_is_the_price_book(priced):
    """Every type with a price is in the catalogue, and nothing else is."""
    assert set(ec2.catalogue()) == priced("ec2.linux.")
    assert len(ec2.catalogue()) == 125


@pytest.mark.parametrize(
    ("name", "baseline", "credits_per_hour", "unlimited"),
    [
        ("t3.micro", 10, 12, True),
        ("t3.medium", 20, 24, True),
        ("t4g.large", 30, 36, True),
        ("t3a.2xlarge", 40, 192, True),
        ("t2.micro", 10, 6, False),
        ("t2.xlarge", "22.5", 54, False),
        ("t2.2xlarge", 17, "81.6", False),
    ],
)
def test_credits(name, baseline, credits_per_hour, unlimited):
    """Baselines and credits are those of AWS's table."""
    found = ec2.find(name)
    assert found.baseline_percent == Decimal(baseline)
    assert found.credits_per_hour == Decimal(credits_per_hour)
    assert found.unlimited_by_default is unlimited


def test_credits_are_the_baseline():
    """An hour's credits are the baseline of every vCPU for sixty minutes, as AWS defines them."""
    burstable = [one for one in ec2.catalogue().values() if one.burstable]
    assert len(burstable) == 28
    for one in burstable:
        assert one.credits_per_hour == one.baseline_percent * one.vcpu * 60 / 100, one.name
        assert one.trunk_tasks is None


def test_the_others_have_no_credits():
    """Types that are not burstable have no baseline, and trunking gives them room."""
    found = ec2.find("m6g.large")
    assert not found.burstable
    assert (found.baseline_percent, found.credits_per_hour, found.unlimited_by_default) == (None, None, None)
    assert (found.trunk_tasks, found.generation, found.family) == (10, 6, "m6g")


@pytest.mark.parametrize(
    ("name", "overhead_mib"),
    [
        ("t3.micro", 104),
        ("t4g.small", 197),
        ("t3.medium", 253),
        ("c6i.large", 273),
        ("m5.large", 559),
        ("r5.large", 699),
    ],
)
def test_registered_memory_is_below_what_was_measured(name, overhead_mib):
    """ECS registers at least what we reckon with, and not much more, once 128 MiB are left to the system."""
    found = ec2.find(name)
    measured = found.memory_mib - overhead_mib - 128
    assert measured * 0.9 < found.registered_memory_mib <= measured


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("t3.small", None),
        ("c5n.large", "is an EC2 instance type, but the price book has no prices for it"),
        ("t3.huge", "is not a size the price book has; t3 comes as nano, micro, small"),
        ("m7i.medium", "is not a size the price book has; m7i comes as large, xlarge"),
        ("db.t3.micro", "is not an EC2 instance type"),
        ("", "is not an EC2 instance type"),
    ],
)
def test_type_problem(name, start):
    """A type without prices, a wrong size and nonsense have answers of their own."""
    problem = ec2.type_problem(name)
    assert problem is None if start is None else problem.startswith(start)


def test_unpriced_families_are_not_in_the_catalogue():
    """A family is priced or it is not."""
    assert ec2.UNPRICED_FAMILIES.isdisjoint(one.family for one in ec2.catalogue().values())


def test_tasks_and_refresh():
    """Tasks need interfaces, and a refresh has a spread of at most a hundred."""
    assert ec2.tasks_problem("t3.small", 2) is None
    assert ec2.tasks_problem("t3.small", 3) == "is more than the 2 tasks that t3.small has network interfaces for"
    assert ec2.refresh_problem(90, 190) is None
    assert ec2.refresh_problem(90, 191) == "is more than 100 above the least healthy percent"
