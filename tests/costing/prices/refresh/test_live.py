"""The Price List asked by boto3; botocore's stubber holds requests and answers to AWS's own service model."""

import pytest
from botocore.session import Session
from botocore.stub import Stubber

from costing.aws_account import AccountError
from costing.price_book import FOLDER
from costing.prices.refresh import book, live
from tests.costing.prices.refresh.shapes import product


@pytest.fixture
def client():
    """Return a client that reaches nobody."""
    session = Session()
    session.set_credentials("planted", "planted")
    return session.create_client("pricing", region_name="us-east-1")


def _wanted(region, *items):
    return [one for one in book.wanted(book.rows_of(region, FOLDER), region) if one.row["item"] in items]


NAT = [
    {"Type": "TERM_MATCH", "Field": "productFamily", "Value": "NAT Gateway"},
    {"Type": "TERM_MATCH", "Field": "regionCode", "Value": "eu-west-1"},
]


def test_one_question_has_the_prices_of_many(client):
    """Two rows, one query; its pages are followed."""
    questions = live.queries(_wanted("eu-west-1", "nat.gateway-hour", "nat.gateway-gb"))
    asked = {"ServiceCode": "AmazonEC2", "Filters": NAT, "FormatVersion": "aws_v1"}
    with Stubber(client) as stub:
        first = {"FormatVersion": "aws_v1", "PriceList": [product("EU-NatGateway-Hours", "0.05")], "NextToken": "more"}
        stub.add_response("get_products", first, asked)
        second = {"FormatVersion": "aws_v1", "PriceList": [product("EU-NatGateway-Bytes", "0.06")]}
        stub.add_response("get_products", second, {**asked, "NextToken": "more"})
        found = live.ask(client, questions.items())
        stub.assert_no_pending_responses()
    prices = {one.row["item"]: str(picked.usd) for one, picked in found.picked}
    assert prices == {"nat.gateway-hour": "0.05", "nat.gateway-gb": "0.06"}
    assert found.problems == []


def test_what_is_missing_is_named_and_the_rest_goes_on(client):
    """A gap is one problem; the other row has its price."""
    questions = live.queries(_wanted("eu-west-1", "nat.gateway-hour", "nat.gateway-gb"))
    with Stubber(client) as stub:
        answer = {"FormatVersion": "aws_v1", "PriceList": [product("EU-NatGateway-Hours", "0.05")]}
        stub.add_response("get_products", answer)
        found = live.ask(client, questions.items())
    assert [one.row["item"] for one, _ in found.picked] == ["nat.gateway-hour"]
    assert found.problems == ["nat.gateway-gb in eu-west-1: AWS has no product with usage type NatGateway-Bytes"]


@pytest.mark.parametrize(
    ("region", "item", "last"),
    [
        ("eu-west-1", "transfer.internet-out-gb.first-10tb", ("fromLocation", "EU (Ireland)")),
        ("eu-west-1", "alb.hour", ("regionCode", "eu-west-1")),
        ("global", "route53.hosted-zone-month.first-25", None),
    ],
)
def test_how_a_region_is_named(region, item, last):
    """By its code; data transfer by its name; what has no region by nothing."""
    (one,) = _wanted(region, item)
    attributes = live.query_of(one).attributes
    assert attributes[-1:] == ((last,) if last else ())


def test_a_refusal(client):
    """AWS says no: one line with what is needed."""
    with Stubber(client) as stub:
        stub.add_client_error("get_products", "AccessDeniedException", "no")
        with pytest.raises(AccountError, match="AWS cannot be asked: no; the role needs pricing:GetProducts"):
            live.ask(client, live.queries(_wanted("eu-west-1", "alb.hour")).items())
