"""What requirements and workload need of each part, and whether a candidate has it: the capacity model.

All of it follows from what the user measured; nothing comes from published benchmarks. Where a figure is missing, a
candidate must be at least what runs today in that respect, and the answer asks for the figure.
"""
