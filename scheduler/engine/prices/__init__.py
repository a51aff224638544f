"""Prices on coverage and rows: what they make of lines is a proven bound."""
