"""Every report that is produced has the shape that the schema in the docs promises."""

import json
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from costing import price_book, stack_file
from costing.estimate import estimate
from costing.gate import decide
from costing.report.document import full, short
from costing.report.shape import CostReport, FullReport, report_schema
from infra.model.door import Asked, read

ROOT = Path(__file__).parents[2]
SCHEMAS = {"report": "report.json", "costReport": "cost-report.json"}
FILES = [*sorted((ROOT / "examples").glob("*.yaml")), ROOT / "Pulumi.dev.yaml", ROOT / "Pulumi.prod.yaml"]
TODAY = date(2026, 11, 21)
RICH = """\
config:
  aws:region: us-east-1
  tollgate:topology:
    name: shop
    network: { egress: { kind: natGateway } }
    database: { version: "17", instanceClass: db.t4g.micro, storageGb: 20 }
  tollgate:tiers:
    lacking: { note: no price, topology: { services: { w: { kind: asg, instanceType: t4g.small,
      containers: { a: { image: "a.b/c:1" } } } } }, usage: { network: { natGb: 5 } } }
  tollgate:pricing:
    freeTier: always
    creditsLeftUsd: "100"
    discounts: { edp: { percent: "5" } }
    commitments: { db: { kind: reserved, covers: database, termYears: 1, payment: partialUpfront } }
  tollgate:claims: { table: { tier: base, total: "50", parts: { database: "13", network: "40" } } }
  tollgate:usage: { network: { internetOutGb: 50 } }
  tollgate:budget: { monthlyCap: "10" }
"""


def _estimate(path):
    source = stack_file.read(path)
    stack = read(source.document, Asked("dev", source.region, TODAY))
    return estimate(stack, price_book.load(source.region), TODAY)


@pytest.mark.parametrize("of", SCHEMAS)
def test_the_checked_in_schema_is_current(of):
    """`python -m costing schema --of …` prints what docs/schema holds; `make golden` rewrites it."""
    assert json.loads((ROOT / "docs" / "schema" / SCHEMAS[of]).read_text()) == report_schema(of)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reports_of_whole_applications(path):
    """The five examples and the project's own stacks, whole and short, after a way through JSON."""
    one = _estimate(path)
    FullReport.model_validate_json(json.dumps(full(one, decide(one))))
    CostReport.model_validate_json(json.dumps(short(one, decide(one))))


def test_a_report_with_everything(tmp_path):
    """Refused, with commitments, credits, allowances, discounts and claims: every key that may be absent is there."""
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_text(RICH)
    one = _estimate(path)
    report = FullReport.model_validate_json(json.dumps(full(one, decide(one))))
    base = report.tiers["base"]
    assert report.gate.refused
    assert report.tiers["lacking"].note == "no price"
    for part in (base.commitments, base.free_tier, base.credits, report.claims, report.years, report.advice):
        assert part


def test_an_unpriced_report():
    """Totals are null and the missing prices are named."""
    source = {
        "topology": {"name": "shop", "network": {"egress": {"kind": "none"}}, "database": {}},
        "budget": {"monthlyCap": "none"},
    }
    source["topology"]["database"] = {"version": "17", "instanceClass": "db.m7i.large", "storageGb": 20}
    stack = read(source, Asked("dev", "ap-south-2", TODAY))
    one = estimate(stack, price_book.load("ap-south-2"), TODAY)
    report = FullReport.model_validate_json(json.dumps(full(one, decide(one))))
    assert report.tiers["base"].expected is None
    assert report.tiers["base"].missing[0].key == "rds.postgres.single-az.db.m7i.large"
    assert report.budget.decision == "unpriced"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda report: report.pop("scope"),
        lambda report: report.update(more=1),
        lambda report: report["budget"].update(excess=1),
        lambda report: report["budget"].update(decision="fine"),
        lambda report: report["tiers"]["base"]["lines"][0].update(unitPrice="1e-3"),
        lambda report: report["tiers"]["base"]["lines"][0]["amount"].pop("floor"),
        lambda report: report["priceBook"].update(sha256="short"),
    ],
)
def test_the_shape_is_a_strict_one(spoil):
    """A key too many or too few, a number that is no text, an exponent: each is found."""
    report = full(one := _estimate(ROOT / "Pulumi.dev.yaml"), decide(one))
    FullReport.model_validate_json(json.dumps(report))
    spoil(report)
    with pytest.raises(ValidationError):
        FullReport.model_validate_json(json.dumps(report))


def test_editors_get_descriptions():
    """Each part of the schema says what it is."""
    schema = report_schema("report")
    assert all(part.get("description") for part in schema["$defs"].values())
    assert schema["additionalProperties"] is False
