"""Readers of published benchmark formats; each knows one, ``reader`` all."""
