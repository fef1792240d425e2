"""Rewrite docs/plans.md from docs/plans: `python -m tests.plans`."""

from tests.plans.page import PAGE, page

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
