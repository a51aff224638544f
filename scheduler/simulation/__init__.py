"""Contacts meet a roster: what service it gives, by simulation."""
