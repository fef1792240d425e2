"""How long AWS takes: medians, draws within the range, scaled, and really waited for side by side."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from sandbox.aws.times import DURATIONS, Clock, durations
from tests.sandbox.cloud import TOKENS, Cloud


@pytest.mark.parametrize(
    ("kind", "inputs", "seconds"),
    [
        ("ec2/natGateway", {}, 104),
        ("ec2/vpcEndpoint", {}, 6),
        ("ec2/vpcEndpoint", {"vpcEndpointType": "Interface"}, 122),
        ("ecs/service", {}, 2),
        ("ecs/service", {"waitForSteadyState": True}, 75),
        ("rds/clusterInstance", {"instanceClass": "db.serverless"}, 480),
        ("sns/topic", {}, 1),
    ],
)
def test_without_a_seed_a_creation_takes_the_median(kind, inputs, seconds):
    """The variant that the inputs choose has its own; an unlisted type takes a second."""
    assert Clock(1.0).seconds(TOKENS[kind], "create", "a", inputs) == seconds


def test_a_draw_is_within_the_range_and_repeatable():
    """The same seed and resource give the same duration; another resource gets another."""
    clock = Clock(1.0, seed=7)
    draws = [clock.seconds(TOKENS["rds/instance"], "create", f"db-{number}", {}) for number in range(50)]
    assert draws == [clock.seconds(TOKENS["rds/instance"], "create", f"db-{number}", {}) for number in range(50)]
    assert all(173 <= draw <= 1026 for draw in draws)
    assert len(set(draws)) == 50


def test_every_range_holds_its_median():
    """Least, median and greatest are in order; an estimate has no range."""
    for kind, found in DURATIONS.items():
        for seconds in (found.create, found.update, found.delete):
            if seconds.least is not None and seconds.greatest is not None:
                assert seconds.least <= seconds.median <= seconds.greatest, kind
            assert not (seconds.est and seconds.least is not None), kind


def test_estimates_are_marked():
    """What no log showed says so."""
    assert durations(TOKENS["mq/broker"], {}).create.est is True
    assert durations(TOKENS["ec2/natGateway"], {}).create.est is False


def test_creations_wait_side_by_side():
    """Ten buckets of 3 s each, at a hundredth of real time, take little more than one."""
    cloud = Cloud()
    cloud.provider.clock = Clock(scale=0.05)
    began = time.monotonic()
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda number: cloud.make("s3/bucket", f"b-{number}"), range(10)))
    spent = time.monotonic() - began
    assert spent >= 0.15
    assert len(cloud.account) == 10
    assert spent < 10 * 0.15


def test_by_default_nothing_waits():
    """A scale of nothing asks for no time at all."""
    cloud = Cloud()
    began = time.monotonic()
    cloud.make("sqs/queue", "a")
    assert time.monotonic() - began < 1
