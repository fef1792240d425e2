"""The planner's answers as text, Markdown and data."""
