"""Requirements name what there is."""

from datetime import date

from infra.model.rules.common import Where
from infra.model.rules.crossing import requirements
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
API = {
    "services": {
        "api": {"kind": "fargate", "cpuUnits": 256, "memoryMib": 512, "containers": {"a": {"image": "a.b/c:1"}}}
    }
}


def found(**asked):
    """Return what is wrong with requirements as lines."""
    return [str(p) for p in requirements.problems(sections_of(API, requirements=asked), WHERE)]


def test_regions_have_prices():
    """A region of the book passes; one without prices and one that is none do not, the nearest is named."""
    assert found(regions=["us-east-1", "eu-west-1"]) == []
    assert found(regions=["us-east-1", "us-east-9"]) == [
        "tollgate:requirements.regions[1]: 'us-east-9' is not an AWS region; did you mean us-east-2?"
    ]
    (line,) = found(regions=["ap-east-1"])
    assert "'ap-east-1' is an AWS region, but the price book has no prices for it" in line


def test_spot_is_allowed_to_services_that_are_there():
    """A misspelt service would allow nothing, in silence."""
    assert found(spotMaxPercent={"api": 50}) == []
    assert found(spotMaxPercent={"apo": 50}) == [
        "tollgate:requirements.spotMaxPercent.apo: is no service; did you mean api?"
    ]
