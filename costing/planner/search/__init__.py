"""The search: exact, over integers, with no knowledge of AWS or of money.

A configuration is one value for each variable (the context) and one option for each layer. What a layer's options cost
depends on a few of the variables, its key; beyond that layers do not see each other. So within a context the cheapest
configuration is the sum of the layers' cheapest options, and all contexts are compared by those sums.
"""
