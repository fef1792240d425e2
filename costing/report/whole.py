"""Everything a report can hold of one estimate: the bill, the decision, the years ahead and the advice."""

from costing.advice.advise import advise
from costing.bill import Estimate
from costing.gate import Decision
from costing.report.view import Report, view
from costing.yearly import yearly
from infra.model.fingerprint import fingerprint


def whole(estimate: Estimate, decision: Decision) -> Report:
    """Return the whole report; years and advice price more than one bill, so not every form asks for them."""
    report = view(estimate, decision)
    return report._replace(model=fingerprint(estimate.stack), years=yearly(estimate), advice=advise(estimate))
