"""The topology: its model, the facts of AWS it obeys, and the components that build it."""
