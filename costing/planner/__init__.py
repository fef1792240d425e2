"""The planner: the cheapest configuration that meets the requirements, and the proof that nothing is cheaper."""
