"""One tier as the search sees it: what may be chosen, counted once, and priced in each region."""
