"""Exports of help desks as volume files: columns, dates, tickets."""

import pytest

from scheduler.clock import zone
from scheduler.demand.layout import Layout, translated
from scheduler.errors import InputError

HALIFAX = zone("America/Halifax")


def lines(text, where=HALIFAX, **layout):
    """Return the lines of an export as a volume file."""
    return (
        translated(text.encode(), "e.csv", Layout(**layout), where)
        .decode()
        .splitlines()
    )


def test_tickets_of_a_help_desk():
    """Three tickets in one quarter, one in the next, spam left out.

    Like an export of Zendesk: subjects with commas and line breaks, offsets.
    """
    text = (
        "Id,Subject,Created at,Group,Priority,Handle (sec)\n"
        '1,"Help, please",2027-03-01 13:05:33 +0000,Tier 2,P1,600\n'
        '2,"Two\nlines",2027-03-01T13:14:59Z,Tier 2,P1,1200\n'
        "3,x,2027-03-01 09:00:00 -0400,Tier 2,P1,\n"
        "4,x,2027-03-01 13:15:00 UTC,Tier 2,P2,300\n"
        "5,x,2027-03-01 13:00:00 UTC,Spam,P2,300\n"
    )
    assert lines(
        text,
        columns={
            "start": "Created at",
            "queue": "Group",
            "priority": "Priority",
            "handle": "Handle (sec)",
        },
        tickets=True,
        handle_in="seconds",
        queues={"Tier 2": "technical", "Spam": None},
    ) == [
        "start,queue,account,priority,contacts,minutes,handle",
        "2027-03-01T13:00Z,technical,,P1,3,15,900.000s",
        "2027-03-01T13:15Z,technical,,P2,1,15,300.000s",
    ]


@pytest.mark.parametrize(
    ("start", "dates"),
    [
        ("3/1/2027 9:05 AM", "month first"),
        ("1/3/2027 09:05", "day first"),
        ("01.03.2027 09:05:59", "day first"),
        ("1803906300", "iso"),
        ("2027-03-01T13:05:59.123+00:00", "iso"),
        ("2027-03-01 09:05", "iso"),
    ],
)
def test_dates_of_reports(start, dates):
    """Salesforce's slashes, Intercom's seconds, ISO: all one moment."""
    text = f'Opened,Owner\n"{start}",chat\n'
    made = lines(
        text,
        columns={"start": "Opened", "queue": "Owner"},
        tickets=True,
        dates=dates,
    )
    assert made[1] == "2027-03-01T13:00Z,chat,,,1,15"


def test_intervals_stay_on_their_lines():
    """Errors of the file that comes out are those of the file that came."""
    text = 'When;Calls;Team\n\n2027-03-01 09:00;"12";chat\n'
    made = lines(
        text, columns={"start": "When", "contacts": "Calls", "queue": "Team"}
    )
    assert made == ["start,queue,contacts", "", "2027-03-01T09:00,chat,12"]


@pytest.mark.parametrize(
    ("text", "layout", "said"),
    [
        ("a,b\n1,2\n", {"columns": {"start": "A"}, "tickets": True}, "'A'"),
        ("a,b\n1,2\n", {"tickets": True}, "Which column says when?"),
        ("start\n2027-03-01 09:00\n", {}, "rows: tickets"),
        ("start\n3/1/2027 9:05\n", {"tickets": True}, "month first"),
        (
            "start\n13/1/2027 9:05\n",
            {"tickets": True, "dates": "month first"},
            "is no date",
        ),
        (
            "start\n1/1/2027 13:05 PM\n",
            {"tickets": True, "dates": "month first"},
            "half day",
        ),
        ("start,queue\n2027-03-01 09:00\n", {"tickets": True}, "1 cells"),
        (
            "start,handle\n2027-03-01 09:00,-5\n",
            {"tickets": True, "handle_in": "seconds"},
            "no number of seconds",
        ),
        (
            "start,handle\n2027-03-01 09:00,90\n",
            {"tickets": True},
            "handle in: seconds",
        ),
        (
            "start,zone\n2027-03-01 09:00,Mars/Base\n",
            {"tickets": True},
            "Mars/Base",
        ),
        ("start,queue\n", {"tickets": True}, "no rows that count"),
    ],
)
def test_refused(text, layout, said):
    """Each slip is told with its line."""
    with pytest.raises(InputError) as caught:
        lines(text, **layout)
    assert said in str(caught.value)
    assert "e.csv:" in str(caught.value)


def test_a_start_without_any_zone():
    """Said, not guessed."""
    with pytest.raises(InputError, match="no zone"):
        lines("start\n2027-03-01 09:00\n", where=None, tickets=True)


def test_other_bytes():
    """A file of another encoding is named with its line."""
    with pytest.raises(InputError, match="not UTF-8"):
        translated(b"start\n\xff\n", "e.csv", Layout(tickets=True), HALIFAX)
