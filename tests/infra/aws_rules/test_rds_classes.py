"""DB instance classes."""

import pytest

from infra.aws_rules import rds_classes


@pytest.mark.parametrize(
    ("name", "vcpu", "memory_gib", "architecture", "baseline"),
    [
        # The plan gives db.t3.micro one vCPU; it has two, and Extended Support is charged for each.
        ("db.t3.micro", 2, 1, "x86_64", 10),
        ("db.t4g.small", 2, 2, "arm64", 20),
        ("db.t4g.medium", 2, 4, "arm64", 20),
        ("db.t3.large", 2, 8, "x86_64", 30),
        ("db.t3.2xlarge", 8, 32, "x86_64", 40),
        ("db.m7g.large", 2, 8, "arm64", None),
        ("db.m5.4xlarge", 16, 64, "x86_64", None),
        ("db.r6i.large", 2, 16, "x86_64", None),
        ("db.r7g.4xlarge", 16, 128, "arm64", None),
    ],
)
def test_catalogue(name, vcpu, memory_gib, architecture, baseline):
    """Classes have AWS's vCPU, memory, processor and baseline."""
    found = rds_classes.find(name)
    assert found == (name, vcpu, memory_gib, architecture, baseline)
    assert found.burstable is (baseline is not None)


def test_catalogue_is_the_price_book(priced):
    """Every class with a price is in the catalogue, and nothing else is."""
    names = priced("rds.postgres.single-az.")
    assert set(rds_classes.names()) == names
    assert all(rds_classes.find(name) for name in names)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("db.t4g.micro", None),
        ("db.m8g.large", None),
        ("db.m8g.huge", "is not a DB instance class"),
        ("db.m8g.0xlarge", "is not a DB instance class"),
        ("db.m8g", "is not a DB instance class"),
        ("db.t3.huge", "is not a size the price book has; db.t3 comes as micro, small"),
        ("t3.micro", "is not a DB instance class"),
        ("db.t3", "is not a DB instance class"),
        ("db.t3.", "is not a size"),
        ("", "is not a DB instance class"),
    ],
)
def test_class_problem(name, problem):
    """A wrong size and nonsense have answers of their own; a class without prices is one."""
    found = rds_classes.class_problem(name)
    assert found is None if problem is None else found.startswith(problem)


@pytest.mark.parametrize(
    ("name", "vcpu", "memory_gib", "architecture"),
    [
        ("db.c6gd.medium", 1, 2, "arm64"),
        ("db.m8g.large", 2, 8, "arm64"),
        ("db.m8a.xlarge", 4, 16, "x86_64"),
        ("db.m6gd.16xlarge", 64, 256, "arm64"),
        ("db.m6idn.xlarge", 4, 16, "x86_64"),
        ("db.r8g.2xlarge", 8, 64, "arm64"),
        ("db.r5b.large", 2, 16, "x86_64"),
        ("db.x2g.large", 2, 32, "arm64"),
        ("db.x2iedn.xlarge", 4, 128, "x86_64"),
        ("db.z1d.12xlarge", 48, 384, "x86_64"),
    ],
)
def test_classes_without_prices_follow_their_size(name, vcpu, memory_gib, architecture):
    """4 vCPU an xlarge, and so many GiB a vCPU as the family has."""
    assert rds_classes.find(name) == (name, vcpu, memory_gib, architecture, None)


@pytest.mark.parametrize("name", ["db.m8g.micro", "db.m7g.huge", "db.q9.large", "m8g.large"])
def test_what_is_no_class_is_not_found(name):
    """A size or a family that nothing has."""
    assert rds_classes.find(name) is None


def test_every_class_has_the_vcpu_of_its_size():
    """The sizes of the catalogue follow the same rule, but for db.t."""
    rule = {"medium": 1, "large": 2, "xlarge": 4, "2xlarge": 8, "4xlarge": 16}
    for name in rds_classes.names():
        if not rds_classes.family(name).startswith("t"):
            assert rds_classes.find(name).vcpu == rule[name.rpartition(".")[2]]


@pytest.mark.parametrize(
    ("name", "major", "fits"),
    [
        ("db.t4g.micro", 11, False),
        ("db.t4g.micro", 12, True),
        ("db.m7g.large", 12, False),
        ("db.m7g.large", 13, True),
        ("db.t3.micro", 11, True),
        ("db.r7i.large", 18, True),
    ],
)
def test_version_problem(name, major, fits):
    """Version 11 has no Graviton, and 12 none of the seventh generation."""
    assert (rds_classes.version_problem(name, major) is None) is fits
