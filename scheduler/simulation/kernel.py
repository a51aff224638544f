"""The event loop: contacts, people who come and go, first come first served.

Plain arrays in, plain arrays out, so that numba may compile it. Contacts of
one stream wait in one line. Somebody free takes, of the lines they may
serve, the one of least rank and then the contact due first; a contact that
comes while people are free goes to whoever holds fewest, then can do
fewest other things, then has been free longest. Somebody may hold several
contacts of one queue at once, which slows each of them down. Who leaves
finishes what they hold and takes nothing new.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

from scheduler.engine.kernels.jit import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]

__all__ = ["run"]

NEVER = 1e18


@kernel
def run(  # noqa: C901
    at: FloatArray,
    stream: IntArray,
    work: FloatArray,
    patience: FloatArray,
    due: FloatArray,
    stream_queue: IntArray,
    stream_rank: IntArray,
    held_most: IntArray,
    slower: FloatArray,
    people: int,
    there_person: IntArray,
    there_start: FloatArray,
    there_end: FloatArray,
    there_queues: IntArray,
    first_end: IntArray,
) -> tuple[FloatArray, FloatArray, IntArray, FloatArray]:
    """Let contacts meet people.

    Parameters
    ----------
    at, stream, work, patience, due
        By contact in order of arrival; ``due`` orders lines of equal rank.
    stream_queue, stream_rank
        By stream.
    held_most, slower
        By queue: how many contacts one person holds, and by that number
        how many times longer each takes then.
    there_person, there_start, there_end, there_queues
        Stretches of presence in order of their start, with a bit for each
        queue that is served; those of one person do not overlap.
    first_end
        The stretches in order of their end.

    Returns
    -------
    answered, finished
        By contact; NaN where it was not.
    server
        By contact: person, -1 for nobody.
    overrun
        By person: minutes worked after a stretch's end.
    """
    contacts, streams = len(at), len(stream_queue)
    answered = np.full(contacts, np.nan)
    finished = np.full(contacts, np.nan)
    server = np.full(contacts, -1, dtype=np.int64)
    overrun = np.zeros(people)
    # Lines: contacts of a stream in order of arrival.
    begins = np.zeros(streams + 1, dtype=np.int64)
    for idx in range(contacts):
        begins[stream[idx] + 1] += 1
    begins = np.cumsum(begins)
    line = np.empty(contacts, dtype=np.int64)
    arrived = begins[:-1].copy()
    for idx in range(contacts):
        line[arrived[stream[idx]]] = idx
        arrived[stream[idx]] += 1
    arrived = begins[:-1].copy()
    head = begins[:-1].copy()
    # People.
    widest = slower.shape[1]
    queues = np.zeros(people, dtype=np.int64)
    choices = np.zeros(people, dtype=np.int64)
    left_at = np.full(people, NEVER)
    free_since = np.zeros(people)
    held = np.zeros(people, dtype=np.int64)
    serving = np.full(people, -1, dtype=np.int64)
    hands = np.full((people, widest), -1, dtype=np.int64)
    rest = np.zeros((people, widest))
    as_of = np.zeros(people)
    version = np.zeros(people, dtype=np.int64)
    there = np.empty(people, dtype=np.int64)
    place = np.full(people, -1, dtype=np.int64)
    present = 0
    ends = [(NEVER, -1, -1)]
    contact = coming = leaving = 0
    stretches = len(there_person)
    while True:
        arrives = at[contact] if contact < contacts else NEVER
        comes = there_start[coming] if coming < stretches else NEVER
        leaves = (
            there_end[first_end[leaving]] if leaving < stretches else NEVER
        )
        done = ends[0][0]
        now = min(arrives, comes, leaves, done)
        if now >= NEVER:
            break
        taker = -1
        if leaves == now:
            # Before all else: who leaves now takes nothing more.
            person = int(there_person[first_end[leaving]])
            leaving += 1
            # Somebody may go on in a stretch that began at this moment.
            if place[person] >= 0 and left_at[person] <= now:
                present -= 1
                moved = there[present]
                there[place[person]] = moved
                place[moved] = place[person]
                place[person] = -1
                queues[person] = 0
            continue
        if done == now:
            _, person, known = heapq.heappop(ends)
            if known != version[person]:
                continue
            pace = slower[serving[person], held[person] - 1]
            passed = (now - as_of[person]) / pace
            best = 0
            for hand in range(held[person]):
                rest[person, hand] -= passed
                if rest[person, hand] < rest[person, best]:
                    best = hand
            finished[hands[person, best]] = now
            last = held[person] - 1
            hands[person, best] = hands[person, last]
            rest[person, best] = rest[person, last]
            held[person] = last
            as_of[person] = now
            version[person] += 1
            if last == 0:
                serving[person] = -1
                free_since[person] = now
                if place[person] < 0:
                    overrun[person] += now - left_at[person]
            taker = person
        elif comes == now:
            person = int(there_person[coming])
            queues[person] = there_queues[coming]
            left_at[person] = there_end[coming]
            choices[person] = 0
            for queue in range(len(held_most)):
                choices[person] += (queues[person] >> queue) & 1
            if place[person] < 0:
                place[person] = present
                there[present] = person
                present += 1
                if held[person] == 0:
                    free_since[person] = now
            coming += 1
            taker = person
        else:
            own = stream[contact]
            queue = stream_queue[own]
            # Somebody waits already: the line goes on in its order.
            if head[own] < arrived[own]:
                arrived[own] += 1
                contact += 1
                continue
            arrived[own] += 1
            contact += 1
            for idx in range(present):
                person = int(there[idx])
                if not (queues[person] >> queue) & 1:
                    continue
                if held[person] and (
                    serving[person] != queue
                    or held[person] >= held_most[queue]
                ):
                    continue
                if taker < 0 or (
                    held[person],
                    choices[person],
                    free_since[person],
                ) < (held[taker], choices[taker], free_since[taker]):
                    taker = person
            if taker < 0:
                continue
        # Take as much as there is room for.
        person = taker
        changed = done == now
        while place[person] >= 0:
            if held[person] and held[person] >= held_most[serving[person]]:
                break
            chosen = -1
            for own in range(streams):
                queue = stream_queue[own]
                if not (queues[person] >> queue) & 1:
                    continue
                if held[person] and serving[person] != queue:
                    continue
                while head[own] < arrived[own]:
                    first = line[head[own]]
                    if at[first] + patience[first] > now:
                        break
                    head[own] += 1
                if head[own] == arrived[own]:
                    continue
                if chosen < 0 or (
                    stream_rank[own],
                    due[line[head[own]]],
                ) < (stream_rank[chosen], due[line[head[chosen]]]):
                    chosen = own
            if chosen < 0:
                break
            if held[person]:
                pace = slower[serving[person], held[person] - 1]
                passed = (now - as_of[person]) / pace
                for hand in range(held[person]):
                    rest[person, hand] -= passed
            taken = line[head[chosen]]
            head[chosen] += 1
            answered[taken] = now
            server[taken] = person
            serving[person] = stream_queue[chosen]
            hands[person, held[person]] = taken
            rest[person, held[person]] = work[taken]
            held[person] += 1
            as_of[person] = now
            changed = True
        if changed and held[person]:
            version[person] += 1
            soonest = rest[person, 0]
            for hand in range(1, held[person]):
                soonest = min(soonest, rest[person, hand])
            pace = slower[serving[person], held[person] - 1]
            heapq.heappush(
                ends,
                (now + max(0.0, soonest) * pace, person, int(version[person])),
            )
    return answered, finished, server, overrun
