"""Independent judges of published rosters: plain Python, no solver.

Written from the published definitions alone; nothing of ``scheduler`` or
``constraints`` is imported here, so that agreement means something.
"""
