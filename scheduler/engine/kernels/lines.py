"""What a change of one day changes on its line: all terms but coverage.

``put`` changes the roster at hand and keeps what was there, so that
``undo`` brings it back; ``settle`` then values the terms that were touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.engine.kernels import layout as at
from scheduler.engine.kernels.jit import kernel
from scheduler.engine.kernels.long_rests import after_value, free_value
from scheduler.engine.kernels.prices import priced

if TYPE_CHECKING:
    from constraints.measures import IntArray

__all__ = [
    "begin",
    "plan",
    "put",
    "rest_value",
    "settle",
    "term_value",
    "touch",
    "undo",
    "write",
]


@kernel
def begin(s: IntArray) -> None:
    """Begin a move: nothing is changed yet."""
    s[at.EPOCH] += 1
    s[at.UNDO_COUNT] = 0
    s[at.TOUCH_COUNT] = 0
    s[at.CHANGE_COUNT] = 0
    s[at.EVENT_COUNT] = 0


@kernel
def write(s: IntArray, where: int, value: int) -> None:
    """Write an entry and keep what was there."""
    count = s[at.UNDO_COUNT]
    s[s[at.UNDO_AT] + count] = where
    s[s[at.UNDO_WAS] + count] = s[where]
    s[at.UNDO_COUNT] = count + 1
    s[where] = value


@kernel
def undo(s: IntArray) -> None:
    """Bring back what was there when the move began."""
    for i in range(s[at.UNDO_COUNT] - 1, -1, -1):
        s[s[s[at.UNDO_AT] + i]] = s[s[at.UNDO_WAS] + i]
    s[at.UNDO_COUNT] = 0


@kernel
def plan(s: IntArray, pd: int, entry: int) -> None:
    """Plan to put a menu's entry (or -1) onto a day.

    A move has one plan for a day at most; the starts of its breaks are
    written to ``CHANGE_BRK`` by whoever plans.
    """
    count = s[at.CHANGE_COUNT]
    s[s[at.CHANGE] + count] = pd
    s[s[at.CHANGE_TO] + count] = entry
    s[at.CHANGE_COUNT] = count + 1


@kernel
def put(t: IntArray, s: IntArray, change: int) -> int:
    """Carry out a plan; return what is known at once.

    That is the value of the choice and of rest; ``settle`` has the others.
    """
    pd = s[s[at.CHANGE] + change]
    entry = s[s[at.CHANGE_TO] + change]
    old = s[s[at.CUR] + pd]
    s[s[at.CHANGE_FROM] + change] = old
    most = t[at.BREAKS]
    for i in range(most):
        where = s[at.BRK] + pd * most + i
        s[s[at.CHANGE_BRK_FROM] + change * most + i] = s[where]
        new = s[s[at.CHANGE_BRK] + change * most + i]
        if entry >= 0 and new != s[where]:
            write(s, where, new)
    if old == entry:
        return 0
    before = _rest_around(t, s, pd)
    write(s, s[at.CUR] + pd, entry)
    value: int = _rest_around(t, s, pd) - before
    row_old = row_new = t[at.DUTIES]
    if old >= 0:
        value -= t[t[at.MENU_VALUE] + old]
        row_old = t[t[at.MENU_DUTY] + old]
    else:
        value -= t[t[at.OFF_VALUE] + pd]
    if entry >= 0:
        value += t[t[at.MENU_VALUE] + entry]
        row_new = t[t[at.MENU_DUTY] + entry]
    else:
        value += t[t[at.OFF_VALUE] + pd]
    row_old = t[at.COLUMN] + row_old * t[at.COLUMNS]
    row_new = t[at.COLUMN] + row_new * t[at.COLUMNS]
    _add(t, s, pd, row_old, row_new)
    _count(t, s, pd, row_old, row_new)
    _read(t, s, pd, row_old, row_new)
    touch_long(t, s, pd // t[at.DAYS])
    return value


@kernel
def settle(t: IntArray, s: IntArray) -> int:
    """Value the terms that a move touched; return the change."""
    change = 0
    for i in range(s[at.TOUCH_COUNT]):
        term = s[s[at.TOUCH] + i]
        value = term_value(t, s, term)
        where = s[at.VALUE] + term
        if value != s[where]:
            change += value - s[where]
            write(s, where, value)
    return change


@kernel
def term_value(t: IntArray, s: IntArray, term: int) -> int:
    """Return the value of a term on the roster at hand."""
    if term < t[at.SUMS]:
        return _sum_value(t, s, term)
    term -= t[at.SUMS]
    if term < t[at.STREAKS]:
        return _streak_value(t, s, term)
    term -= t[at.STREAKS]
    if term < t[at.PATTERNS]:
        return _pattern_value(t, s, term)
    term -= t[at.PATTERNS]
    if term < t[at.AFTERS]:
        return after_value(t, s, term)
    return free_value(t, s, term - t[at.AFTERS])


# What is touched


@kernel
def touch(s: IntArray, term: int) -> None:
    """Note that a term is to be valued, once."""
    where = s[at.TOUCHED] + term
    if s[where] != s[at.EPOCH]:
        s[where] = s[at.EPOCH]
        s[s[at.TOUCH] + s[at.TOUCH_COUNT]] = term
        s[at.TOUCH_COUNT] += 1


@kernel
def touch_long(t: IntArray, s: IntArray, person: int) -> None:
    """Touch the terms that read a whole line."""
    first = t[at.SUMS] + t[at.STREAKS] + t[at.PATTERNS]
    own = t[at.AFTER_PTR] + person
    for i in range(t[own], t[own + 1]):
        touch(s, first + i)
    first += t[at.AFTERS]
    own = t[at.FREE_PTR] + person
    for i in range(t[own], t[own + 1]):
        touch(s, first + i)


@kernel
def _add(
    t: IntArray, s: IntArray, pd: int, row_old: int, row_new: int
) -> None:
    """Add to the totals what the new choice counts more than the old."""
    first = t[t[at.SUM_PART_PTR] + pd]
    after = t[t[at.SUM_PART_PTR] + pd + 1]
    for i in range(first, after):
        column = t[t[at.SUM_PART_COLUMN] + i]
        more = t[row_new + column] - t[row_old + column]
        if more != 0:
            term = t[t[at.SUM_PART] + i]
            where = s[at.SUM] + term
            write(s, where, s[where] + more * t[t[at.SUM_PART_TIMES] + i])
            touch(s, term)


@kernel
def _count(
    t: IntArray, s: IntArray, pd: int, row_old: int, row_new: int
) -> None:
    """Count days in groups; a group that begins or ceases to count tells."""
    first = t[t[at.GROUP_PART_PTR] + pd]
    after = t[t[at.GROUP_PART_PTR] + pd + 1]
    for i in range(first, after):
        column = t[t[at.GROUP_PART_COLUMN] + i]
        more = t[row_new + column] - t[row_old + column]
        if more == 0:
            continue
        group = t[t[at.GROUP_PART] + i]
        where = s[at.COUNT] + group
        was = s[where]
        write(s, where, was + more)
        if (was > 0) == (was + more > 0):
            continue
        term = t[t[at.GROUP_TERM] + group]
        if term < t[at.SUMS]:
            where = s[at.SUM] + term
            write(s, where, s[where] + (1 if was == 0 else -1))
        touch(s, term)


@kernel
def _read(
    t: IntArray, s: IntArray, pd: int, row_old: int, row_new: int
) -> None:
    """Write the symbols that patterns read."""
    first = t[t[at.PATTERN_PART_PTR] + pd]
    after = t[t[at.PATTERN_PART_PTR] + pd + 1]
    for i in range(first, after):
        column = t[t[at.PATTERN_PART_COLUMN] + i]
        symbol = t[row_new + column]
        if symbol != t[row_old + column]:
            pattern = t[t[at.PATTERN_PART] + i]
            write(
                s,
                s[at.SYMBOL]
                + t[t[at.PATTERN_SYMBOL_PTR] + pattern]
                + t[t[at.PATTERN_PART_DAY] + i],
                symbol,
            )
            touch(s, t[at.SUMS] + t[at.STREAKS] + pattern)


# What the terms are worth


@kernel
def _sum_value(t: IntArray, s: IntArray, term: int) -> int:
    """Return the value of a total."""
    total = s[s[at.SUM] + term]
    low = t[t[at.SUM_LOW] + term]
    high = t[t[at.SUM_HIGH] + term]
    value = 0
    if low != at.NONE and total < low:
        value += priced(t, t[t[at.SUM_PRICE_LOW] + term], low - total)
    if high != at.NONE and total > high:
        value += priced(t, t[t[at.SUM_PRICE_HIGH] + term], total - high)
    return value


@kernel
def _streak_value(t: IntArray, s: IntArray, streak: int) -> int:
    """Return the value of all runs of a streak."""
    first = t[t[at.STREAK_GROUP_PTR] + streak]
    after = t[t[at.STREAK_GROUP_PTR] + streak + 1]
    counts = s[at.COUNT]
    carried = t[t[at.STREAK_CARRIED] + streak]
    value = 0
    length = carried
    begins = True
    for group in range(first, after):
        if s[counts + group] > 0:
            length += 1
            continue
        if length > 0:
            value += _run_value(t, streak, length, begins, False)
        length = 0
        begins = False
    if length > 0 and after > first:
        value += _run_value(t, streak, length, begins, True)
    return value


@kernel
def _run_value(
    t: IntArray, streak: int, length: int, begins: bool, ends: bool
) -> int:
    """Return the value of a run.

    Parameters
    ----------
    begins, ends
        Whether it touches the first and the last position.
    """
    value = 0
    high = t[t[at.STREAK_HIGH] + streak]
    if high != at.NONE and length > high:
        excess = length - high
        if begins:
            excess -= max(0, t[t[at.STREAK_CARRIED] + streak] - high)
        value += priced(t, t[t[at.STREAK_PRICE_HIGH] + streak], excess)
    low = t[t[at.STREAK_LOW] + streak]
    if low != at.NONE and length < low:
        unjudged = (begins and t[t[at.STREAK_LEFT_OPEN] + streak] != 0) or (
            ends and t[t[at.STREAK_RIGHT_OPEN] + streak] != 0
        )
        if not unjudged:
            price = t[t[at.STREAK_PRICE_LOW] + streak]
            value += priced(t, price, low - length)
    return value


@kernel
def _pattern_value(t: IntArray, s: IntArray, pattern: int) -> int:
    """Return the value of the arcs that an automaton takes."""
    first = t[t[at.PATTERN_SYMBOL_PTR] + pattern]
    after = t[t[at.PATTERN_SYMBOL_PTR] + pattern + 1]
    symbols = t[t[at.PATTERN_SYMBOLS] + pattern]
    table = t[t[at.PATTERN_NEXT] + pattern]
    price = t[t[at.PATTERN_PRICE] + pattern]
    state = t[t[at.PATTERN_START] + pattern]
    value = 0
    for i in range(first, after):
        arc = table + state * symbols + s[s[at.SYMBOL] + i]
        state = t[t[at.PATTERN_TO] + arc]
        if state < 0:
            return value + (1 << at.HARD_BITS)
        value += priced(t, price, t[t[at.PATTERN_AMOUNT] + arc])
    return value


# Rest


@kernel
def _rest_around(t: IntArray, s: IntArray, pd: int) -> int:
    """Return the value of rest before and after a day's duty.

    Of a day off: of the rest between its neighbours.
    """
    days = t[at.DAYS]
    person = pd // days
    cur = s[at.CUR]
    before = pd - 1
    while before >= person * days and s[cur + before] < 0:
        before -= 1
    next_ = pd + 1
    after = (person + 1) * days
    while next_ < after and s[cur + next_] < 0:
        next_ += 1
    earlier = s[cur + before] if before >= person * days else -1
    later = s[cur + next_] if next_ < after else -1
    here = s[cur + pd]
    if here < 0:
        return rest_value(t, person, earlier, later)
    return rest_value(t, person, earlier, here) + rest_value(
        t, person, here, later
    )


@kernel
def rest_value(t: IntArray, person: int, earlier: int, later: int) -> int:
    """Return the value of the rest between two entries of menus.

    Duties that overlap are forbidden, whatever the rules.

    Parameters
    ----------
    earlier
        -1 for what was before the horizon.
    later
        -1 for none.
    """
    if later < 0:
        return 0
    begins = t[t[at.START] + t[t[at.MENU_DUTY] + later]]
    value = 0
    if earlier >= 0:
        ended = t[t[at.END] + t[t[at.MENU_DUTY] + earlier]]
        if begins - ended >= t[t[at.REST_MOST] + person]:
            return 0
    else:
        ended = t[t[at.KNOWN_END] + person]
    if ended != at.NONE and begins < ended:
        value += (ended - begins) << at.HARD_BITS
    first = t[t[at.REST_PTR] + person]
    last = t[t[at.REST_PTR] + person + 1]
    for i in range(first, last):
        if earlier < 0:
            ended = t[t[at.REST_BEFORE] + i]
            if ended == at.NONE:
                continue
        missing = t[t[at.REST_LEAST] + i] - (begins - ended)
        value += priced(t, t[t[at.REST_PRICE] + i], missing)
    return value
