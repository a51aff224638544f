"""Solve a roster file from Python, judge it, and write its calendars."""

from pathlib import Path

from scheduler import check, read, solve, write_ics

problem = read(Path(__file__).with_name("quickstart.yaml"))
result = solve(problem, seconds=30)

if result.best is None:
    raise SystemExit(f"No roster: {result.reason}")

print(f"{result.status}: {result.points} points, bound {result.bound_points}")
for work in result.best.lines[0]:
    duty = result.best.duty(work)
    print(problem.people[0].name, problem.date(work.day), duty.paid_min / 60)

judgement = check(result.best)
print(f"{len(judgement.broken)} statements broken")

calendars = write_ics(result.best)
print(f"{len(calendars)} calendars, e.g. {min(calendars)}")
