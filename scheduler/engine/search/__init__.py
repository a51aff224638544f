"""The annealer: elementary moves on a whole roster, compiled."""
