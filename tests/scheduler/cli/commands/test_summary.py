"""``schedule summary``: Markdown on standard output."""

from scheduler.cli.status import Status


def test_a_roster_is_summed_up(run, tiny, roster_json):
    """With what its run proved, and what is different from another."""
    done = run("summary", tiny, roster_json, "--since", roster_json)
    assert done.exit_code == Status.DONE
    assert done.stdout.startswith("### Tiny Desk, ")
    assert "and no roster costs less" in done.stdout
    assert "nobody's days" in done.stdout
    assert "| lisbon | 1 |" in done.stdout


def test_no_roster_is_bad_input(run, tiny, tmp_path):
    """It is said which file is not there."""
    done = run("summary", tiny, tmp_path / "none.json")
    assert done.exit_code == Status.BAD_INPUT
    assert "none.json" in done.stderr
