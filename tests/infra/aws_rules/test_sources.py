"""Every table of the rules names a source that exists."""

import pkgutil
from importlib import import_module
from types import ModuleType

import pytest

import infra.aws_rules
from infra.aws_rules import sources

MODULES = [
    import_module(f"infra.aws_rules.{found.name}")
    for found in pkgutil.iter_modules(infra.aws_rules.__path__)
    if found.name != "sources"
]


def tables(module: ModuleType) -> set[str]:
    """Return the public constants that a module defines itself, rather than imports."""
    taken = {name for other in MODULES if other is not module for name in vars(other)}
    source = module.__loader__.get_source(module.__name__)
    return {
        name
        for name in vars(module)
        if name.isupper() and not name.startswith("_") and (name not in taken or f"\n{name}: Final" in source)
    } - {"SOURCES"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_table_names_its_sources(module):
    """Each public constant is a key of SOURCES, and nothing else is."""
    assert set(module.SOURCES) == tables(module)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_sources_exist(module):
    """Each tag is in the registry, and no table goes without one."""
    for table, tags in module.SOURCES.items():
        assert tags, table
        assert set(tags) <= set(sources.SOURCES), table


def test_no_source_is_idle():
    """The registry holds no source that nothing cites."""
    cited = {tag for module in MODULES for tags in module.SOURCES.values() for tag in tags}
    assert set(sources.SOURCES) == cited


def test_sources_can_be_found():
    """A source has a title, an address and a date; only what is no document may lack them."""
    for tag, source in sources.SOURCES.items():
        assert source.title, tag
        if tag not in {sources.GENERAL_KNOWLEDGE, "ascii", "calendar"}:
            assert source.where.startswith("https://"), tag
            assert source.as_of, tag


def test_modules_import_the_standard_library_only():
    """The rules stand below the model: nothing but the standard library and themselves."""
    import ast
    import sys

    for module in MODULES:
        tree = ast.parse(module.__loader__.get_source(module.__name__))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        for name in names:
            assert name.startswith("infra.aws_rules") or name.split(".")[0] in sys.stdlib_module_names, name
