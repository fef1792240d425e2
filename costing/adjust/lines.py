"""Lines that no layer adds: they take part of another line back, or stand for a price the user gave."""

from costing.line_item import Basis, Line, Resource, Why
from costing.money import ONE, Figures
from costing.price_book import Price
from infra.model.layers import LayerName

NO_RESOURCE = Resource("", "")
"""What is bought or agreed beside the topology: no resource causes it."""


def beside(
    line_id: str,
    layer: LayerName,
    name: str,
    resource: Resource,
    quantity: Figures,
    price: Price,
    why: Why,
    basis: Basis = "fixed",
) -> Line:
    """Return a line in `layer` whose id does not start with the layer's name."""
    amount = quantity.times(price.usd)
    return Line(line_id, layer, name, resource, quantity, price.unit, price, amount, basis, why)


def taken_back(line_id: str, name: str, line: Line, quantity: Figures, why: Why) -> Line:
    """Return the negative line that takes `quantity` of `line` off the bill, at that line's own price."""
    off = quantity.times(-ONE)
    return beside(line_id, line.layer, name, line.resource, off, line.price, why, line.basis)
