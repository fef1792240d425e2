"""Checks a certificate. It imports nothing of the search and shares none of its code: loops and comparisons.

What it proves: of all configurations made of the options it is given, none within the budget of moves and the limits
costs less than the answer, and the answer's own options add up to its total. Where the options come from is not its
business: for a check they are made anew, all of them, by something simpler than what the search was fed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias


class Way(NamedTuple):
    """One option of a layer: its name, its cost in whole units, its moves, and what it uses of each resource."""

    name: str
    cost: int
    moves: int = 0
    uses: tuple[int, ...] = ()


class Place(NamedTuple):
    """A context: what it costs, moves and uses by itself, and all options of each layer in it."""

    start: Way
    layers: Sequence[Sequence[Way]]


Claims: TypeAlias = Sequence[Sequence[int]]
"""What the layers from each on cost at least, by moves left; the last row is for the end and claims nothing."""


class Proof(NamedTuple):
    """Claims for each context; with prices for resources they are about `cost` × `scale` + prices × uses."""

    claims: Sequence[Claims]
    prices: Sequence[int] = ()
    scale: int = 1


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
    for number, (place, claims) in enumerate(zip(question.places, proof.claims, strict=True)):
        if len(claims) != len(place.layers) + 1:
            yield f"context {number}: {len(place.layers)} layers, but {len(claims)} rows"
            continue
        check = _Check(question, place, proof, claims, answer.total)
        yield from (f"context {number}: {wrong}" for wrong in check.overstated())
        if check.cheaper([place.start]):
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
    total, moves = sum(way.cost for way in found), sum(way.moves for way in found)
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

    def cheaper(self, chosen: list[Way]) -> bool:
        """Return whether a configuration that begins with what is chosen may cost less than the answer.

        Without limits the claim about the first layer decides at once. With them, what it leaves open is tried out:
        each option of the next layer in turn, as long as the claims behind it do not decide.
        """
        question, layer = self.question, len(chosen) - 1
        left = 0 if question.budget is None else question.budget - sum(way.moves for way in chosen)
        if left < 0 or sum(map(self.priced, chosen)) + self.claims[layer][left] >= self.enough():
            return False
        if not question.limits:
            return True
        if layer == len(self.place.layers):
            return sum(way.cost for way in chosen) < self.total and not _over(chosen, question.limits)
        return any(self.cheaper([*chosen, way]) for way in self.place.layers[layer])

    def priced(self, way: Way) -> int:
        """Return what a way costs with its resources priced."""
        return way.cost * self.proof.scale + sum(p * u for p, u in zip(self.proof.prices, way.uses, strict=True))

    def enough(self) -> int:
        """Return the priced total from which on nothing within the limits costs less than the answer."""
        worth = sum(p * limit for p, limit in zip(self.proof.prices, self.question.limits, strict=True))
        return self.total * self.proof.scale + worth


def _over(chosen: Sequence[Way], limits: tuple[int, ...]) -> bool:
    return any(sum(way.uses[r] for way in chosen) > limit for r, limit in enumerate(limits))
