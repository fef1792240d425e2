"""`python -m costing`."""

from costing.cli.main import run

if __name__ == "__main__":
    raise SystemExit(run())
