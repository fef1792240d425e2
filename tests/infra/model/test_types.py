"""The words of the config: what each takes, and what it says of the rest."""

from datetime import date
from decimal import Decimal
from ipaddress import IPv4Network

import pytest
from pydantic import TypeAdapter, ValidationError

from infra.model import types
from infra.model.types import Cidr, Day, Email, EntryName, HostName, Number, PathPattern, Port, Text, Whole, plain


def _read(kind, value):
    return TypeAdapter(kind).validate_python(value)


def _refusal(kind, value):
    with pytest.raises(ValidationError) as refused:
        _read(kind, value)
    return refused.value.errors()[0]


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (150, "150"),
        (0, "0"),
        (-3, "-3"),
        ("120.00", "120"),
        ("1.5", "1.5"),
        (1.5, "1.5"),
        (0.1, "0.1"),  # by its shortest text, not 0.1000000000000000055511151231257827
        (99.99, "99.99"),
        (1e3, "1000"),
        ("1e3", "1000"),
        ("-0.25", "-0.25"),
        (Decimal("2.50"), "2.5"),
        (1e-7, "0.0000001"),
    ],
)
def test_numbers_are_exact(written, number):
    """An integer, a float by its shortest text, and numeric text are the same number."""
    assert _read(Number, written) == Decimal(number)


UNITS = "is not a number: digits and a point alone, no unit, comma or sign of money"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("512Mi", UNITS),
        ("80%", UNITS),
        (True, "is not a number"),
        (False, "is not a number"),
        ("lots", "is not a number"),
        ("", "is not a number"),
        ("1,5", UNITS),
        ("$5", UNITS),
        ("0x10", UNITS),
        ("7_0", UNITS),
        ("\uff17\uff10", "is not a number"),
        ("NaN", "is not a finite number"),
        ("Infinity", "is not a finite number"),
        (float("nan"), "is not a finite number"),
        (float("inf"), "is not a finite number"),
        (float("-inf"), "is not a finite number"),
        ("1e999999999", "is too large to be meant"),
        (10**400, "is too large to be meant"),
        (1e300, "is too large to be meant"),
        ("1e13", "is too large to be meant"),
        ("1e-999999999", "is too small to be meant"),
    ],
)
@pytest.mark.parametrize("kind", [Number, Whole])
def test_what_is_no_number(kind, written, message):
    """Truths, words, and what no month's bill can hold; a huge exponent is refused before it is written out."""
    assert _refusal(kind, written)["msg"] == message


@pytest.mark.parametrize("written", [None, [], {}, [5], {"a": 5}])
@pytest.mark.parametrize("kind", [Number, Whole])
def test_lists_and_maps_are_no_numbers(kind, written):
    """What is no scalar is refused by its type."""
    assert _refusal(kind, written)["type"].endswith("_type")


@pytest.mark.parametrize(
    ("written", "number"),
    [(5, 5), ("5", 5), (5.0, 5), ("5.0", 5), ("5e2", 500), (-5, -5), ("9999999999999", 9999999999999)],
)
def test_whole_numbers(written, number):
    """A whole number in any form is an int."""
    found = _read(Whole, written)
    assert found == number
    assert type(found) is int


@pytest.mark.parametrize("written", [1.5, "1.5", "0.0001"])
def test_what_is_not_whole(written):
    """A fraction is refused where only whole numbers make sense, never rounded."""
    assert _refusal(Whole, written)["msg"] == "is not a whole number"


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+3", "1000"), ("1.50", "1.5"), ("2.00", "2"), ("0", "0"), ("0.0", "0"), ("100", "100"), ("1E-7", "0.0000001")],
)
def test_numbers_are_written_without_exponent_or_trailing_zeros(number, text):
    """One number has one text, whatever it was written as."""
    assert plain(Decimal(number)) == text


# --- days, names, networks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["2026-12-31", date(2026, 12, 31)])
def test_days(written):
    """A date in quotes."""
    assert _read(Day, written) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "written", ["2026-12-31 00:00:00 +0000 UTC", "31.12.2026", "2026-02-30", "", 20261231, None, "soon"]
)
def test_what_is_no_day(written):
    """An unquoted date arrives as Go prints it, and the message says what to write."""
    assert _refusal(Day, written)["msg"] == 'is not a date in quotes, such as "2026-12-31"'


@pytest.mark.parametrize("name", ["a", "api", "API", "my-api-2", "a" + "b" * 23])
def test_entry_names(name):
    """A letter, then letters, digits and hyphens, 24 at most."""
    assert _read(EntryName, name) == name


@pytest.mark.parametrize("name", ["", "1a", "-a", "a_b", "a.b", "a b", "ä", "a" * 25, "a\n"])
def test_what_is_no_entry_name(name):
    """The message is the rule."""
    problem = _refusal(EntryName, name)
    assert types.PATTERN_RULES[problem["ctx"]["pattern"]].startswith("is no name for an entry")


def test_secure_is_no_name():
    """A map with that one key is a Pulumi secret, and would be swallowed."""
    assert _refusal(EntryName, "secure")["msg"] == "is no name: a map with that key alone is a Pulumi secret"


@pytest.mark.parametrize(("written", "prefix"), [("10.0.0.0/16", 16), ("192.168.1.0/24", 24), ("10.0.0.0/8", 8)])
def test_networks(written, prefix):
    """A range in CIDR form."""
    assert _read(Cidr, written) == IPv4Network(written)
    assert _read(Cidr, written).prefixlen == prefix


@pytest.mark.parametrize(
    "written", ["10.0.0.1/16", "10.0.0.0/33", "1.0.0.0.0/8", "fd00::/8", "lan", "", None, [1], 5, True]
)
def test_what_is_no_network(written):
    """Host bits, IPv6 and words are refused with an example."""
    assert _refusal(Cidr, written)["msg"] == "is not an IPv4 range without host bits, such as 10.0.0.0/16"


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (HostName, ["example.com", "api.example.com", "*.example.com"], ["Example.com", "localhost", "a..b", "-a.com"]),
        (Email, ["ops@example.com", "a.b+c@d.e.f"], ["ops", "ops@example", "a b@c.de", "@c.de"]),
        (PathPattern, ["/", "/api/*", "/a-b_c.d"], ["", "api", "/a b", "/" + "a" * 128]),
        (Port, [1, 80, "443", 65535], [0, -1, 65536, "http"]),
        (Text, ["a", " "], ["", 5, None, True]),
    ],
)
def test_words_with_a_pattern(kind, right, wrong):
    """Host names in lower case, addresses, paths, ports and text that is not empty."""
    for value in right:
        _read(kind, value)
    for value in wrong:
        _refusal(kind, value)


def test_every_pattern_has_a_sentence():
    """A text that fails a pattern is told a rule, never a regular expression."""
    assert all(rule.startswith(("is ", "has ")) for rule in types.PATTERN_RULES.values())
