"""Whole lines as columns of an integer program: exact on coarse coverage."""
