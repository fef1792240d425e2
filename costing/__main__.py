"""`python -m costing`.

A command lives for a fraction of a second. Looking for garbage, at work and once more at the end, and for plug-ins of
pydantic that nobody installed would take a fifth of it.
"""

import gc
import sys
from types import ModuleType

gc.set_threshold(100_000, 50, 50)
_NO_PLUGINS = ModuleType("pydantic.plugin._loader")
vars(_NO_PLUGINS)["get_plugins"] = tuple
sys.modules[_NO_PLUGINS.__name__] = _NO_PLUGINS

from costing.cli.main import run  # noqa: E402 - what is set above holds for all that is imported

if __name__ == "__main__":
    code = run()
    gc.freeze()
    raise SystemExit(code)
