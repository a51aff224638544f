"""Rules that only published sets have, written like any rule from outside.

They speak of shifts by index and of days by number, as the sets do; nobody
writes them in a roster file. Where the language has a rule that means the
same, the problems use that one.
"""
