"""The command ``schedule``; nothing in the library imports it."""
