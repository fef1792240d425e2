"""Amazon ECR."""

import pytest

from infra.aws_rules import ecr


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("default-rate-app", True),
        ("team/app.web", True),
        ("a__b", True),
        ("a---b", True),
        ("a_-b", False),
        ("a..b", False),
        ("a___b", False),
        ("App", False),
        ("-app", False),
        ("app/", False),
        ("a", False),
        ("a" * 257, False),
    ],
)
def test_name(name, fits):
    """Names follow ECR's pattern."""
    assert (ecr.name_problem(name) is None) is fits


@pytest.mark.parametrize(
    ("tag", "fits"),
    [("latest", True), ("v1.2_3-x", True), (".x", False), ("a b", False), ("a" * 129, False), ("", False)],
)
def test_tag(tag, fits):
    """Tags are Docker's."""
    assert (ecr.tag_problem(tag) is None) is fits
