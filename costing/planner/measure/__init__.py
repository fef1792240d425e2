"""What configurations take of each priced item, as the estimator itself counts it, and what that costs in a region.

The planner has no price and no formula of its own. It lets the layers of `costing.layers` add their lines on a ledger
whose book knows no prices: a line's amount is then its quantity. What was counted so holds in every region.
"""
