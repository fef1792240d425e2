"""The import of a price sheet: every row belongs to one family, nothing is dropped unseen, files are replaced whole."""

import csv
import hashlib
import json

import pytest

from costing import price_book
from costing.errors import PriceBookError
from costing.prices import import_sheet
from costing.prices.families import KEPT, LEFT_OUT, families_of

COLUMNS = ("service", "region", "item", "attributes", "unit", "usd", "confidence", "source", "as_of")


def _row(item, region="us-east-1", usd="1", unit="hour"):
    return {
        "service": "S",
        "region": region,
        "item": item,
        "attributes": "",
        "unit": unit,
        "usd": usd,
        "confidence": "two sources",
        "source": "a list",
        "as_of": "2026-10-07",
    }


def _sheet(folder, *rows):
    path = folder / "sheet.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_rows_go_to_the_file_of_their_region(tmp_path, capsys, monkeypatch):
    """Kept rows are sorted by key into one file a region; the manifest counts them and names the sheet's digest."""
    monkeypatch.setattr(import_sheet.supplement, "ROWS", ())
    sheet = _sheet(
        tmp_path,
        _row("nat.gateway-hour", usd="0.045"),
        _row("alb.hour", usd="0.0225"),
        _row("nat.gateway-hour", region="eu-west-1", usd="0.048"),
        _row("lambda.requests-1m"),
        _row("acm.public-certificate", region="global", usd="0", unit="certificate"),
    )
    book = tmp_path / "book"
    book.mkdir()
    assert import_sheet.main([str(sheet), "2026-11-21", str(book)]) == 0
    assert sorted(p.name for p in book.iterdir()) == ["book.json", "eu-west-1.csv", "global.csv", "us-east-1.csv"]
    lines = (book / "us-east-1.csv").read_text().splitlines()
    assert lines == [
        "item,usd,unit,confidence,as_of,service,attributes,source",
        "alb.hour,0.0225,hour,two sources,2026-10-07,S,,a list",
        "nat.gateway-hour,0.045,hour,two sources,2026-10-07,S,,a list",
    ]
    assert json.loads((book / "book.json").read_text()) == {
        "asOf": "2026-11-21",
        "sheetSha256": hashlib.sha256(sheet.read_bytes()).hexdigest(),
        "rows": {"eu-west-1": 1, "global": 1, "us-east-1": 2},
    }
    said = capsys.readouterr().out
    assert "4 rows" in said
    assert "1 left out" in said
    assert "Lambda is not built" in said


def test_what_was_imported_can_be_loaded(tmp_path):
    """The book reads what the import writes."""
    sheet = _sheet(tmp_path, _row("alb.hour", usd="0.0225"), _row("route53.hosted-zone-month.first-25", "global"))
    import_sheet.main([str(sheet), "2026-11-21", str(tmp_path)])
    assert price_book.load("us-east-1", tmp_path).price("alb.hour").source == "a list"


@pytest.mark.parametrize("item", ["quantum.qubit-hour", "nat", "nat.gateway-hour.extra", "rds", ""])
def test_a_row_of_no_family_stops_the_import(item):
    """A price nobody has thought about is named with its region, and where to name it."""
    with pytest.raises(
        PriceBookError,
        match=rf"^{item or 'a row without an item'} in us-east-1 belongs to no family: name it once in costing/prices",
    ):
        import_sheet.sort_rows([_row(item)])


def test_a_row_of_two_families_stops_the_import(monkeypatch):
    """A key that is kept by one pattern and left out by another is nobody's."""
    monkeypatch.setattr("costing.prices.families.KEPT", (*KEPT, "lambda.requests-*"))
    with pytest.raises(PriceBookError, match=r"belongs to \['lambda\.requests-\*', 'lambda\.\*\*'\]"):
        import_sheet.sort_rows([_row("lambda.requests-1m")])


def test_nothing_is_written_when_the_import_stops(tmp_path):
    """One unknown row, and the old book stays as it was."""
    (tmp_path / "book.json").write_text("old")
    sheet = _sheet(tmp_path, _row("alb.hour"), _row("quantum.qubit-hour"))
    with pytest.raises(PriceBookError):
        import_sheet.main([str(sheet), "2026-11-21", str(tmp_path)])
    assert (tmp_path / "book.json").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.json", "sheet.csv"]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    """A row that cannot be written leaves the file that was there."""
    path = tmp_path / "us-east-1.csv"
    path.write_text("old")

    def rows():
        yield ["alb.hour", "1"]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        import_sheet.replace_csv(path, rows())
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("item", "kept"),
    [
        ("nat.gateway-hour", True),
        ("rds.postgres.multi-az.db.t4g.micro", True),
        ("rds.mysql.single-az.db.t3.micro", False),
        ("vpc.interface-endpoint-gb.1pb-5pb", True),
        ("vpc.public-ipv4.idle-hour", False),
        ("cloudwatch.container-insights-enhanced-ecs.metric-month", True),
        ("aurora.serverless-v2.io-optimized.acu-hour", True),
        ("aurora.mysql.serverless-v2.acu-hour", False),
    ],
)
def test_a_pattern_matches_parts(item, kept):
    """A star is one part between dots, two stars are the rest; each key has exactly one family."""
    wanted, unwanted = families_of(item)
    assert (len(wanted), len(unwanted)) == ((1, 0) if kept else (0, 1))


def test_every_family_left_out_has_its_reason():
    """A reason is a sentence for whoever misses the price; no family stands on both lists."""
    assert all(len(reason.split()) >= 2 for reason in LEFT_OUT.values())
    assert set(KEPT).isdisjoint(LEFT_OUT)
    assert len(set(KEPT)) == len(KEPT)


def test_every_row_of_the_book_is_of_a_kept_family():
    """The committed book holds nothing that the import would leave out today, and every kept family has rows."""
    used = set()
    for path in sorted(price_book.FOLDER.glob("*.csv")):
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                wanted, unwanted = families_of(row["item"])
                assert (len(wanted), unwanted) == (1, []), row["item"]
                used.update(wanted)
    assert used == set(KEPT)


def test_rows_that_no_sheet_has_are_added_and_a_firewall_of_the_cdn_is_priced_where_it_lives():
    """The supplement's rows join those of the sheet; the firewall's rows of us-east-1 stand in `global` too."""
    rows = [_row("waf.rule-month", unit="rule-month"), _row("waf.rule-month", region="eu-west-1", usd="9")]
    kept, _ = import_sheet.sort_rows([*rows, *import_sheet.supplement.ROWS])
    common = {row["item"]: row["usd"] for row in kept["global"]}
    assert common == {"cloudfront.function-1m": "0.1", "waf.cloudfront.rule-month": "1"}
    assert [row["usd"] for row in kept["eu-west-1"]] == ["9"]
