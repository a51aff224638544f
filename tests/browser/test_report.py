"""Reports in a real browser: zones, filters, reasons."""

import json

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def bars(person):
    """Ask for the bars of somebody: percent, and what they are called."""
    return [
        "ask",
        "[...document.querySelectorAll('#lines .line[data-person]')]"
        f".find(line => line.dataset.person === {json.dumps(person)})"
        "?.querySelectorAll('.bar').length ? "
        "[...[...document.querySelectorAll('#lines .line[data-person]')]"
        f".find(line => line.dataset.person === {json.dumps(person)})"
        ".querySelectorAll('.bar')].map(bar => [parseFloat(bar.style.left),"
        " parseFloat(bar.style.width), bar.getAttribute('aria-label')]) : []",
    ]


PEOPLE = [
    "ask",
    "[...document.querySelectorAll('#lines .line[data-person]')]"
    ".map(line => line.dataset.person)",
]


def test_loads_in_silence(browser, desk):
    """Nothing on the console, nothing asked of any network."""
    looked = browser.look(desk, PEOPLE)
    assert looked.told == []
    assert looked.asked == []
    assert len(looked.answers[0]) == 5


def test_names_are_texts(browser, desk, evil):
    """A person called like a script is shown by name, and nothing runs."""
    looked = browser.look(
        desk,
        ["ask", "document.querySelector('h1').textContent"],
        ["ask", "document.querySelectorAll('script').length"],
        PEOPLE,
    )
    title, scripts, people = looked.answers
    assert title == f"Desk {evil}"
    assert scripts == 2  # the data and the page's own
    assert evil in people
    assert looked.told == []


def test_zone_switch_moves_bars(browser, desk):
    """Ana's 08:00 of London is 16:00 in Manila, eight hours further right.

    From the last Sunday of March on London is an hour ahead: 08:00 there is
    15:00 in Manila. New York has changed two weeks before: 04:00 and 03:00.
    """
    looked = browser.look(
        desk,
        ["click", "[data-zoom=day]"],
        ["ask", "document.getElementById('shown').textContent"],
        *_day_by_day("Europe/London (the file’s)"),
        *_day_by_day("Asia/Manila"),
        *_day_by_day("America/New_York"),
    )
    told = [answer for answer in looked.answers if isinstance(answer, list)]
    by_zone = [told[n : n + 2] for n in (0, 2, 4)]
    starts = [
        [label.split(", ")[1].split("–")[0] for _, _, label in day[:1]]
        for zone in by_zone
        for day in zone
    ]
    assert [start[-5:] for (start,) in starts] == [
        "08:00", "08:00", "16:00", "15:00", "04:00", "03:00",
    ]  # fmt: skip
    # Where they are drawn: hours of the day, of which Sunday has 23 in
    # London and 24 in the others.
    lefts = [day[0][0] / 100 for zone in by_zone for day in zone]
    hours = [24, 23, 24, 24, 24, 24]
    assert [
        round(left * length, 2)
        for left, length in zip(lefts, hours, strict=True)
    ] == [8, 7, 16, 15, 4, 3]


def _day_by_day(zone):
    """Ask for Ana's bars of Saturday and of Sunday, on a zone's clock."""
    return [
        ["choose", "#zone", zone],
        ["ask", "go('Sat 27 Mar')".replace("go(", _GO + "(")],
        bars("Ana Souza"),
        ["ask", "go('Sun 28 Mar')".replace("go(", _GO + "(")],
        bars("Ana Souza"),
    ]


_GO = (
    "(day => { const shown = document.getElementById('shown');"
    " for (let n = 0; n < 20 && !document.getElementById('before').disabled;"
    " n++) document.getElementById('before').click();"
    " for (let n = 0; n < 20 && shown.textContent !== day; n++)"
    " document.getElementById('after').click(); return shown.textContent; })"
)


def test_week_keeps_its_length(browser, desk):
    """In London the week with the change has 167 hours, marked at one."""
    looked = browser.look(
        desk,
        ["choose", "#zone", "Europe/London (the file’s)"],
        ["ask", "document.querySelector('#lines .date.change').textContent"],
        ["ask", "DATA.zones[DATA.home].changes.length"],
        ["choose", "#zone", "UTC"],
        ["ask", "document.querySelectorAll('#lines .date.change').length"],
        ["ask", "document.querySelector('#lines .turn').textContent"],
        [
            "ask",
            "[0, 60, 120, 180].map(minute => instantAt("
            "DATA.zones[DATA.home], FIRST / DAY + 6, minute)"
            " - DATA.zones[DATA.home].midnights[DATA.zones[0].first + 6])",
        ],
    )
    _, marked, changes, _, in_utc, of_team, instants = looked.answers
    assert "Sun 28 Mar" in marked
    assert "clocks +1 h" in marked
    assert changes == 1
    assert in_utc == 0
    assert of_team == "clocks +1 h"  # London's, in the row of its team
    assert instants == [0, 60, 60, 120]  # 01:00 is skipped: 02:00 then


def test_zone_of_the_browser(browser, desk):
    """A zone that no table knows is asked of the browser: Tokyo, UTC+9."""
    looked = browser.look(
        desk,
        ["choose", "#zone", "Asia/Tokyo (this browser’s)"],
        bars("Ana Souza"),
        timezone="Asia/Tokyo",
    )
    labels = [label for _, _, label in looked.answers[1]]
    assert "Mon 22 Mar 17:00" in labels[0]
    assert "Sun 28 Mar 16:00" in labels[-1]


def test_night_follows_each_team(browser, desk):
    """Rows of three zones are shaded in three ways."""
    looked = browser.look(
        desk,
        [
            "ask",
            "[...new Set([...document.querySelectorAll("
            "'#lines .line[data-person] .lane')]"
            ".map(lane => lane.style.backgroundImage))].length",
        ],
    )
    assert looked.answers == [3]


def test_filters(browser, desk, evil):
    """By team, skill, queue and name; all of them back by one button."""
    looked = browser.look(
        desk,
        ["choose", "#team", "ph"],
        PEOPLE,
        ["click", "#reset"],
        ["choose", "#skill", "mail"],
        PEOPLE,
        ["click", "#reset"],
        ["type", "#person", "bob"],
        PEOPLE,
        ["click", "#reset"],
        ["choose", "#queue", "mail"],
        ["ask", "DATA.queues[+VIEW.queue]"],
        PEOPLE,
        ["click", "#reset"],
        PEOPLE,
    )
    _, team, _, _, skill, _, _, name, _, _, queue, served, _, all_ = (
        looked.answers
    )
    assert team == ["Kei Cruz", 'Eve =HYPERLINK("http://x")']
    assert evil not in skill
    assert len(skill) == 4
    assert name == ["Bob Stone"]
    assert queue == "mail"
    assert 0 < len(served) < 5
    assert len(all_) == 5
    assert looked.told == []


def test_why_a_duty_is_there(browser, desk, evil):
    """Hover and focus tell what it serves; arrow keys go on; Escape ends."""
    card = ["ask", "document.getElementById('card').hidden ? '' :"
            " document.getElementById('card').textContent"]  # fmt: skip
    looked = browser.look(
        desk,
        ["focus", "#lines .bar[tabindex='0']"],
        card,
        ["press", "ArrowRight"],
        card,
        ["press", "ArrowDown"],
        card,
        ["press", "Escape"],
        card,
        ["hover", "#lines .line[data-person='Bob Stone'] .bar"],
        card,
    )
    _, first, _, second, _, below, _, none, _, hovered = looked.answers
    assert "Ana Souza" in first
    assert "without which the" in first
    assert "Mon 22 Mar" in first
    assert "Tue 23 Mar" in second
    assert evil in below
    assert none == ""
    assert "Bob Stone" in hovered
    assert "for them Mon 22 Mar 08:00–16:00 America/New_York" in hovered


def test_who_could_have_come(browser, page_of):
    """A gap opens: who is away, who is at another queue, who could."""
    looked = browser.look(
        page_of((0, 2), "sparse"),
        [
            "ask",
            "[...document.querySelectorAll('#gaps button.link')].map(button"
            " => { button.click(); return button.getAttribute("
            "'aria-expanded'); })",
        ],
        ["ask", "document.getElementById('gaps').textContent"],
        ["ask", "document.querySelectorAll('#heat .cell.short').length"],
        ["click", "#heat .open"],
        ["ask", "document.querySelectorAll('#heat .detail td').length"],
    )
    opened, why, short, _, cells = looked.answers
    assert set(opened) == {"true"}
    assert "Could have come" in why
    assert "Ana Souza could, " in why
    assert "No shift then" in why or "Kept by a rule" in why
    assert short > 0
    assert cells == 7 * 24
    assert looked.told == []
