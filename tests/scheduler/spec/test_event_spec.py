"""Events of a roster file: what goes with what, and what to write instead."""

import pytest
from pydantic import ValidationError

from scheduler.spec.events import EventSpec


@pytest.mark.parametrize(
    "said",
    [
        {"who": "all", "at": "Tue 11:00-11:30", "stays on": {"desk": 1}},
        {"each": "all", "length": "30m", "every": "week", "with": "Kim"},
        {"each": "all", "length": "4h", "pieces": "at least 2h"},
        {"who": "all", "length": "1h", "every": "2 weeks"},
        {"who": "all", "length": "1h", "during": "Mon-Fri 09:00-17:00"},
        {"who": "all", "at": "2027-03-03 09:00-17:00", "importance": "must"},
        {"who": "all", "length": "1h", "dates": "2027-03-01 to 2027-03-05"},
        {"who": "all", "dates": "2027-03-01 to 2027-03-05"},
        {"who": "all", "dates": "2027-03-01", "hours": "10:00-16:00"},
    ],
)
def test_what_can_be_said(said):
    """The forms of the language."""
    assert EventSpec.model_validate({"name": "e", **said})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"at": "Tue 11:00-11:30"}, "who attends? Write who:"),
        ({"who": "all", "each": "all", "length": "1h"}, "who attends?"),
        ({"who": "all"}, "when is it? Write at: for a set time"),
        (
            {"who": "all", "at": "Tue 9:00-9:30", "length": "1h"},
            "at: says how long it is",
        ),
        (
            {"who": "all", "dates": "2027-03-03", "every": "week"},
            "every: goes with length:, not with dates:",
        ),
        (
            {"who": "all", "length": "1h", "hours": "09:00-12:00"},
            "hours: goes with dates:, not with length:",
        ),
        ({"each": "all", "dates": "2027-03-03"}, "each: is placed by the"),
        (
            {"each": "all", "at": "Tue 11:00-11:30"},
            "each: is placed by the solver, with length:",
        ),
        (
            {"who": "all", "at": "Tue 11:00-11:30", "every": "week"},
            "every: goes with length:, not with at:",
        ),
        (
            {"who": "all", "at": "Tue 11:00-11:30", "with": "Kim"},
            "with: goes with length:, not with at:",
        ),
        (
            {"who": "all", "length": "1h", "stays on": {"desk": 1}},
            "stays on: goes with at:, not with length:",
        ),
        ({"who": "all", "at": "Tue"}, '"Tue" is no time of day'),
        (
            {"who": "all", "length": "4h", "pieces": "2h"},
            "write for example pieces: at least 2h",
        ),
        (
            {"who": "all", "length": "1h", "pieces": "at least 2h"},
            "pieces of at least 2h do not fit into 1h",
        ),
    ],
)
def test_what_cannot(said, told):
    """One finding, which says what to write."""
    with pytest.raises(ValidationError) as caught:
        EventSpec.model_validate({"name": "e", **said})
    (found,) = caught.value.errors()
    assert told in found["msg"]
