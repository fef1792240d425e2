"""The Pulumi program: config, model, bill, gate, and only then resources."""

import json
from datetime import date

import pulumi

from costing import price_book
from costing.errors import CostingError
from costing.estimate import estimate
from costing.gate import decide, read_baseline
from costing.report import document, text
from infra import config

today = date.today()  # noqa: DTZ011 - the day of whoever deploys
loaded = config.load(today)
try:
    bill = estimate(loaded.stack, price_book.load(loaded.stack.region), today)
except CostingError as error:
    raise pulumi.RunError(f"no bill, no deployment: {error}") from error
decision = decide(bill, read_baseline(config.deployed_report()))
pulumi.log.info("\n".join(text.for_log(bill, decision)))
if decision.refused:
    raise pulumi.RunError("\n".join(text.closing(bill, decision)))
for doubt in decision.doubts:
    pulumi.log.warn(doubt)

from infra import stack  # noqa: E402 - half a second of AWS SDK that a refusal must not pay for

for name, value in stack.build(loaded.stack, loaded.aws, config.secrets(loaded.stack)).items():
    pulumi.export(name, value)
pulumi.export("costReport", document.short(bill, decision))
pulumi.export("costReportFull", pulumi.StringAsset(json.dumps(document.full(bill, decision))))
pulumi.export("monthlyCost", document.monthly_cost(bill))
