"""``schedule validate``: all findings, and what the file amounts to."""

import json

import pytest

from scheduler.cli.status import Status


def test_a_sound_file_is_summed_up(run, tiny):
    """People, days, duties and hours, in one line."""
    done = run("validate", tiny)
    assert done.exit_code == Status.DONE
    assert done.stderr == ""
    assert done.stdout == (
        "Tiny Desk, 22–28 March: 2 people, 7 days, 14 possible duties, "
        "40 h of coverage wanted, 9 rules\n"
    )


def test_warnings_are_chatter(run, edited):
    """Sums that cannot come out are told, and are no error."""
    done = run("validate", edited(**{"paid hours: 40": "paid hours: 60"}))
    assert done.exit_code == Status.DONE
    assert "warning: " in done.stderr
    assert "Tiny Desk" in done.stdout


def test_machines_get_it_all(run, edited):
    """Findings with places, and the summary."""
    path = edited(**{"paid hours: 40": "paid hours: 60"})
    document = json.loads(run("validate", path, "--json").stdout)
    assert document["ok"] is True
    assert document["findings"][0]["severity"] == "warning"
    assert document["findings"][0]["file"] == str(path)
    assert document["summary"]["people"] == 2
    assert document["summary"]["coverage hours"] == 40


def test_all_errors_come_at_once(run, edited):
    """Two mistakes make two findings, each with its place."""
    path = edited(
        **{"least: 11h": "leest: 11h", "team: manila": "team: manilla"}
    )
    done = run("validate", path)
    assert done.exit_code == Status.BAD_INPUT
    assert f"{path}:24:" in done.stderr
    assert '"least"' in done.stderr
    assert '"manila"' in done.stderr
    assert done.stderr.endswith("2 errors\n")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[",
        b"[" * 5000,
        b"just words",
        b"- a\n- list",
        b"\x00\x01\x02",
        b"\xff\xfea\x00",
        b"roster: \xe9",
        b"a: 1\na: 2",
        b"a: &x [*x]",
        b"!!python/object:os.system {}",
        b"roster: T\n---\nroster: U",
        b"roster: T\nfrom: 2027-02-30\n",
        b"\troster: T",
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    ],
)
@pytest.mark.parametrize("command", ["validate", "solve"])
def test_nothing_makes_a_traceback(run, tmp_path, command, content):
    """Whatever is in the file: findings on standard error, exit code 2."""
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    more = ("-o", tmp_path / "out") if command == "solve" else ()
    done = run(command, path, *more)
    assert done.exit_code == Status.BAD_INPUT
    assert "bad.yaml" in done.stderr
    assert "Traceback" not in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_is_no_file(run, tmp_path):
    """A folder and a missing file are told apart."""
    assert "is a folder" in run("validate", tmp_path).stderr
    missing = run("validate", tmp_path / "tinny.yaml")
    assert missing.exit_code == Status.BAD_INPUT
    assert "there is no file" in missing.stderr
