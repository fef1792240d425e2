"""What may go wrong while pricing.

CostingError
├── PriceBookError      a price file that cannot be trusted: unreadable, doubled, incomplete
│   └── UnknownRegion   no price file for a region
├── Unreadable          a file that somebody named is not there, or holds no text
├── MissingPrice        a price the book does not have
└── UnitMismatch        a quantity in another unit than its price: a mistake of this program
"""


class CostingError(Exception):
    """The root of all errors of `costing`; its text is one line for a user.

    `exit_code` is what the command line ends with: 1 where something failed, 2 where the input is to blame.
    """

    exit_code = 1

    def __init__(self, text: object = "") -> None:
        super().__init__(" ".join(str(text).split()))


class PriceBookError(CostingError):
    """A price file is unreadable, has a row twice, or leaves a price out."""


class UnknownRegion(PriceBookError):
    """There is no price file for a region."""

    exit_code = 2


class MissingPrice(CostingError):
    """The book has no price under a key."""

    def __init__(self, region: str, item: str, wanted_for: str = "") -> None:
        self.region, self.item, self.wanted_for = region, item, wanted_for
        reason = f" ({wanted_for})" if wanted_for else ""
        super().__init__(f"no price for {item} in {region}{reason}")


class UnitMismatch(CostingError):
    """A line counts in another unit than its price."""
