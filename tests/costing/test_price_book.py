"""The price book: what it refuses to load, what it answers, and the files that ship with the program."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from costing import price_book
from costing.errors import MissingPrice, PriceBookError, UnknownRegion
from costing.ledger import Ledger
from costing.line_item import Kind, Why
from costing.money import same
from costing.price_book import FOLDER, Price, load, regions
from infra.aws_rules import regions as aws_regions
from tests.support.bills import bill_of, line

HEAD = "item,usd,unit,confidence,as_of,service,attributes,source"
ROW = "alb.hour,0.0225,hour,two sources,2026-10-07,AWSELB,,somebody's list"
ALLOWANCE = "always.sns.requests,,allowance,one source,2026-03-06,FreeTier,allowance=1000000;note=a month,a page"


def _book(folder: Path, *, rows=(ROW,), common=(ALLOWANCE,), counts=None, manifest=None) -> Path:
    """Write a book of one region, whole unless a part of it is replaced."""
    (folder / "us-east-1.csv").write_text("\n".join([HEAD, *rows]) + "\n")
    (folder / "global.csv").write_text("\n".join([HEAD, *common]) + "\n")
    said = counts or {"us-east-1": len(rows), "global": len(common)}
    (folder / "book.json").write_text(manifest or json.dumps({"asOf": "2026-11-21", "rows": said}))
    return folder


# --- what it answers ----------------------------------------------------------------------------------------------


def test_a_price_carries_where_it_comes_from(tmp_path):
    """A row has price, unit, source, date, confidence and region."""
    found = load("us-east-1", _book(tmp_path)).price("alb.hour")
    assert found == Price(
        "alb.hour",
        Decimal("0.0225"),
        "hour",
        "two sources",
        "2026-10-07",
        "AWSELB",
        "",
        "somebody's list",
        "us-east-1",
    )


def test_prices_of_no_region_are_found_from_any(tmp_path):
    """What is not in the region is looked up in `global`, never in another region."""
    found = load("us-east-1", _book(tmp_path)).price("always.sns.requests")
    assert (found.region, found.number("allowance")) == ("global", Decimal(1000000))


def test_a_missing_price_names_region_item_and_purpose(tmp_path):
    """The error says what was looked for, where, and for which line."""
    book = load("us-east-1", _book(tmp_path))
    with pytest.raises(MissingPrice) as missing:
        book.price("rds.postgres.single-az.db.z9.large", "RDS instance (on-demand)")
    assert str(missing.value) == (
        "no price for rds.postgres.single-az.db.z9.large in us-east-1 (RDS instance (on-demand))"
    )
    assert (missing.value.region, missing.value.item) == ("us-east-1", "rds.postgres.single-az.db.z9.large")


def test_an_attribute_that_a_row_lacks_is_an_error(tmp_path):
    """Numbers in attributes are asked for by name; another name is a mistake in the book."""
    book = load("us-east-1", _book(tmp_path))
    with pytest.raises(PriceBookError, match=r"alb\.hour in us-east-1 has no allowance="):
        book.price("alb.hour").number("allowance")


def test_an_allowance_is_no_price_of_zero(tmp_path):
    """A row without a price cannot be billed: its unit fits no line."""
    kind = Kind("messaging/topic/requests", "Requests", "1M requests", "aws:sns/topic:Topic", "usage")
    ledger = Ledger(load("us-east-1", _book(tmp_path)))
    with pytest.raises(Exception, match="is priced per allowance"):
        ledger.add(kind, "topic", same(Decimal(1)), "always.sns.requests", Why("one"))


def test_the_digest_changes_with_any_byte(tmp_path):
    """Two books that differ in one price have different digests; the same book has the same."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one = load("us-east-1", _book(tmp_path / "one"))
    other = load("us-east-1", _book(tmp_path / "other", rows=[ROW.replace("0.0225", "0.0226")]))
    assert one.sha256 != other.sha256
    assert re.fullmatch("[0-9a-f]{64}", one.sha256)
    assert load.__wrapped__("us-east-1", tmp_path / "one").sha256 == one.sha256


# --- what it refuses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", ["eu-west-9", "global", "", "US-EAST-1"])
def test_a_region_without_a_file_is_refused(tmp_path, region):
    """The error lists the regions there are; `global` is none."""
    with pytest.raises(UnknownRegion, match=r"the book has us-east-1$"):
        load(region, _book(tmp_path))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW.replace("0.0225", ""), "us-east-1.csv has no price for alb.hour"),
        (ROW.replace("0.0225", "-0.0225"), "us-east-1.csv has no usable price for alb.hour"),
        (ROW.replace("0.0225", "NaN"), "us-east-1.csv has no usable price for alb.hour"),
        (ROW.replace("0.0225", "Infinity"), "us-east-1.csv has no usable price for alb.hour"),
        (ROW.replace("0.0225", "free"), "us-east-1.csv is no price file"),
        (ROW.replace("0.0225", "$0.0225"), "us-east-1.csv is no price file"),
        (ROW.rpartition(",")[0], "us-east-1.csv is no price file"),
        (f"{ROW},more", "us-east-1.csv is no price file"),
        (f"alb.hour,{'9' * 200_000},hour,a,b,c,d,e".replace("alb.hour", '"alb' + "x" * 200_000 + '"'), "no price file"),
    ],
)
def test_a_row_without_a_usable_price_is_refused(tmp_path, row, message):
    """A gap, a negative, a word, a missing column: the file and the row are named, nothing is taken as zero."""
    with pytest.raises(PriceBookError, match=re.escape(message)):
        load("us-east-1", _book(tmp_path, rows=[row]))


def test_two_prices_of_one_item_are_refused(tmp_path):
    """The same key twice is refused, even at the same price."""
    with pytest.raises(PriceBookError, match=r"us-east-1\.csv has two prices for alb\.hour$"):
        load("us-east-1", _book(tmp_path, rows=[ROW, ROW]))


@pytest.mark.parametrize(("rows", "said"), [(1, 2), (1, 0)])
def test_a_file_that_is_not_whole_is_refused(tmp_path, rows, said):
    """A row lost or added behind the manifest's back shows."""
    folder = _book(tmp_path, rows=[ROW] * rows, counts={"us-east-1": said, "global": 1})
    with pytest.raises(PriceBookError, match=rf"us-east-1\.csv has {rows} rows, its manifest says {said}"):
        load("us-east-1", folder)


def test_a_file_without_its_head_is_refused(tmp_path):
    """Columns in another order would be read as other things: the first line must name them."""
    folder = _book(tmp_path)
    (folder / "us-east-1.csv").write_text("\n".join([HEAD.replace("confidence,as_of", "as_of,confidence"), ROW]) + "\n")
    with pytest.raises(PriceBookError, match=r"us-east-1\.csv is no price file"):
        load("us-east-1", folder)


@pytest.mark.parametrize("name", ["book.json", "us-east-1.csv", "global.csv"])
def test_a_missing_file_is_one_line(tmp_path, name):
    """A file that cannot be read is named."""
    folder = _book(tmp_path)
    (folder / name).unlink()
    with pytest.raises(PriceBookError, match=rf"^{re.escape(name)} cannot be read: No such file or directory$"):
        load("us-east-1", folder)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\n"])
def test_a_file_that_is_no_csv_is_refused(tmp_path, content):
    """Empty and binary files are no price files."""
    folder = _book(tmp_path)
    (folder / "us-east-1.csv").write_bytes(content)
    with pytest.raises(PriceBookError, match=r"^us-east-1\.csv is no price file"):
        load("us-east-1", folder)


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{}",
        '{"asOf": "2026-11-21"}',
        '{"asOf": "yesterday", "rows": {"us-east-1": 1, "global": 1}}',
        '{"asOf": 20261121, "rows": {"us-east-1": 1, "global": 1}}',
        '{"asOf": "2026-11-21", "rows": null}',
        '{"asOf": "2026-11-21", "rows": ["us-east-1", "global"]}',
        '{"asOf": "2026-11-21", "rows": {"us-east-1": 1}}',
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path, manifest):
    """The book's date and its counts must be there."""
    folder = _book(tmp_path)
    (folder / "book.json").write_text(manifest)
    with pytest.raises(PriceBookError, match=r"^book\.json is no manifest of the price book"):
        load("us-east-1", folder)


# --- prices that a user gives -------------------------------------------------------------------------------------

ARM_SPOT = "fargate.spot.linux-arm.vcpu-hour"
GIVEN = Price(
    ARM_SPOT, Decimal("0.01"), "vCPU-hour", "given", "2026-11-01", "given", "given=spot", "a mail", "us-east-1"
)


def test_a_given_price_fills_a_gap(tmp_path):
    """What the book lacks is found among the given."""
    book = load("us-east-1", _book(tmp_path)).with_given({ARM_SPOT: GIVEN})
    assert book.price(ARM_SPOT) == GIVEN
    assert book.has(ARM_SPOT)
    assert ARM_SPOT in book.items()


def test_a_given_price_never_replaces_one_of_the_book(tmp_path):
    """A row of the book stands, whatever the user says of it."""
    book = load("us-east-1", _book(tmp_path)).with_given({"alb.hour": GIVEN._replace(item="alb.hour")})
    assert book.price("alb.hour").usd == Decimal("0.0225")


def test_a_given_price_leaves_the_shared_book_alone(tmp_path):
    """The book is read once a process and shared by all stacks: what one stack gives is its own."""
    shared = load("us-east-1", _book(tmp_path))
    shared.with_given({ARM_SPOT: GIVEN})
    assert not shared.has(ARM_SPOT)


@pytest.mark.parametrize(
    ("database", "rate", "line_id", "amount"),
    [
        # 2 vCPU × 730 h × $0.02
        (
            {"insights": "advanced", "insightsRetentionDays": 465},
            "cloudwatch.database-insights-advanced.vcpu-hour",
            "database/instance/insights-advanced",
            "29.20",
        ),
        # 730 h × $0.02
        (
            {"instanceClass": "db.m7i.large"},
            "rds.postgres.single-az.db.m7i.large",
            "database/instance/hours",
            "14.60",
        ),
    ],
)
def test_a_rate_given_in_the_config_prices_its_line(database, rate, line_id, amount):
    """ap-south-2 lacks the row; `pricing.given` with its key makes the bill whole, and the line says who gave it."""
    topology = {"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, **database}}
    own = {"rate": rate, "unitPrice": "0.02", "source": "a quote", "asOf": "2026-11-01"}
    assert bill_of(topology, region="ap-south-2").total is None
    bill = bill_of(topology, region="ap-south-2", pricing={"given": {"quoted": own}})
    found = line(bill, line_id)
    assert found.amount.expected == Decimal(amount)
    assert (found.price.source, found.price.as_of, found.price.confidence) == ("a quote", "2026-11-01", "given")
    assert bill.total is not None


def test_a_given_rate_is_for_one_of_whatever_the_line_counts():
    """The unit of a rate is that of its line: endpoints are counted by the hour and zone."""
    rows = {"transfer.inter-az-gb-each-direction": _row("GB"), "ebs.gp3.gb-month": _row("GB-month")}
    book = price_book.PriceBook("us-east-1", rows, as_of=date(2026, 11, 21), sha256="0")
    own = {
        name: {"rate": rate, "unitPrice": "0.5", "source": "a quote", "asOf": "2026-11-01"}
        for name, rate in (
            ("hours", "vpc.interface-endpoint-hour"),
            ("data", "vpc.interface-endpoint-gb.first-1pb"),
            ("out", "transfer.internet-out-gb.first-10tb"),
        )
    }
    bill = bill_of(
        {"network": {"egress": {"kind": "none"}, "endpoints": ["logs"]}},
        usage={"network": {"endpointGb": 10, "internetOutGb": 4}},
        pricing={"given": own},
        book=book,
    )
    assert line(bill, "network/endpoint/hours").amount.expected == Decimal(730)  # 2 zones × 730 × 0.5
    assert line(bill, "network/endpoint/gb").amount.expected == Decimal(5)
    assert line(bill, "network/internet-out/gb").amount.expected == Decimal(2)


def _row(unit: str) -> Price:
    return Price("x", Decimal("0.01"), unit, "two sources", "2026-10-07", "s", "", "s", "us-east-1")


# --- the files that ship ------------------------------------------------------------------------------------------

FILES = sorted(FOLDER.glob("*.csv"))
MANIFEST = json.loads((FOLDER / "book.json").read_text())
CONFIDENCE = {"two sources", "one source repeated", "one source", "memory only"}
AS_OF = re.compile(r"20\d\d-\d\d-\d\d|20\d\d-\d\d|20\d\d \(day not known\)|undated( \((late|after|memory).*\))?")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_there_is_a_book_for_every_region_that_the_config_takes():
    """A region that `aws:region` accepts has prices, and a region with prices is accepted."""
    assert regions() == tuple(sorted(aws_regions.priced()))


@pytest.mark.parametrize("region", regions())
def test_every_region_loads(region):
    """Each committed file is whole, and dated by the manifest."""
    book = load(region)
    assert book.region == region
    assert book.as_of == date.fromisoformat(MANIFEST["asOf"])
    assert book.has("nat.gateway-hour")
    assert book.has("route53.hosted-zone-month.first-25")


def test_the_manifest_lists_the_files_that_are_there():
    """No file without a count, no count without a file."""
    assert {path.stem for path in FILES} == set(MANIFEST["rows"])


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_files_are_sorted_and_complete(path):
    """Machine-written: in the order of the keys, under the known head, as many rows as the manifest says."""
    rows = _rows(path)
    items = [row["item"] for row in rows]
    assert path.read_text(encoding="utf-8").partition("\n")[0] == HEAD
    assert items == sorted(set(items))
    assert len(items) == MANIFEST["rows"][path.stem]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_row_says_how_far_to_trust_it(path):
    """Confidence is one of four words, the date is one or says that there is none, and a source is named."""
    wrong = [
        row["item"]
        for row in _rows(path)
        if row["confidence"] not in CONFIDENCE or not AS_OF.fullmatch(row["as_of"]) or not row["source"].strip()
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_row_is_of_a_known_unit(path):
    """A unit is spelt one way in all files: the units below, and no other."""
    assert {row["unit"] for row in _rows(path)} <= UNITS


UNITS = {
    *("hour", "hour per AZ", "effective hour", "vCPU-hour", "GB-hour", "ACU-hour", "LCU-hour"),
    *("node-hour", "effective node-hour", "broker-hour", "cluster-hour"),
    *("GB", "GB-month", "IOPS-month", "MiBps-month", "vCPU-month", "ACU-month"),
    *("1k requests", "10k requests", "1M requests", "1M I/O", "1M ECPU", "1M queries", "1M traces"),
    *("1M invocations", "100k events", "100k notifications", "1k object-months", "request", "path"),
    *("metric-month", "alarm-month", "dashboard-month", "secret-month", "parameter-month"),
    *("rule-month", "web ACL-month", "zone-month", "certificate", "month", "budget-day"),
    *("allowance", "fraction"),
}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_only_allowances_and_shares_have_no_price(path):
    """An empty price stands beside `allowance=` or `value=`, and beside nothing else."""
    for row in _rows(path):
        if row["unit"] == "allowance":
            assert re.search(r"(^|;)allowance=\d+(\.\d+)?(;|$)", row["attributes"]), row["item"]
        elif row["unit"] == "fraction":
            assert re.search(r"(^|;)value=\d+(\.\d+)?(;|$)", row["attributes"]), row["item"]
        else:
            assert Decimal(row["usd"]) >= 0, row["item"]
        assert bool(row["usd"]) is (row["unit"] not in {"allowance", "fraction"}), row["item"]


def test_no_item_is_both_regional_and_global():
    """A key is looked up in the region and then in global: in both, the second would be hidden."""
    common = {row["item"] for row in _rows(FOLDER / "global.csv")}
    for path in FILES:
        if path.stem != "global":
            assert common.isdisjoint(row["item"] for row in _rows(path)), path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_two_zones_never_cost_less_than_one(path):
    """Every Multi-AZ row is dearer than its Single-AZ row and no more than two and a half times as dear."""
    prices = {row["item"]: Decimal(row["usd"]) for row in _rows(path) if row["usd"]}
    for item, usd in prices.items():
        if "multi-az" in item:
            alone = prices[item.replace("multi-az", "single-az")]
            assert alone < usd <= alone * Decimal("2.5"), item
