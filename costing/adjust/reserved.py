"""Reservations: of RDS instances, of cache nodes, of the EC2 instances under a service.

A reservation is a number of hours paid at its own rate, month after month. What runs on demand up to that number is
taken back at the on-demand price; Spot is another price and never covered. It covers hours only: storage, backups and
Extended Support stay as they are.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.adjust.commitment import Committed, bought
from costing.adjust.lines import beside, taken_back
from costing.adjust.offers import Offer, offer
from costing.adjust.open_hours import OpenHours
from costing.errors import MissingPrice
from costing.ledger import Ledger
from costing.line_item import Line, Resource, Why
from costing.money import ZERO, Figures, same, sum_of
from costing.price_book import UNIT_OF_ITS_LINE, Price
from costing.units import HOURS, MONTHS_PER_YEAR
from infra.model.pricing import Reserved
from infra.model.topology import Topology


class Covered(NamedTuple):
    """Hours of one line that a reservation covers, and the units that one of them takes."""

    line: Line
    hours: Figures
    units: int


def add_reservation(
    ledger: Ledger, hours: OpenHours, topology: Topology, name: str, reserved: Reserved
) -> Committed | None:
    """Add the fee of a reservation and what it covers; None where nothing of the kind exists or has a rate."""
    found = offer(topology, reserved)
    price = _price(ledger, found, reserved) if found else None
    if found is None or price is None:
        return None
    label = f"{found.kind.name} ({found.type})"
    what = f"{found.kind.name} ({found.type}, {bought(reserved.term_years, reserved.payment)})"
    covered = list(_cover(hours, found, reserved.count))
    line_id = found.kind.id.replace("NAME", name)
    resource = covered[0].line.resource if covered else Resource(found.kind.resource, "")
    why = Why("{} reserved × {} h, due whether used or not", (reserved.count, HOURS))
    ledger.lines.append(beside(line_id, found.layer, label, resource, same(reserved.count * HOURS), price, why))
    ledger.lines.extend(_taken(line_id, name, part, number) for number, part in enumerate(covered))
    return _committed(name, what, found, reserved, price, covered)


def _price(ledger: Ledger, found: Offer, reserved: Reserved) -> Price | None:
    """Return the rate; where it is missing, note it with the combinations that exist."""
    there = [bought(*term) for term, key in found.keys.items() if ledger.book.has(key)]
    known = f"there are rates for {'; '.join(there)}" if there else "there is no reserved rate of this type here"
    term = (reserved.term_years, reserved.payment)
    try:
        price = ledger.book.price(found.keys[term], f"{found.kind.name}, {bought(*term)}: {known}")
    except MissingPrice as error:
        ledger.missing.append(error)
        return None
    return price._replace(unit=found.kind.unit) if price.unit == UNIT_OF_ITS_LINE else price


def _cover(hours: OpenHours, found: Offer, count: int) -> Iterator[Covered]:
    """Yield what is covered, line by line, until the reserved units are used up, each figure by itself."""
    left = same(found.units * count * HOURS)
    for line_id, units in found.targets:
        part = hours.take(line_id, Figures(*(each / units for each in left)))
        if part is not None:
            line, taken = part
            left = left.minus(taken.times(Decimal(units)))
            yield Covered(line, taken, units)


def _taken(line_id: str, name: str, part: Covered, number: int) -> Line:
    meter = "covered" if number == 0 else f"covered.{part.line.id.split('/')[1]}"
    why = Why("of {} h that run on demand, {} h are reserved", (part.line.quantity.expected, part.hours.expected))
    return taken_back(f"{line_id}.{meter}", f"Hours under reservation {name}", part.line, part.hours, why)


def _committed(
    name: str, what: str, found: Offer, reserved: Reserved, price: Price, covered: list[Covered]
) -> Committed:
    fee = reserved.count * HOURS * price.usd
    used = [part.hours.times(price.usd * part.units / found.units) for part in covered]
    worth = [part.hours.times(part.line.price.usd) for part in covered]
    unused = same(fee).minus(sum_of(used))
    upfront, monthly = _cash(price, reserved, fee)
    return Committed(
        name,
        what,
        reserved.term_years,
        reserved.payment,
        fee,
        upfront,
        monthly,
        unused,
        sum_of(worth),
        dict(_parts(covered, used, worth, unused)),
    )


def _parts(
    covered: list[Covered], used: list[Figures], worth: list[Figures], unused: Figures
) -> Iterator[tuple[str, Figures]]:
    """Yield what changes of each part; what nothing uses belongs to the first, for which it was bought."""
    for number, (part, share, back) in enumerate(zip(covered, used, worth, strict=True)):
        layer, resource, _ = part.line.id.split("/")
        yield f"{layer}.{resource}", (share.plus(unused) if number == 0 else share).minus(back)


def _cash(price: Price, reserved: Reserved, fee: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Return what is due at the start, and what each month: an effective rate has both in it."""
    upfront, hourly = upfront_usd(price, reserved), price.optional("hourly_usd")
    if reserved.payment == "noUpfront":
        return upfront, fee
    if reserved.payment == "allUpfront":
        return upfront, ZERO
    return upfront, None if upfront is None or hourly is None else hourly * HOURS * reserved.count


def upfront_usd(price: Price, reserved: Reserved) -> Decimal | None:
    """Return the dollars due at the start of a reservation; None where its row does not tell."""
    if reserved.payment == "noUpfront":
        return ZERO
    said = price.optional("upfront_usd")
    if said is not None:
        known = reserved.payment == "allUpfront" or price.optional("hourly_usd") is not None
        return said * reserved.count if known else None
    months = reserved.term_years * MONTHS_PER_YEAR
    return reserved.count * HOURS * price.usd * months if reserved.payment == "allUpfront" else None
