"""What the planner answers for whole tiers: the pitfalls of planning, each once."""

from decimal import Decimal
from typing import Any

import pytest

from costing import price_book
from costing.planner import checker
from costing.planner.answer import proof as proofs
from costing.planner.answer.case import Case, case_of
from costing.planner.answer.configuration import PlannerError, cheapest
from costing.planner.answer.load import largest_load, scaled
from costing.planner.answer.plan import plan
from costing.planner.answer.present import present
from costing.planner.answer.proof import proof
from costing.planner.answer.relaxed import relaxed
from costing.planner.answer.sides import sides
from costing.planner.answer.why_not import QuestionError, why_not
from costing.planner.answer.within import Allowed
from costing.planner.choices.choice import Choice
from costing.planner.priced.board import ANYTHING, Every, Rule
from costing.planner.priced.region import Region, Site
from costing.price_book import PriceBook
from tests.support.bills import TODAY, estimate_of

API = {
    "cpuUnits": 1024,
    "memoryMib": 2048,
    "containers": {"app": {"image": "app", "ports": [8000], "secrets": {"DATABASE_URL": "database.url"}}},
    "scaling": {"min": 1, "max": 4, "policy": {"kind": "cpu"}},
    "route": {},
}
TOPOLOGY: dict[str, Any] = {
    "network": {"egress": {"kind": "natGateway"}},
    "edge": {"loadBalancer": {}},
    "services": {"api": API},
    "database": {"version": "17", "instanceClass": "db.t4g.medium", "storageGb": 20},
    "cache": {"version": "8.0", "nodeType": "cache.t4g.small"},
    "delivery": {"repositories": {"app": {"tag": "1"}}},
}
MEASURED = {"cpuMsPerRequest": 20, "latencyMs": 100, "memoryMibBase": 300, "memoryMibPerRequest": 2}
WORKLOAD: dict[str, Any] = {
    "requestsPerSecond": {"average": 5, "peak": 40},
    "services": {"api": {**MEASURED, "connectionsPerTask": 5}},
    "database": {"storedGb": 10, "workingSetGb": "0.5", "cpuMsPerRequest": 5},
    "cache": {"dataGb": "0.2"},
}
RULES: dict[str, Any] = {"architectures": ["x86_64", "arm64"]}
ANY_MOVE = {"moves": {"worst": "migration", "stateful": True}}


def _case(workload: Any = WORKLOAD, region: str = "us-east-1", topology: Any = TOPOLOGY, **rules: Any) -> Case:
    document = {"topology": topology, "workload": workload, "requirements": {**RULES, **rules}}
    return case_of(estimate_of(document, region=region))


def _total(case: Case) -> Decimal | None:
    found = cheapest(case)
    return found[0].total if found else None


def test_the_whole_answer_holds_together() -> None:
    """The best is no dearer than what runs, runners-up ascend, other sides cost more, and the proof holds."""
    made = plan(_case())
    assert made.best is not None
    assert made.present.total is not None
    assert made.proof is not None
    assert made.best.total == made.best.bill.total.expected
    assert made.best.total <= made.present.total
    totals = [made.best.total, *(one.total for one in made.others)]
    assert totals == sorted(totals)
    assert len(made.others) == 10
    assert all(side.more >= 0 and side.total == made.best.total + side.more for side in made.sides)
    assert made.proof.refusals == ()
    assert sum(step.saving for step in made.steps) == made.present.total - made.best.total
    assert made.steps[-1].total == made.best.total
    assert {m.path for m in made.best.moves} <= {c.path for c in made.best.changes}


def test_the_answer_is_left_as_it_is_when_it_is_what_runs() -> None:
    """Planned again from the answer there is nothing to change, and no move is needed."""
    first = cheapest(_case(**ANY_MOVE))[0]
    again = Case(_case().tier._replace(sections=first.sections), price_book.load("us-east-1"), TODAY)
    found = cheapest(again)[0]
    assert (found.total, found.changes) == (first.total, ())
    assert cheapest(again, Allowed(again))[0].changes == ()


def test_without_any_move_what_runs_is_the_answer() -> None:
    """What is there today stays a choice although something of the same price beats it."""
    case = _case(moves={"worst": "none"})
    found = cheapest(case, Allowed(case))
    assert [one.total for one in found] == [present(case).total]
    assert found[0].changes == ()


def test_what_runs_and_falls_short_is_named_and_not_proposed() -> None:
    """One machine does not survive its loss: the present fails, and no answer keeps it."""
    case = _case(availability="instance")
    failure = present(case).failure
    assert failure is not None
    assert failure.requirement == "requirements.availability"
    topology = cheapest(case)[0].sections.topology
    assert topology.database.multi_az
    assert topology.cache.kind == "serverless" or topology.cache.nodes == 2


def test_moves_never_cost_less_the_fewer_are_allowed() -> None:
    """Each worse kind of move that is allowed can only lower the cost."""
    kinds = ("none", "setting", "rolling", "failover", "downtime", "migration")
    cases = [_case(moves={"worst": kind, "stateful": True}) for kind in kinds]
    totals = [cheapest(case, Allowed(case))[0].total for case in cases]
    assert totals == sorted(totals, reverse=True)
    assert totals[-1] == _total(_case())


def test_a_count_of_moves_is_kept_and_the_best_of_its_number() -> None:
    """No more decisions change than are allowed; each more that may can only lower the cost, down to that of all."""
    cases = [_case(moves={"worst": "migration", "stateful": True, "atMost": most}) for most in range(7)]
    found = [cheapest(case, Allowed(case))[0] for case in cases]
    for most, one in enumerate(found):
        assert sum(not choice.today for _, choice in one.chosen) <= most
    totals = [one.total for one in found]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] == present(cases[0]).total
    assert totals[-1] == _total(_case())
    forced = [
        cheapest(case, Every(Allowed(case), OneChanged(name)))[0].total
        for case in cases[1:2]
        for name, choice in found[-1].chosen
        if not choice.today
    ]
    assert totals[1] == min(forced)


class OneChanged(Rule):
    """Everything stays as it is but one decision."""

    def __init__(self, decision: str) -> None:
        self._decision = decision

    def takes_site(self, region: Region, site: Site) -> bool:
        """Return whether a situation keeps all decisions but that one."""
        del region
        return all(self.takes(name, choice) for name, choice in site.named)

    def takes(self, decision: str, choice: Choice) -> bool:
        """Return whether a choice is today's, or is about that decision."""
        return choice.today or decision == self._decision


def test_a_commitment_only_where_it_is_allowed_and_then_it_disturbs_nothing() -> None:
    """No term, nothing is bought; a year saves, a longer limit saves more; where no move is allowed it still may be."""
    cases = [_case(commitments={"maxTermYears": years}) for years in (0, 1, 3)]
    found = [cheapest(case)[0] for case in cases]
    assert [max((c.term_years for c in one.bill.commitments), default=0) for one in found] == [0, 1, 3]
    assert found[0].total > found[1].total > found[2].total
    still = [_case(commitments={"maxTermYears": years}, moves={"worst": "none"}) for years in (0, 1)]
    free, bought = (cheapest(case, Allowed(case))[0] for case in still)
    assert free.changes == ()
    assert {change.path[:2] for change in bought.changes} == {("pricing", "commitments")}
    assert bought.total < free.total


def test_a_savings_plan_is_weighed_with_what_runs() -> None:
    """With a year allowed the plan is in the answer, its bill is what was made least, and its other side costs more."""
    made = plan(_case(commitments={"maxTermYears": 1}))
    assert made.best is not None
    assert made.proof is not None
    assert made.proof.refusals == ()
    plans = [one for one in made.best.bill.commitments if one.name == "compute"]
    assert [one.term_years for one in plans] == [1]
    assert plans[0].saving.expected > 0
    assert [side.side for side in made.sides if side.decision == "savingsPlan"] == ["none"]
    assert made.best.total == made.best.bill.total.expected


def test_a_plan_that_would_cover_nothing_is_no_other_side() -> None:
    """Where everything may be Spot, a plan needs a service on demand, and that is what its side costs."""
    found = plan(_case(commitments={"maxTermYears": 1}, spotMaxPercent={"api": 100}))
    side = next(side for side in found.sides if side.decision == "savingsPlan")
    assert side.side == "for 1 year"
    assert side.more > 0


def test_the_region_is_chosen_jointly_with_all_else() -> None:
    """Of several regions the answer is the cheapest of the answers of each, to the last digit."""
    names = ["us-east-1", "eu-west-1", "ap-south-1"]
    alone = {name: _total(_case(region=name)) for name in names}
    together = cheapest(_case(regions=names))[0]
    assert together.total == min(total for total in alone.values() if total is not None)
    assert alone[together.region] == together.total
    assert all(total is not None for total in alone.values())


def test_a_region_that_lacks_prices_is_out_and_says_so() -> None:
    """Rows that a book lacks are rejections by name, never zero and never a crash."""
    case = _case()
    book = case.book
    lean = PriceBook(
        book.region,
        {item: book.price(item) for item in book.items() if ".t4g" not in item},
        as_of=book.as_of,
        sha256="",
    )
    without = Case(case.tier, lean, TODAY)
    failed = {one.example.requirement for one in plan(without).failed}
    assert "price book" in failed
    found = cheapest(without)[0]
    assert "t4g" not in str(found.sections.topology)
    full = _total(case)
    assert full is not None
    assert found.total > full


def test_the_order_of_rows_changes_nothing() -> None:
    """Prices in another order, the same answers by the same names."""
    case = _case()
    book = case.book
    rows = {item: book.price(item) for item in sorted(book.items(), reverse=True)}
    turned = Case(case.tier, PriceBook(book.region, rows, as_of=book.as_of, sha256=""), TODAY)
    assert [one.chosen for one in cheapest(turned, k=10)] == [one.chosen for one in cheapest(case, k=10)]


def test_more_load_never_costs_less() -> None:
    """The cheapest configuration gets no cheaper as every figure of demand grows; the largest load rests on it."""
    case = _case()
    factors = [Decimal(f) / 10 for f in (1, 3, 5, 8, 10, 11, 12, 15, 18, 20, 25, 30, 40)]
    totals = [_total(case.with_workload(scaled(case.sections.workload, factor))) for factor in factors]
    assert totals == sorted(totals)


def test_the_largest_load_fits_and_a_hundredth_more_does_not() -> None:
    """A cap buys the load whose cheapest configuration is within it, and not the next."""
    case = _case()
    now = _total(case)
    assert now is not None
    cap = now + 10
    largest = largest_load(case, cap)
    assert largest.factor >= 1
    assert largest.found is not None
    assert largest.found.total <= cap
    assert largest.beyond is None or largest.beyond > cap
    beyond = case.with_workload(scaled(case.sections.workload, largest.factor + Decimal("0.01")))
    assert _total(beyond) == largest.beyond


def test_connections_of_all_tasks_fit_the_database() -> None:
    """Pools of twice the tasks fit what the class gives: a smaller pool allows a smaller class."""
    work = {**WORKLOAD, "services": {"api": {**MEASURED, "connectionsPerTask": 60}}}
    many, few = cheapest(_case(work))[0], cheapest(_case())[0]
    assert many.total > few.total
    choices = [choice for _, choice in many.chosen]
    assert sum(choice.connections for choice in choices) <= 0


def test_burstable_machines_only_where_they_are_allowed() -> None:
    """Without them nothing of a t-family is left in the answer, and it costs more."""
    found = cheapest(_case(burstable=False))[0]
    text = str(found.sections.topology)
    assert "t4g." not in text
    assert "t3." not in text


def test_spot_only_as_far_as_it_is_allowed() -> None:
    """No share of Spot unless the requirements name the service."""
    assert cheapest(_case())[0].sections.topology.services["api"].spot is None
    busy = {**WORKLOAD, "requestsPerSecond": {"average": 200, "peak": 400}}
    assert cheapest(_case(busy))[0].sections.topology.services["api"].spot is None
    found = cheapest(_case(busy, spotMaxPercent={"api": 50}))[0].sections.topology.services["api"].spot
    assert found is not None
    assert found.share_percent == 50
    assert found.on_demand_base >= 1


def test_relaxing_a_requirement_never_costs_more() -> None:
    """The price of a requirement is what the answer costs more than without it."""
    case = _case(availability="zone", burstable=False)
    best = _total(case)
    assert best is not None
    found = list(relaxed(case))
    assert {one.requirement for one in found} >= {"requirements.availability", "requirements.burstable"}
    assert all(one.found is not None and one.found.total <= best for one in found)


def test_when_nothing_fits_the_plan_says_what_is_in_the_way() -> None:
    """Fifty tasks do not carry a hundred times the load: the reason and the requirement to lift are named."""
    work = {**WORKLOAD, "requestsPerSecond": {"average": 5, "peak": 90000}}
    made = plan(_case(work, maxTasks=5))
    assert made.best is None
    assert "requirements.maxTasks" in {one.example.requirement for one in made.failed}
    assert made.relaxed


def test_why_not_is_a_price_or_a_reason() -> None:
    """What is possible has a price, what is not the first requirement it fails, and nonsense is told apart."""
    case = _case()
    best = _total(case)
    assert best is not None
    gateway = why_not(case, "network.egress.kind=natGateway")
    assert gateway.found is not None
    assert gateway.found.total > best
    assert why_not(case, "database.instanceClass=db.t4g.nano").found is None
    public = why_not(case, "network.egress.kind=publicAddress")
    assert public.rejection is not None
    assert public.rejection.requirement == "requirements.publicAddresses"
    with pytest.raises(QuestionError, match="no decision is about it"):
        why_not(case, "observability.dashboard=true")
    with pytest.raises(QuestionError, match="PATH=VALUE"):
        why_not(case, "database.instanceClass")


def test_other_sides_are_the_cheapest_there() -> None:
    """Each side's total is what the planner answers when that side is insisted on."""
    case = _case()
    best = cheapest(case)[0]
    egress = next(side for side in sides(case, best, ANYTHING) if side.decision == "egress")
    found = why_not(case, "network.egress.kind=natGateway").found
    assert found is not None
    assert egress.total <= found.total


def test_the_checker_refuses_one_unit_more() -> None:
    """The certificate holds for the answer, and for no claim that is a unit away."""
    board = _case().board()
    found = next(board.found())
    question = proofs._question(board.space, board.budget)
    certificate = proofs.certify(board.space, board.budget)
    claims = checker.Proof(certificate.claims, certificate.prices, certificate.scale)
    names = [option.name for option in found.options]
    assert not list(checker.refusals(question, checker.Answer(found.context, names, found.cost), claims))
    for total in (found.cost + 1, found.cost - 1):
        assert list(checker.refusals(question, checker.Answer(found.context, names, total), claims))


def test_a_bill_that_contradicts_the_search_fails_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the estimate of the winner is not what the search added up, there is no answer."""
    case = _case()
    real = Case.bill_of

    def dearer(self: Case, sections: Any, name: str | None = None) -> Any:
        bill = real(self, sections, name)
        return bill._replace(total=bill.total.times(Decimal("1.001")))

    monkeypatch.setattr(Case, "bill_of", dearer)
    with pytest.raises(PlannerError, match="the search says"):
        cheapest(case)


def _planned(**stated: str) -> Case:
    """Return the tier with a Savings Plan that is there already."""
    plan = {"kind": "computeSavingsPlan", "termYears": 1, **stated}
    rules = {**RULES, "commitments": {"maxTermYears": 1}}
    document = {"topology": TOPOLOGY, "workload": WORKLOAD, "requirements": rules}
    return case_of(estimate_of({**document, "pricing": {"commitments": {"tasks": plan}}}))


def test_savings_plans_of_a_stated_size_are_left_out_of_the_comparison_and_named() -> None:
    """Such a plan was bought for what runs, so what runs is compared without it."""
    case = _planned(hourlyUsd="0.05")
    assert case.plans == ("tasks",)
    assert present(case).bill.commitments == ()


def test_a_savings_plan_sized_by_what_runs_is_in_the_comparison() -> None:
    """It stays, and pays for what the answer runs: the answer is the one that may buy such a plan."""
    case = _planned()
    assert case.plans == ()
    now, found = present(case), cheapest(case)[0]
    assert [one.name for one in now.bill.commitments] == ["tasks"]
    assert {one.name for one in found.bill.commitments} == {"tasks", "database", "cache"}
    assert {c.path[2] for c in found.changes if c.path[0] == "pricing"} == {"database", "cache"}
    assert proof(case, ANYTHING).refusals == ()
    assert found.total < (_total(_case()) or 0)
