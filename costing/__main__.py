"""`python -m costing`.

A command lives for a fraction of a second: looking for garbage and for plug-ins that nobody installed would take a
twelfth of it.
"""

import gc
import os

gc.set_threshold(100_000, 50, 50)
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from costing.cli.main import run  # noqa: E402 - what is set above holds for all that is imported

if __name__ == "__main__":
    raise SystemExit(run())
