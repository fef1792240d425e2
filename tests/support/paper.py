"""Sums as one writes them on paper: `730 × (0.5 × 0.04048 + 1 × 0.004445)`, with + − × / and brackets, exactly."""

import re
from collections.abc import Iterator
from fractions import Fraction

TOKEN = re.compile(r"\s*(\d[\d,]*(?:\.\d+)?|[+−×/()])")


def worked_out(sum_on_paper: str) -> Fraction:
    """Return what a sum comes to; × and / bind closer than + and −, and figures may have commas in thousands.

    Raises:
        ValueError: there is something in it that is no part of a sum.
    """
    tokens = TOKEN.findall(sum_on_paper)
    if "".join(tokens) != re.sub(r"\s", "", sum_on_paper):
        raise ValueError(f"no sum: {sum_on_paper}")
    return _terms(iter([*tokens, ")"]))


def _terms(tokens: Iterator[str]) -> Fraction:
    """Read terms up to a closing bracket."""
    total, sign = Fraction(0), 1
    while True:
        term, after = _factors(tokens)
        total += sign * term
        if after == ")":
            return total
        sign = 1 if after == "+" else -1


def _factors(tokens: Iterator[str]) -> tuple[Fraction, str]:
    """Read the factors of one term, and what follows it."""
    product = _figure(tokens)
    for token in tokens:
        if token == "×":
            product *= _figure(tokens)
        elif token == "/":
            product /= _figure(tokens)
        else:
            return product, token
    raise ValueError("a bracket is open")


def _figure(tokens: Iterator[str]) -> Fraction:
    token = next(tokens)
    return _terms(tokens) if token == "(" else Fraction(token.replace(",", ""))
