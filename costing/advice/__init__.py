"""Advice with a figure: what another configuration would cost, measured by estimating it."""
