"""Time zones and daylight saving."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infra.aws_rules import cycle, time_zones


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("UTC", True),
        ("Asia/Kolkata", True),
        ("America/New_York", True),
        ("America/Argentina/Buenos_Aires", True),
        ("Etc/GMT+9", True),
        ("GMT", True),
        ("America", False),
        ("Asia/Calcuta", False),
        ("IST", False),
        ("+05:30", False),
        ("../etc/passwd", False),
        ("/usr/share/zoneinfo/UTC", False),
        ("Europe/Berlin\0", False),
        ("", False),
        ("x" * 60, False),
    ],
)
def test_problem(name, fits):
    """Names are those of the IANA database."""
    assert (time_zones.problem(name) is None) is fits


def test_missing_data_is_told_apart(monkeypatch):
    """A system without time zone data is not the user's mistake."""
    monkeypatch.setattr(time_zones, "_load", lambda _: None)
    assert time_zones.problem("UTC") is None
    assert time_zones.problem("Europe/Berlin").startswith("cannot be checked: this system has no time zone data")


def test_zone_raises_for_an_unknown_name():
    """A zone that was not checked fails by its name."""
    with pytest.raises(ValueError, match="Nowhere/Else is not a time zone"):
        time_zones.zone("Nowhere/Else")


def test_utc_has_no_changes():
    """UTC has one span and no gap."""
    assert [span.offset for span in time_zones.spans("UTC")] == [0]
    assert time_zones.gaps("UTC") == []
    assert time_zones.utc_minute(1234, "UTC") == 1234


@pytest.mark.parametrize(
    "name",
    [
        "Asia/Kolkata",
        "America/New_York",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Pacific/Apia",
    ],
)
def test_utc_minutes_agree_with_the_library(name):
    """Each hour of the cycle in local time is where the standard library puts it, or is skipped."""
    place = ZoneInfo(name)
    start = datetime(2025, 1, 1, tzinfo=UTC)
    for hour in range(cycle.DAYS * 24):
        local = (start + timedelta(hours=hour, minutes=30)).replace(tzinfo=place)
        moment = local.astimezone(UTC)
        skipped = moment.astimezone(place).replace(tzinfo=None) != local.replace(tzinfo=None)
        expected = None if skipped else (moment - start) // timedelta(minutes=1)
        assert time_zones.utc_minute(hour * 60 + 30, name) == expected, local


def test_gaps_are_the_spring_nights():
    """New York loses an hour on four nights of the cycle, from two o'clock to three."""
    lengths = [end - start for start, end in time_zones.gaps("America/New_York")]
    assert lengths == [60] * 4
    first = cycle.START + timedelta(minutes=time_zones.gaps("America/New_York")[0][0])
    assert first == datetime(2025, 3, 9, 2, 0, tzinfo=UTC)
