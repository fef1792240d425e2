"""What the price book has no price for, and so needs a line of `pricing.given`: text messages, language models."""

from collections.abc import Iterator

from infra.model.problems import Path, Problem
from infra.model.rules.common import Where
from infra.model.stack import Sections

SMS, BEDROCK = "sms", "bedrock"
"""Names of the lines in `pricing.given`."""


def problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield uses that cost money and have no price."""
    del where
    if sections.topology.observability.alerts.sms:
        yield from _unpriced(sections, SMS, ("topology", "observability", "alerts", "sms"), "text messages are")
    for name, service in sections.topology.services.items():
        for use in service.uses:
            if use.startswith(f"{BEDROCK}."):
                yield from _unpriced(sections, BEDROCK, ("topology", "services", name, "uses", use), "the model is")


def _unpriced(sections: Sections, name: str, path: Path, what: str) -> Iterator[Problem]:
    line = sections.pricing.given.get(name)
    if line is None or line.rate is not None:
        fields = "layer, unit, unitPrice, monthlyQuantity, source and asOf"
        yield Problem(path, f"{what} in no price list: give the price as pricing.given.{name}, with {fields}")
