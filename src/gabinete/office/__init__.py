"""The domain: one package per word of the office."""
