"""A living state government for training and trying: openly fictitious people in real institutions.

Deterministic, dated relative to today. Nothing here is imported by the product itself.
"""
