"""Questions to the planner and its answers; whatever is answered was estimated whole."""
