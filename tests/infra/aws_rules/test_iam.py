"""IAM."""

import pytest

from infra.aws_rules import iam


@pytest.mark.parametrize(
    ("name", "fits"),
    [("app-task", True), ("a" * 64, True), ("a" * 65, False), ("", False), ("app/task", False)],
)
def test_role_name(name, fits):
    """Role names have 64 characters."""
    assert (iam.role_name_problem(name) is None) is fits


def test_limits():
    """The limits that generated policies must keep."""
    assert (iam.MANAGED_POLICY_MAX, iam.INLINE_POLICIES_MAX, iam.TRUST_POLICY_MAX) == (6144, 10240, 2048)
