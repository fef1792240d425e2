"""Service quotas: codes as AWS writes them, and what a new account has."""

import re

import pytest

from infra.aws_rules.quotas import QUOTAS


@pytest.mark.parametrize("key", QUOTAS)
def test_codes(key):
    """A code is L- and eight hexadecimal digits, none is named twice, and the call names both parts."""
    quota = QUOTAS[key]
    assert re.fullmatch(r"L-[0-9A-F]{8}", quota.code)
    assert len({(one.service, one.code) for one in QUOTAS.values()}) == len(QUOTAS)
    assert f"--service-code {quota.service} --quota-code {quota.code}" in quota.command


@pytest.mark.parametrize(("key", "least"), [("vpcs", 5), ("elasticIps", 5), ("fargateVcpu", 6), ("instanceVcpu", 5)])
def test_what_a_new_account_has(key, least):
    """The ones that a first deployment meets."""
    assert QUOTAS[key].least == least
