"""Checks a certificate. It imports nothing of the search and shares none of its code: loops and comparisons.

What it proves: of all configurations made of the options it is given, none within the budget of moves and the limits
costs less than the answer, and the answer's own options add up to its total. Where the options come from is not its
business: for a check they are made anew, all of them, by something simpler than what the search was fed.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias


class Draw(NamedTuple):
    """What a plan may pay for: its rate, the price without it, how much of it always runs, and how much runs."""

    rate: int
    price: int
    always: int
    runs: int


class Way(NamedTuple):
    """One option of a layer.

    Attributes:
        name: which.
        cost: in whole units, without a plan.
        moves: how many lead to it.
        uses: what it uses of each resource.
        draws: what a plan may pay for.
    """

    name: str
    cost: int
    moves: int = 0
    uses: tuple[int, ...] = ()
    draws: tuple[Draw, ...] = ()


class Plan(NamedTuple):
    """A spend for each of some hours: what always runs at the plan's rates, in steps, and at least so much."""

    least: int
    step: int
    hours: int


class Place(NamedTuple):
    """A context: what it costs, moves and uses by itself, all options of each layer in it, and the plan they share."""

    start: Way
    layers: Sequence[Sequence[Way]]
    plan: Plan | None = None


Claims: TypeAlias = Sequence[Sequence[int]]
"""What the layers from each on cost at least, by moves left; the last row is for the end and claims nothing."""


class Proof(NamedTuple):
    """Claims for each context; with prices for resources they are about `cost` × `scale` + prices × uses.

    In a context with a plan a dollar of it is taken to be worth a slope, numerator and denominator, and draws that are
    worth more count in full: costs of options are then the least that they may come to.
    """

    claims: Sequence[Claims]
    prices: Sequence[int] = ()
    scale: int = 1
    slopes: Sequence[tuple[int, int] | None] = ()


class Question(NamedTuple):
    """All there is to choose from, the most moves (None: they do not count), and the most of each resource."""

    places: Sequence[Place]
    budget: int | None = None
    limits: tuple[int, ...] = ()


class Answer(NamedTuple):
    """What is claimed to be cheapest: the context by position, the name of an option a layer, and the total."""

    place: int
    names: Sequence[str]
    total: int


def refusals(question: Question, answer: Answer, proof: Proof) -> Iterator[str]:
    """Yield what is wrong with a proof; nothing at all means that it holds."""
    yield from _misstated(question, answer)
    if len(proof.claims) != len(question.places) or len(proof.prices) != len(question.limits) or proof.scale < 1:
        yield "the proof is not about this question"
        return
    if any(price < 0 for price in proof.prices):
        yield "a resource has a price below 0"
    slopes = proof.slopes or [None] * len(question.places)
    if [bool(slope and slope[0] >= slope[1] > 0) for slope in slopes] != [bool(p.plan) for p in question.places]:
        yield "a plan has no slope of 1 or more"
        return
    for number, (place, claims, slope) in enumerate(zip(question.places, proof.claims, slopes, strict=True)):
        if len(claims) != len(place.layers) + 1:
            yield f"context {number}: {len(place.layers)} layers, but {len(claims)} rows"
            continue
        check = _Check(question, place, proof, claims, answer.total, slope or (1, 1))
        yield from (f"context {number}: {wrong}" for wrong in check.overstated())
        if check.cheaper([place.start], check.start()):
            yield f"context {number}: it may hold something cheaper than {answer.total}"


def _misstated(question: Question, answer: Answer) -> Iterator[str]:
    """Yield what is wrong with the answer itself."""
    place = question.places[answer.place]
    found = [place.start]
    for name, ways in zip(answer.names, place.layers, strict=False):
        found += [way for way in ways if way.name == name]
    if len(found) != 1 + len(place.layers) or len(answer.names) != len(place.layers):
        yield "the answer has not one option for each layer"
        return
    total, moves = _total(place, found), sum(way.moves for way in found)
    if total != answer.total:
        yield f"the answer adds up to {total}, not to {answer.total}"
    if question.budget is not None and moves > question.budget:
        yield f"the answer takes {moves} moves of {question.budget}"
    if _over(found, question.limits):
        yield "the answer breaks a limit"


class _Check(NamedTuple):
    """One context against the claims about it."""

    question: Question
    place: Place
    proof: Proof
    claims: Claims
    total: int
    slope: tuple[int, int]

    def overstated(self) -> Iterator[str]:
        """Yield every claim that an option undercuts, and every claim about the end."""
        if any(claim > 0 for claim in self.claims[-1]):
            yield "behind the last layer nothing costs anything"
        for layer, ways in enumerate(self.place.layers):
            for left, claim in enumerate(self.claims[layer]):
                for way in ways:
                    moves = 0 if self.question.budget is None else way.moves
                    if moves <= left and claim > self.priced(way) + self.claims[layer + 1][left - moves]:
                        yield f"layer {layer}, {left} moves left: {way.name} undercuts the claim"

    def cheaper(self, chosen: list[Way], spent: int) -> bool:
        """Return whether a configuration that begins with what is chosen may cost less than the answer.

        Without limits or a plan the claim about the first layer decides at once. With them, what it leaves open is
        tried out: each option of the next layer in turn, as long as the claims behind it do not decide.

        Args:
            chosen: the context itself, and an option for each of the first layers.
            spent: what they cost at least, with resources priced.
        """
        question, layer = self.question, len(chosen) - 1
        left = 0 if question.budget is None else question.budget - sum(way.moves for way in chosen)
        if left < 0 or spent + self.claims[layer][left] >= self.enough():
            return False
        if not question.limits and self.place.plan is None:
            return True
        if layer == len(self.place.layers):
            return _total(self.place, chosen) < self.total and not _over(chosen, question.limits)
        return any(self.cheaper([*chosen, way], spent + self.priced(way)) for way in self.place.layers[layer])

    def start(self) -> int:
        """Return what the context costs at least with its resources priced.

        A plan may spend a step more than what always runs, or up to its least: that too is worth the slope at most.
        """
        start, plan = self.place.start, self.place.plan
        if plan is None:
            return self.priced(start)
        needs = [_needed([way]) for ways in self.place.layers for way in ways]
        smallest = min((need for need in needs if need), default=0)
        spare = (max(plan.least, plan.step) if smallest < plan.least * plan.hours else plan.step) * plan.hours
        over, under = self.slope
        return self.priced(start) - -(-spare * (over - under) // under) * self.proof.scale

    def priced(self, way: Way) -> int:
        """Return what a way costs at least, with its resources priced."""
        cost = way.cost
        if way.draws and self.place.plan is not None:
            over, under = self.slope
            fee = _needed([way]) * (under - over)
            saved = sum(d.runs * max(0, d.price * under - d.rate * over) for d in way.draws)
            cost += (fee - saved) // under
        return cost * self.proof.scale + sum(p * u for p, u in zip(self.proof.prices, way.uses, strict=True))

    def enough(self) -> int:
        """Return the priced total from which on nothing within the limits costs less than the answer."""
        worth = sum(p * limit for p, limit in zip(self.proof.prices, self.question.limits, strict=True))
        return self.total * self.proof.scale + worth


def _needed(chosen: Sequence[Way]) -> int:
    """Return what a plan spends on what always runs."""
    return sum(draw.always * draw.rate for way in chosen for draw in way.draws)


def _total(place: Place, chosen: Sequence[Way]) -> int:
    """Return what a configuration costs: a plan pays first for what it saves most on, until it is spent."""
    total, plan = sum(way.cost for way in chosen), place.plan
    needed = _needed(chosen)
    if plan is None or not needed:
        return total
    hourly = max(plan.least, -(-needed // (plan.hours * plan.step)) * plan.step)
    left = hourly * plan.hours
    total += left
    draws = [draw for way in chosen for draw in way.draws]
    for draw in sorted(draws, key=lambda d: (Fraction(d.rate, d.price), d.rate)):
        paid = min(draw.runs, left // draw.rate)
        left, total = left - paid * draw.rate, total - paid * draw.price
    return total


def _over(chosen: Sequence[Way], limits: tuple[int, ...]) -> bool:
    return any(sum(way.uses[r] for way in chosen) > limit for r, limit in enumerate(limits))
