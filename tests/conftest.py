"""What all tests share: how hypothesis searches."""

import os

from hypothesis import settings

# A machine that checks changes must not fail by luck; at home luck finds
# new cases. Deadlines measure the machine, not the code.
settings.register_profile("home", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "home")
