"""Where things lie in the two flat arrays of the annealer.

A kernel that took forty arrays would spend its time passing them on. So
there are two arrays of 64-bit integers: ``t`` with what a model says and
``s`` with the roster at hand. Both begin with a directory: ``t[MENU_PTR]``
is where the table of that name begins, and entry ``i`` of it is
``t[t[MENU_PTR] + i]``; sizes are in the directory themselves.

``*_PTR`` tables have one entry more than there are owners: what belongs to
owner ``i`` lies from entry ``i`` up to entry ``i + 1``. Person and day are
one number, ``person * days + day``, called ``pd``.
"""

from __future__ import annotations

HARD_BITS = 40
HALF = 1 << (HARD_BITS - 1)
"""A value is ``(hard << HARD_BITS) + ticks``: what is forbidden, or the
missing minutes of ``must`` coverage, in one sum with what costs."""

NONE = -(1 << 62)
"""No bound, no instant."""

UNKNOWN = -1
"""A gain that is to be worked out when somebody asks."""

END_OF_PATH = 63
"""Where a path through queues ends is kept behind all queues."""

MOST_PARTS = 6
"""People in one cell who count for less than a person."""

MOST_CHANGES = 8
"""Days that one move may change."""

(
    # sizes
    PEOPLE,
    DAYS,
    DUTIES,
    COLUMNS,
    BREAKS,  # most breaks of a duty
    CELLS,
    SLOT,  # minutes of a slot
    FIRST_SLOT,  # the instant at which slot 0 begins
    SLOTS,
    TERMS,  # sums, streaks, patterns, rests after runs, long rests
    # menus: by pd
    MENU_PTR,
    MENU_DUTY,
    MENU_VALUE,
    OFF_VALUE,
    OPEN_PD,  # pds with a duty on the menu
    OPEN_PDS,
    # duties
    START,
    END,
    WORK_START,  # without standby; NONE for standby alone
    WORK_END,
    PIECE_PTR,  # stretches of work
    PIECE_START,
    PIECE_END,
    REACH_PTR,  # stretches of work and standby together
    REACH_START,
    REACH_END,
    KIND,  # equal for duties of one shift, start and length
    BREAK_PTR,
    BREAK_FIRST,
    BREAK_LAST,
    BREAK_LEN,
    COLUMN,  # [duty, column]; the row after the last duty is the day off
    # rest: by person
    REST_PTR,
    REST_LEAST,
    REST_PRICE,
    REST_BEFORE,
    REST_MOST,
    KNOWN_END,
    # rests that read whole lines: due after a run, or blind to standby
    AFTERS,
    AFTER_PTR,  # by person
    AFTER_COLUMN,  # -1 for due always
    AFTER_STANDBY,
    AFTER_RUN,
    AFTER_LEAST,
    AFTER_PRICE,
    AFTER_END,  # of the last duty before the horizon
    AFTER_DAY,
    AFTER_CARRIED,
    # long rests in windows
    FREES,
    FREE_PTR,  # by person
    FREE_LEAST,
    FREE_PART,
    FREE_STANDBY,
    FREE_PRICE,
    FREE_CLIP,
    FREE_AT_STARTS,
    FREE_WINDOW_PTR,
    FREE_FROM,
    FREE_TO,
    FREE_KNOWN_PTR,
    FREE_KNOWN_START,
    FREE_KNOWN_END,
    # prices
    PRICE_PTR,
    PRICE_HARD,
    PRICE_FROM,
    PRICE_MORE,  # by how much the rate rises there
    # sums: totals with bounds
    SUMS,
    SUM_LOW,
    SUM_HIGH,
    SUM_PRICE_LOW,
    SUM_PRICE_HIGH,
    SUM_START,
    SUM_PART_PTR,  # by pd
    SUM_PART,
    SUM_PART_COLUMN,
    SUM_PART_TIMES,
    # groups: days of which any counts, for sums and streaks
    GROUPS,
    GROUP_TERM,
    GROUP_PART_PTR,  # by pd
    GROUP_PART,
    GROUP_PART_COLUMN,
    # streaks
    STREAKS,
    STREAK_GROUP_PTR,  # the groups of a streak follow one another
    STREAK_LOW,
    STREAK_HIGH,
    STREAK_PRICE_LOW,
    STREAK_PRICE_HIGH,
    STREAK_CARRIED,
    STREAK_LEFT_OPEN,
    STREAK_RIGHT_OPEN,
    # patterns
    PATTERNS,
    PATTERN_SYMBOL_PTR,  # where the symbols of its days lie
    PATTERN_START,
    PATTERN_PRICE,
    PATTERN_SYMBOLS,
    PATTERN_NEXT,  # where its table begins in PATTERN_TO and _AMOUNT
    PATTERN_TO,
    PATTERN_AMOUNT,
    PATTERN_PART_PTR,  # by pd
    PATTERN_PART,
    PATTERN_PART_DAY,
    PATTERN_PART_COLUMN,
    # cells of coverage, in order of their start
    CELL_AT,  # by slot: the first cell that begins there or later
    CELL_START,
    CELL_END,
    CELL_CREW,
    CELL_BLOCK,  # where its block lies among the blocks
    CELL_QUEUE,  # its first queue in QUEUE_CURVE
    CELL_QUEUES,
    CELL_GAIN,  # its first entry in GAIN and LOSS
    CELL_STEP,  # units of a curve that a whole person counts for
    QUEUE_CURVE,  # where the costs of a queue lie in CURVE
    CURVE,  # what a queue costs by what is served, in units of time
    # watches: rows over who is there, in order of their start
    WATCHES,
    WATCH_AT,  # by slot, as CELL_AT
    WATCH_LONGEST,  # minutes
    WATCH_START,
    WATCH_END,
    WATCH_GROUP,
    WATCH_THERE,  # [group, person]: times that somebody there counts
    WATCH_REACH,  # [group, person]: the same, standby included
    WATCH_PAUSED,  # [group, person]: times that a break counts
    WATCH_LOW,
    WATCH_HIGH,
    WATCH_PRICE,
    WATCH_STAFFS,  # what is hard is shortage, not broken
    # crews: who is in which class
    CREW_OF,  # [crew, person]: class, or -1
    CREW_MIXED,  # some count for less than a person
    CREW_CLASSES,
    CREW_CLASS,  # its first entry in CLASS_SERVES and CLASS_POOL
    CREW_POOLS,
    CREW_POOL,  # its first entry in POOL_PRICE
    CLASS_SERVES,  # queues of the cell, a bit each
    CLASS_POOL,
    CLASS_PERCENT,  # of a person that one of the class counts for
    POOL_PRICE,
    # regions: who could take over from whom
    PEER_OF,
    PEER_PTR,
    PEER,
    WEEK_OF,
    WEEK_FIRST,
    WEEK_AFTER,
    T_SIZE,
) = range(143)

(
    RNG,
    EPOCH,
    HARD,
    SHORT,
    TICKS,
    UNDO_COUNT,
    TOUCH_COUNT,
    CHANGE_COUNT,
    EVENT_COUNT,
    WATCH_HARD,  # what a move breaks more of who must be there
    # the roster
    CUR,  # by pd: entry of the menu, or -1
    BRK,  # by pd: start of each break
    # the terms of lines
    SUM,
    COUNT,  # by group: days that count
    SYMBOL,
    VALUE,  # by term
    WATCHED,  # by watch: what is counted
    # coverage: a block by cell
    BLOCK,
    GAIN,
    LOSS,
    # a move in the making
    TOUCHED,  # by term: epoch
    TOUCH,
    UNDO_AT,
    UNDO_WAS,
    CHANGE,  # pds
    CHANGE_TO,
    CHANGE_FROM,
    CHANGE_BRK,
    CHANGE_BRK_FROM,
    EVENT_CELL,
    EVENT_CLASS,
    EVENT_SIGN,
    EVENT_NEXT,
    CELL_EPOCH,
    CELL_HEAD,
    CELL_EVENTS,
    CELL_SEEN,
    SAVED,
    FROM_CLASS,
    FROM_QUEUE,
    HEADS,  # by class, while a mixed cell is seated anew
    PART_CLASS,  # those who count for less, one by one
    PART_QUEUE,
    BEST_SEATS,
    BEFORE_SEATS,
    BUSY_START,
    BUSY_END,
    # what was tried and taken, by kind of move
    TRIED,
    TAKEN,
    S_SIZE,
) = range(50)
