"""`prices`: what the book and AWS say, what is written, and what stops it."""

import json
import shutil
from decimal import Decimal

import pytest

from costing import price_book
from costing.price_book import FOLDER
from costing.prices.refresh import book
from tests.costing.prices.refresh.shapes import PriceList, product

REGION = "eu-west-3"
CALL = ("--region", REGION, "--book", "prices")


@pytest.fixture
def aws(project, monkeypatch):
    """Return a Price List that says what the book says; the project holds a copy of the book."""
    shutil.copytree(FOLDER, project.folder / "prices", ignore=shutil.ignore_patterns("*.py", "refresh", "__pycache__"))
    rows = [one for name in ("global", REGION) for one in book.wanted(book.rows_of(name, FOLDER), name)]
    listed = PriceList(rows)
    monkeypatch.setattr("costing.aws_account.client", lambda _service, _profile: listed)
    yield listed
    price_book.load.cache_clear()


def _files(project):
    return {path.name: path.read_bytes() for path in (project.folder / "prices").iterdir()}


def test_the_same_prices(project, aws):
    """Every row of the Price List is compared, and none differs."""
    done = project.run("prices", "check", *CALL, "--exit-code")
    assert (done.exit_code, done.err) == (0, "asking the AWS Price List\n")
    rows = len(aws.rows)
    all_rows = sum(len(book.rows_of(name, FOLDER)) for name in ("global", REGION))
    left = f"{all_rows - rows} not in the Price List, left as they are"
    assert done.out == f"global, {REGION}: {rows} prices compared, none differ, {left}\n"
    assert len(aws.queries) < rows / 3


def test_what_differs_is_shown(project, aws):
    """Old and new price, and by how much; `check` writes nothing, and fails only when it is asked to."""
    aws.prices[REGION, "alb.hour"] *= Decimal("1.1")
    before = _files(project)
    done = project.run("prices", "check", *CALL)
    assert done.exit_code == 0
    row = next(row for row in done.out.splitlines() if row.startswith("alb.hour"))
    assert row.split()[1:] == [REGION, "$0.02646", "$0.029106", "+10.0", "%"]
    assert "1 differs" in done.out
    assert project.run("prices", "check", *CALL, "--exit-code").exit_code == 1
    assert _files(project) == before


def test_refresh_writes_the_book(project, aws):
    """The row has AWS's price, day and SKU; the region and the global prices are of the day."""
    aws.prices[REGION, "alb.hour"] *= Decimal("1.1")
    done = project.run("prices", "refresh", *CALL, "--date", "2027-01-02")
    assert (done.exit_code, done.err) == (0, "asking the AWS Price List\n")
    assert done.out.splitlines()[-1] == "wrote 2 files; the book is of 2027-01-02"
    renewed = price_book.load(REGION, project.folder / "prices")
    assert renewed.as_of.isoformat() == "2027-01-02"
    assert renewed.price("alb.hour").usd == Decimal("0.029106")
    assert renewed.price("alb.hour").source.startswith("AWS Price List, AWSELB, SKU ")
    assert json.loads((project.folder / "prices" / "book.json").read_text())["refreshed"] == {
        "global": "2027-01-02",
        REGION: "2027-01-02",
    }
    assert "none differ" in project.run("prices", "check", *CALL).out


def test_a_gap_stops_it(project, aws):
    """A price that AWS does not have: named, and every file stays as it was."""
    del aws.prices[REGION, "alb.hour"]
    before = _files(project)
    done = project.run("prices", "refresh", *CALL)
    assert done.exit_code == 1
    assert f"error: alb.hour in {REGION}: AWS has no product with usage type LoadBalancerUsage" in done.err
    assert done.err.rstrip().endswith("nothing was written")
    assert _files(project) == before
    assert project.run("prices", "check", *CALL).exit_code == 1


def test_a_double_stops_it(project, aws):
    """Two products at two prices: both are named."""
    aws.also = [product("EUW3-LoadBalancerUsage", "9", sku="OTHER", service="AWSELB")]
    before = _files(project)
    done = project.run("prices", "refresh", *CALL)
    assert done.exit_code == 1
    assert "AWS has several products: SKU-EUW3-LoadBalancerUsage at $0.02646, OTHER at $9" in done.err
    assert _files(project) == before


def test_a_large_move_stops_it_until_it_is_accepted(project, aws):
    """Twice the price is more often a wrong filter than a new price."""
    aws.prices[REGION, "alb.hour"] *= 2
    before = _files(project)
    done = project.run("prices", "refresh", *CALL)
    assert done.exit_code == 1
    assert f"alb.hour in {REGION} moved by +100.0 %: look at it, then --accept-large or --skip" in done.err
    assert _files(project) == before
    assert project.run("prices", "refresh", *CALL, "--accept-large").exit_code == 0
    assert price_book.load(REGION, project.folder / "prices").price("alb.hour").usd == Decimal("0.05292")


def test_rows_can_be_skipped(project, aws):
    """They stay as they are, are not asked for, and the book keeps its day."""
    del aws.prices[REGION, "alb.hour"]
    done = project.run("prices", "refresh", *CALL, "--skip", "alb.*", "--date", "2027-01-02")
    assert done.exit_code == 0
    assert "2 skipped" in done.out
    assert done.out.splitlines()[-1] == "wrote 2 files; the book is of its old day: rows were skipped"
    assert price_book.load(REGION, project.folder / "prices").as_of.isoformat() == "2026-11-21"
    assert not any(query.service == "AWSELB" for query in aws.queries)


def test_an_unknown_region(project, aws):
    """The nearest is named; AWS is not asked."""
    done = project.run("prices", "check", "--region", "eu-west-33")
    assert done.exit_code == 2
    assert "no prices for region 'eu-west-33'; did you mean eu-west-3?" in done.err
    assert aws.queries == []


def test_without_a_verb(project):
    """Which of the two is said by the help, exit 2."""
    done = project.run("prices")
    assert done.exit_code == 2
    assert "check" in done.err
    assert "refresh" in done.err
