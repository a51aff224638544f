"""The speed of simulations, on a desk of one."""

from click.testing import CliRunner

from benchmarks import simulation

FILE = """
roster: Desk
zone: UTC
from: 2027-03-01
days: 1
skills: {names: [chat]}
teams: {desk: {skills: [chat]}}
contracts: {any: {}}
shifts: {day: {window: daily 08:00-18:00}}
people: [{name: Ana, team: desk, contract: any}]
queues: {chat: {channel: chat}}
accounts:
  Acme: {queues: chat, window: daily 08:00-18:00, answer: 80% within 1m,
         volume: 6, handle: 3m}
"""


def test_contacts_are_counted(tmp_path, monkeypatch):
    """Six an hour for ten hours: ten replications have about 600."""
    path = tmp_path / "desk.yaml"
    path.write_text(FILE, "utf-8")
    monkeypatch.setattr(simulation, "EXAMPLES", (str(path),))
    done = CliRunner().invoke(simulation.simulate, ["--contacts", "600"])
    assert done.exit_code == 0, done.output
    _, example, replications, contacts, *_ = (
        cell.strip() for cell in done.output.splitlines()[-1].split("|")
    )
    assert example == str(path)
    assert 6 <= int(replications) <= 18
    assert 400 <= int(contacts) <= 800
