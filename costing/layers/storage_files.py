"""The bill of an EFS file system: data by class, traffic where it is metered, throughput where it is bought."""

from decimal import Decimal

from costing.demand.stated import with_traffic
from costing.demand.storage import files_workload
from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ONE, ZERO, Figures, same
from costing.units import HUNDRED
from infra.aws_rules import efs
from infra.model.storage import FileSystem

FILES = "aws:efs/fileSystem:FileSystem"

STANDARD = Kind("storage/FS/standard", "EFS storage", "GB-month", FILES, "usage")
INFREQUENT = Kind("storage/FS/infrequent", "EFS storage", "GB-month", FILES, "usage")
ARCHIVE = Kind("storage/FS/archive", "EFS storage", "GB-month", FILES, "usage")
READ = Kind("storage/FS/read", "EFS elastic throughput", "GB", FILES, "usage")
WRITE = Kind("storage/FS/write", "EFS elastic throughput", "GB", FILES, "usage")
INFREQUENT_ACCESS = Kind("storage/FS/infrequent-access", "EFS infrequent access", "GB", FILES, "usage")
ARCHIVE_ACCESS = Kind("storage/FS/archive-access", "EFS archive access", "GB", FILES, "usage")
PROVISIONED = Kind("storage/FS/provisioned", "EFS provisioned throughput", "MiBps-month", FILES, "fixed")

KINDS = (STANDARD, INFREQUENT, ARCHIVE, READ, WRITE, INFREQUENT_ACCESS, ARCHIVE_ACCESS, PROVISIONED)


def add_lines(to: Context, name: str, system: FileSystem) -> None:
    """Add every line of a file system."""
    known = files_workload(to.sections, name)
    cold = _share(known.infrequent_percent) if system.infrequent_access_after_days is not None else ZERO
    frozen = _share(known.archive_percent) if system.archive_after_days is not None else ZERO
    warm = known.stored_gb * (ONE - cold - frozen)
    elastic = system.throughput_mode == "elastic"

    def add(kind: Kind, figures: Figures, key: str, why: Why, of: str, *, meter: str = "") -> None:
        what = f"{kind.name} ({of}, {name})"
        to.ledger.add(kind, f"{to.prefix}-{name}", figures, key, why, name=what, of=name, meter=meter)

    def part(share: Decimal) -> Why:
        return Why("{} % of {} GB stored", (share * HUNDRED, known.stored_gb))

    add(STANDARD, same(warm), "efs.standard.gb-month", part(ONE - cold - frozen), "standard")
    if system.infrequent_access_after_days is not None:
        key = "efs.ia.elastic-throughput.gb-month" if elastic else "efs.ia.gb-month"
        add(INFREQUENT, same(known.stored_gb * cold), key, part(cold), "infrequent access")
    if system.archive_after_days is not None:
        add(ARCHIVE, same(known.stored_gb * frozen), "efs.archive.gb-month", part(frozen), "archive")
    ways = (("read", known.read_gb_per_month, READ), ("write", known.write_gb_per_month, WRITE))
    for way, gb, kind in ways:
        if elastic:
            moved = with_traffic(gb, to.demand.requests)
            add(kind, moved, f"efs.elastic-throughput.{way}-gb", Why("{} GB a month as given", (gb,)), way)
        for access, family, share, on in (
            (INFREQUENT_ACCESS, "ia", cold, system.infrequent_access_after_days),
            (ARCHIVE_ACCESS, "archive", frozen, system.archive_after_days),
        ):
            if on is not None:
                touched = Figures(ZERO, gb * share, gb * share)
                why = Why("{} GB " + way + " × {} % in the class", (gb, share * HUNDRED))
                meter = "" if way == "read" else way
                add(access, touched, f"efs.{family}.{way}-gb", why, way, meter=meter)
    if system.provisioned_mibps is not None:
        paid = efs.billed_throughput(system.provisioned_mibps, warm)
        why = Why("{} MiB/s less 1 for every {} of {} GB", (system.provisioned_mibps, efs.INCLUDED_GIB_PER_MIBPS, warm))
        add(PROVISIONED, same(paid), "efs.provisioned-throughput-mibps-month", why, f"{system.provisioned_mibps} MiB/s")


def _share(percent: int) -> Decimal:
    return Decimal(percent) / HUNDRED
