"""The bill of file systems, worked out by hand."""

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed

BUSY = {"requestsPerSecond": {"average": 10, "peak": 40}}
COLD = {"infrequentAccessAfterDays": 30}
FROZEN = {"infrequentAccessAfterDays": 30, "archiveAfterDays": 90}
BURSTING = {"throughputMode": "bursting"}


def _bill(system, known, **more):
    topology = {"storage": {"fileSystems": {"fs": system}}}
    return bill_of(topology, workload={"fileSystems": {"fs": known}, **more})


@hand_computed(
    "storage/FS/standard",
    of="fs",
    quantity="5",
    price="0.3",
    amount="1.50",
    resource="aws:efs/fileSystem:FileSystem shop-fs",
)
def test_standard():
    """5 GB × $0.30 = $1.50, whoever comes; mount targets and access points cost nothing."""
    return _bill({}, {"storedGb": 5})


@hand_computed("storage/FS/standard", of="fs", quantity="30", price="0.3", amount="9")
def test_what_is_not_cold():
    """100 GB less 50 % infrequent and 20 % archived = 30 GB, × $0.30 = $9.00."""
    return _bill(FROZEN, {"storedGb": 100, "infrequentPercent": 50, "archivePercent": 20})


@hand_computed("storage/FS/infrequent", of="fs", quantity="50", price="0.016", amount="0.80")
def test_infrequent_access_with_elastic_throughput():
    """100 GB × 50 % = 50 GB, × $0.016 = $0.80."""
    return _bill(COLD, {"storedGb": 100, "infrequentPercent": 50})


@hand_computed("storage/FS/infrequent", of="fs", quantity="50", price="0.025", amount="1.25")
def test_infrequent_access_with_bursting_throughput():
    """The older modes have the older price: 100 GB × 50 % × $0.025 = $1.25."""
    return _bill({**COLD, **BURSTING}, {"storedGb": 100, "infrequentPercent": 50})


@hand_computed("storage/FS/archive", of="fs", quantity="20", price="0.008", amount="0.16")
def test_archive():
    """100 GB × 20 % = 20 GB, × $0.008 = $0.16."""
    return _bill(FROZEN, {"storedGb": 100, "infrequentPercent": 50, "archivePercent": 20})


def test_shares_count_where_files_move():
    """Without the rule nothing is infrequent, whatever the workload says of another tier."""
    bill = _bill({}, {"storedGb": 100, "infrequentPercent": 50, "archivePercent": 20})
    assert line(bill, "storage/fs/standard").quantity == figures("100")
    assert not has(bill, "storage/fs/infrequent")
    assert not has(bill, "storage/fs/archive")


@hand_computed("storage/FS/read", of="fs", quantity="0 50 200", price="0.03", amount="0 1.50 6")
def test_reading_elastically():
    """50 GB × $0.03 = $1.50; at the peak all month 4 × 50 × $0.03 = $6.00."""
    return _bill({}, {"readGbPerMonth": 50}, **BUSY)


@hand_computed("storage/FS/write", of="fs", quantity="0 10 40", price="0.06", amount="0 0.60 2.40")
def test_writing_elastically():
    """10 GB × $0.06 = $0.60; at the peak all month 4 × 10 × $0.06 = $2.40."""
    return _bill({}, {"writeGbPerMonth": 10}, **BUSY)


@pytest.mark.parametrize("system", [BURSTING, {"throughputMode": "provisioned", "provisionedMibps": 1}])
def test_throughput_is_metered_in_elastic_mode_only(system):
    """Bursting is part of the storage, provisioned is bought: neither counts what is read."""
    bill = _bill(system, {"storedGb": 5, "readGbPerMonth": 50, "writeGbPerMonth": 10})
    assert not has(bill, "storage/fs/read")
    assert not has(bill, "storage/fs/write")


@hand_computed("storage/FS/infrequent-access", of="fs", quantity="0 25 25", price="0.01", amount="0 0.25 0.25")
def test_reading_what_is_infrequent():
    """50 GB read × 50 % in the class = 25 GB, × $0.01 = $0.25 on top."""
    return _bill(COLD, {"readGbPerMonth": 50, "infrequentPercent": 50})


@hand_computed(
    "storage/FS/infrequent-access", of="fs", meter="write", quantity="0 5 5", price="0.01", amount="0 0.05 0.05"
)
def test_writing_what_is_infrequent():
    """10 GB written × 50 % = 5 GB, × $0.01 = $0.05, in bursting mode too."""
    return _bill({**COLD, **BURSTING}, {"writeGbPerMonth": 10, "infrequentPercent": 50})


@hand_computed("storage/FS/archive-access", of="fs", quantity="0 10 10", price="0.03", amount="0 0.30 0.30")
def test_reading_what_is_archived():
    """50 GB read × 20 % in the class = 10 GB, × $0.03 = $0.30."""
    return _bill(FROZEN, {"readGbPerMonth": 50, "archivePercent": 20})


@hand_computed(
    "storage/FS/archive-access", of="fs", meter="write", quantity="0 2 2", price="0.03", amount="0 0.06 0.06"
)
def test_writing_what_is_archived():
    """10 GB written × 20 % = 2 GB, × $0.03 = $0.06."""
    return _bill(FROZEN, {"writeGbPerMonth": 10, "archivePercent": 20})


@hand_computed("storage/FS/provisioned", of="fs", quantity="5", price="6", amount="30")
def test_throughput_beyond_what_storage_brings():
    """100 GB bring 100 / 20 = 5 MiB/s: 10 − 5 = 5 MiB/s × $6.00 = $30.00."""
    return _bill({"throughputMode": "provisioned", "provisionedMibps": 10}, {"storedGb": 100})


@pytest.mark.parametrize(("mibps", "paid"), [("4", "0"), ("5", "0"), ("6", "1")])
def test_what_storage_brings_is_not_bought(mibps, paid):
    """Below and at the 5 MiB/s that 100 GB include nothing is paid, above it each one."""
    bill = _bill({"throughputMode": "provisioned", "provisionedMibps": mibps}, {"storedGb": 100})
    assert line(bill, "storage/fs/provisioned").quantity == figures(paid)


def test_cold_data_brings_no_throughput():
    """Of 100 GB half is infrequent: 50 / 20 = 2.5 MiB/s are included, 5 − 2.5 = 2.5 paid."""
    system = {"throughputMode": "provisioned", "provisionedMibps": 5, **COLD}
    bill = _bill(system, {"storedGb": 100, "infrequentPercent": 50})
    assert line(bill, "storage/fs/provisioned").quantity == figures("2.5")
