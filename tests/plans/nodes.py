"""The tests that exist, found in their source: nothing is imported and nothing is run."""

import ast
from functools import cache

from tests.plans.rows import ROOT


@cache
def functions(path: str) -> dict[str, bool]:
    """Return the tests of one file, each with whether it is parametrized."""
    file = ROOT / path
    if not file.exists():
        return {}
    found: dict[str, bool] = {}
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found[node.name] = any("parametrize" in ast.dump(d) for d in node.decorator_list)
    return found


def why_not(node: str) -> str:
    """Return why a node id names no test, or nothing where it names one."""
    path, _, name = node.partition("::")
    name, bracket, case = name.removesuffix("]").partition("[")
    known = functions(path)
    if name not in known:
        return f"{node}: no such test"
    if bracket and not known[name]:
        return f"{node}: it has no cases"
    if bracket and case not in (ROOT / path).read_text(encoding="utf-8"):
        return f"{node}: no such case"
    return ""
