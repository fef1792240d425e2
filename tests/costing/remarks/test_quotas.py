"""Remarks on quotas: only where a new account has less than a topology may take."""

import pytest

from tests.support.bills import bill_of

TASK = {"cpuUnits": 1024, "memoryMib": 2048, "containers": {"app": {"image": "x/y:1"}}}
SAID = (
    "at its most this takes 8 Fargate vCPUs on demand per region, and a new account has 6: "
    "aws service-quotas get-service-quota --service-code fargate --quota-code L-3032A538"
)


@pytest.mark.parametrize(("most", "said"), [(3, []), (4, [SAID])])
def test_a_quota_is_named_once_it_is_exceeded(most, said):
    """CR-60: three tasks and three beside them are the six vCPU of a new account; four are more, in one sentence."""
    scaling = {"min": 1, "max": most, "policy": {"kind": "cpu"}}
    bill = bill_of({"services": {"api": {**TASK, "scaling": scaling}}})
    assert [remark for remark in bill.remarks if remark.startswith("at its most")] == said
